import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import { CutOffFailure } from '#browser/device/impact/cut-off-failure.tsx';
import { ConsoleLoss } from '#browser/device/impact/console-loss.tsx';
import { ImpactDialog } from '#browser/device/impact/impact-dialog.tsx';
import { useChangeOff } from '#browser/device/editing/use-change-off.ts';
import { useImpact } from '#browser/device/impact/use-impact.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { useLate } from '#browser/device/editing/use-late.ts';
import { useDevice } from '#browser/device/use-device.ts';
import { LeftNotice } from '#browser/device/failure/left-notice.tsx';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { useStandingOff } from '#browser/device/failure/use-standing-off.ts';
import { homeAddress } from '#browser/place.ts';
import { Button } from '#browser/ui/button.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { authorizedBody } from '#contract/device.ts';
import { type ReactNode, useRef, useState } from 'react';
import * as v from 'valibot';
import { approvalChange } from './approval.mutation.ts';
import { type ApprovalIntent, leavesWhenRevoked } from './approval.schema.ts';
import { useApproval } from './use-approval.ts';

/**
 * The row of the danger zone, a list item, that approves a device or revokes its approval. Approving applies at once, as
 * it can be taken back; revoking asks first and says what hangs on the device.
 */
export function ApprovalAction(props: { deviceId: string }): ReactNode {
  const { device, error } = useDevice(props.deviceId);
  if (device === undefined || device.isExternal === true) return null;
  return <OwnApproval deviceId={props.deviceId} device={device} error={error} />;
}

function OwnApproval(props: { deviceId: string; device: AnyDevice; error: Error | null }): ReactNode {
  const { deviceId, device } = props;
  const momentary = useChangeOff('approval', device, props.error);
  const standing = useStandingOff('approval', 'approve devices');
  const offReason = momentary ?? standing.reason;
  const { shown, pending, refusals, dismiss, send } = useApproval(deviceId, device);
  const [isAsking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const isApproved = shown.authorized !== false;
  const isBusy = pending.length > 0;
  const isLate = useLate(isBusy, 5000);
  /** Approving can be taken back, so it applies at once. */
  const act = (intent: ApprovalIntent) => {
    if (intent.authorized) send(intent);
    else setAsking(true);
  };
  return (
    <li className="text-small">
      <div className="flex items-center gap-3 py-1.5">
        <span className="min-w-0 flex-1">
          <span className="font-medium">{isApproved ? 'Revoke approval' : 'Approve device'}</span>{' '}
          <span className="text-ink-3">
            {isLate ? 'Still waiting for the server.' : consequenceOf(isApproved, isBusy)}
          </span>
        </span>
        <Button
          ref={button}
          kind={isApproved ? 'danger' : 'outline'}
          size="sm"
          className="min-w-[68px]"
          label={isApproved ? 'Revoke approval' : 'Approve device'}
          disabledReason={offReason}
          isBusy={isBusy}
          onClick={() => act({ authorized: !isApproved })}
        >
          {isApproved ? 'Revoke' : 'Approve'}
        </Button>
      </div>
      {isAsking && (
        <RevokeQuestion
          deviceId={deviceId}
          device={device}
          offReason={offReason}
          onRevoke={() => {
            setAsking(false);
            send({ authorized: false });
          }}
          onClose={() => setAsking(false)}
        />
      )}
      {isLate && !isApproved && <ConsoleLoss deviceId={deviceId} error={undefined} />}
      {refusals.map(({ intent, error, at }) => (
        <div key={at} className="pb-1.5">
          <CutOffFailure
            deviceId={deviceId}
            error={error}
            action={actionOf(intent.authorized)}
            scope="approve devices"
            onAgain={
              momentary === undefined
                ? () => {
                    standing.askAgain();
                    act(intent);
                  }
                : undefined
            }
            onDismiss={() => {
              dismiss();
              button.current?.focus();
            }}
          />
        </div>
      ))}
      <LeftNotice
        deviceId={deviceId}
        aspect="approval"
        className="pb-1.5"
        onAgain={
          offReason === undefined
            ? ({ request: { body } }) => act({ authorized: v.is(authorizedBody, body) && body.authorized })
            : undefined
        }
      />
      {momentary === undefined && refusals.length === 0 && <StandingNote off={standing} className="pb-1.5" />}
      {!isApproved && !isBusy && offReason === undefined && (
        <details className="pb-1.5">
          <summary className="w-fit cursor-pointer py-1 text-caption touch:py-3.5 text-ink-3 hover:text-ink">
            What Approve sends
          </summary>
          <RequestPreview request={requestFor(deviceId, device, true)} />
        </details>
      )}
    </li>
  );
}

function RevokeQuestion(props: {
  deviceId: string;
  device: AnyDevice;
  offReason: string | undefined;
  onRevoke: () => void;
  onClose: () => void;
}): ReactNode {
  const { deviceId, device } = props;
  const impact = useImpact(deviceId);
  if (impact === undefined) return null;
  return (
    <ImpactDialog
      title={`Revoke the approval of ${impact.name}?`}
      lead={
        leavesWhenRevoked(device)
          ? 'It is cut off now. It is ephemeral, so it leaves the tailnet for good, and that cannot be undone.'
          : 'It is cut off within seconds. It stays in the list and can be approved again at any time.'
      }
      impact={impact}
      request={requestFor(deviceId, device, false)}
      asksForName={false}
      keep="Keep approved"
      act="Revoke approval"
      offReason={props.offReason}
      onAct={props.onRevoke}
      onClose={props.onClose}
    />
  );
}

function requestFor(deviceId: string, device: AnyDevice, authorized: boolean) {
  return shownRequest(stepOf(approvalChange(deviceId, { authorized }, device)), homeAddress());
}

function consequenceOf(isApproved: boolean, isBusy: boolean): string {
  // What is shown is what the person wants, so a device that is being approved reads as approved.
  if (isBusy) return isApproved ? 'Approving…' : 'Revoking…';
  return isApproved ? 'Blocks it until approved again.' : 'Lets it connect to the tailnet.';
}

function actionOf(authorized: boolean): string {
  return authorized ? 'approve the device' : 'revoke the approval';
}
