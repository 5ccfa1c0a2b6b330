import { useChangeOff } from '#browser/device/editing/use-change-off.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { useDevice } from '#browser/device/use-device.ts';
import { useStandingOff } from '#browser/device/failure/use-standing-off.ts';
import { Button } from '#browser/ui/button.tsx';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useApproval } from './use-approval.ts';

/** Approves a device that waits for it, from wherever that is said. Nothing where the device does not wait any more. */
export function ApproveButton(props: { deviceId: string }): ReactNode {
  const { device, error } = useDevice(props.deviceId);
  if (device === undefined || device.isExternal === true) return null;
  return <OwnButton {...props} device={device} error={error} />;
}

function OwnButton(props: { deviceId: string; device: AnyDevice; error: Error | null }): ReactNode {
  const momentary = useChangeOff('approval', props.device, props.error);
  const offReason = useStandingOff('approval', 'approve devices').reason ?? momentary;
  const { pending, send } = useApproval(props.deviceId, props.device);
  const isBusy = pending.length > 0;
  if (props.device.authorized !== false && !isBusy) return null;
  return <BlueButton offReason={offReason} isBusy={isBusy} onClick={() => send({ authorized: true })} />;
}

function BlueButton(props: { offReason: string | undefined; isBusy: boolean; onClick: () => void }): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  // Focus belongs to the document: when the button goes because its work is done, it goes to the name of the device.
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own !== null && own === document.activeElement) document.querySelector('h1')?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <Button
      ref={button}
      kind="primary"
      size="sm"
      // One blue button on the page: while a section is edited, that is its own.
      className="group-has-[[data-editing]]/page:hidden max-[799px]:h-touch max-[799px]:flex-1 max-[799px]:text-body"
      disabledReason={props.offReason}
      isBusy={props.isBusy}
      onClick={props.onClick}
    >
      Approve device
    </Button>
  );
}
