import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import { deleteChange } from '#browser/device/delete/delete-device.mutation.ts';
import { ImpactDialog } from '#browser/device/impact/impact-dialog.tsx';
import { useImpact } from '#browser/device/impact/use-impact.ts';
import { homeAddress } from '#browser/place.ts';
import type { ReactNode } from 'react';

/** Asks before the device that was replaced leaves the tailnet; its name is typed, whatever hangs on it. */
export function RemoveQuestion(props: {
  deviceId: string;
  offReason: string | undefined;
  onRemove: () => void;
  onClose: () => void;
}): ReactNode {
  const { deviceId } = props;
  const impact = useImpact(deviceId);
  if (impact === undefined) return null;
  return (
    <ImpactDialog
      title={`Remove ${impact.name}?`}
      lead="It leaves the tailnet now. What was handed over can no longer be given back to it."
      impact={impact}
      request={shownRequest(stepOf(deleteChange(deviceId, impact.name)), homeAddress())}
      asksForName
      keep="Keep device"
      act="Remove device"
      offReason={props.offReason}
      onAct={props.onRemove}
      onClose={props.onClose}
    />
  );
}
