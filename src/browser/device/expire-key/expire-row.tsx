import { useApi } from '#browser/api/api-context.ts';
import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import { CutOffFailure } from '#browser/device/impact/cut-off-failure.tsx';
import { ConsoleLoss } from '#browser/device/impact/console-loss.tsx';
import { DangerRow } from '#browser/device/danger-row.tsx';
import { ImpactDialog } from '#browser/device/impact/impact-dialog.tsx';
import { useImpact } from '#browser/device/impact/use-impact.ts';
import { type AnyDevice, factsOf, machineName } from '#browser/device/device-facts.ts';
import { isExpired } from '#browser/device/device-status.ts';
import { useLate } from '#browser/device/editing/use-late.ts';
import { useDeviceIntents } from '#browser/device/editing/use-device-intents.ts';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { useStandingOff } from '#browser/device/failure/use-standing-off.ts';
import { homeAddress } from '#browser/place.ts';
import { useNow } from '#browser/ui/use-now.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { expireChange, expireKeyOptions } from './expire-key.mutation.ts';

/** Expires the key of a device now, after a question that says what hangs on it; waits for the server. */
export function ExpireRow(props: { deviceId: string; device: AnyDevice; offReason: string | undefined }): ReactNode {
  const { deviceId, device } = props;
  const standing = useStandingOff('expire-key', 'expire keys');
  const offReason = props.offReason ?? standing.reason;
  const api = useApi();
  const queryClient = useQueryClient();
  const now = useNow(30_000);
  const name = machineName(device);
  const [isAsking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { pending, refusals, dismiss, send } = useDeviceIntents<null, null>({
    mutation: expireKeyOptions({ api, queryClient, deviceId }),
    confirmed: null,
    apply: (state) => state,
    words: () => ({ sending: `Expiring the key of ${name}.`, done: `The key of ${name} has expired.` }),
  });
  const isPending = pending.length > 0;
  const isLate = useLate(isPending, 5000);
  const isDone = isExpired(factsOf(device), now);
  const again = () => {
    standing.askAgain();
    setAsking(true);
  };
  const waiting = isLate ? 'Still waiting for the server.' : 'Waiting for the server…';
  return (
    <DangerRow
      ref={button}
      title="Expire key"
      consequence={isPending ? waiting : isDone ? 'The key has expired.' : 'Signs the device out now.'}
      verb="Expire"
      label="Expire key"
      disabledReason={offReason ?? (isDone ? 'The key has expired already.' : undefined)}
      isBusy={isPending}
      onClick={() => setAsking(true)}
    >
      {isAsking && (
        <ExpireQuestion
          deviceId={deviceId}
          device={device}
          offReason={offReason}
          onClose={() => setAsking(false)}
          onExpire={() => {
            setAsking(false);
            send(null);
          }}
        />
      )}
      {isLate && <ConsoleLoss deviceId={deviceId} error={undefined} />}
      {props.offReason === undefined && refusals.length === 0 && <StandingNote off={standing} className="pb-1.5" />}
      {refusals.map(({ error, at }) => (
        <div key={at}>
          <CutOffFailure
            deviceId={deviceId}
            error={error}
            action={`expire the key of ${name}`}
            scope="expire keys"
            onAgain={props.offReason === undefined ? again : undefined}
            onDismiss={() => {
              dismiss();
              button.current?.focus();
            }}
          />
        </div>
      ))}
    </DangerRow>
  );
}

function ExpireQuestion(props: {
  deviceId: string;
  device: AnyDevice;
  offReason: string | undefined;
  onExpire: () => void;
  onClose: () => void;
}): ReactNode {
  const { deviceId, device } = props;
  const impact = useImpact(deviceId);
  if (impact === undefined) return null;
  return (
    <ImpactDialog
      title={`Expire the key of ${impact.name} now?`}
      lead={
        device.keyExpiryDisabled === true
          ? 'Key expiry is off, so the device stays connected. It is cut off as soon as key expiry is turned on.'
          : 'It is signed out now and cut off until somebody signs it in again.'
      }
      impact={impact}
      more={device.isEphemeral === true ? ['It is ephemeral and may leave the tailnet for good.'] : []}
      request={shownRequest(stepOf(expireChange(deviceId, device)), homeAddress())}
      asksForName={false}
      keep="Keep key"
      act="Expire key"
      offReason={props.offReason}
      onAct={props.onExpire}
      onClose={props.onClose}
    />
  );
}
