import { useApi } from '#browser/api/api-context.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { useDevice } from '#browser/device/use-device.ts';
import { useOffReason } from '#browser/device/use-off-reason.ts';
import { Button } from '#browser/ui/button.tsx';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useApproval } from './use-approval.ts';

/** Approves a device that waits for it, from wherever that is said. Nothing where the device does not wait any more. */
export function ApproveButton(props: { deviceId: string }): ReactNode {
  const { device, error } = useDevice(props.deviceId);
  if (device === undefined || device.isExternal === true) return null;
  return <OwnButton {...props} device={device} error={error} />;
}

function OwnButton(props: {
  deviceId: string;
  device: AnyDevice;
  error: Error | undefined;
}): ReactNode {
  const { readOnlyReason } = useApi();
  const offNow = useOffReason(props.error);
  const offReason = readOnlyReason ?? offNow;
  const { pending, send } = useApproval(props.deviceId, props.device);
  const button = useRef<HTMLButtonElement>(null);
  const isBusy = pending.length > 0;
  const isShown = props.device.authorized === false || isBusy;
  // Focus belongs to the document: when the button goes because its work is done, it goes to the name of the device.
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own !== null && own === document.activeElement) document.querySelector('h1')?.focus({ preventScroll: true });
    };
  }, [isShown]);
  if (!isShown) return null;
  return (
    <Button
      ref={button}
      kind="primary"
      size="sm"
      className="group-has-[[data-editing]]/page:hidden max-[799px]:h-touch max-[799px]:flex-1 max-[799px]:text-body"
      disabledReason={offReason}
      isBusy={isBusy}
      onClick={() => send({ authorized: true })}
    >
      Approve device
    </Button>
  );
}
