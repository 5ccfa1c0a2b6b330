import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import type { Impact } from '#browser/device/impact/impact.ts';
import { ImpactDialog } from '#browser/device/impact/impact-dialog.tsx';
import { useImpact } from '#browser/device/impact/use-impact.ts';
import { homeAddress } from '#browser/place.ts';
import type { ReactNode } from 'react';
import { deleteChange } from './delete-device.mutation.ts';

/** Asks before a device leaves the tailnet, and says what hangs on it. Nothing until that is known. */
export function DeleteQuestion(props: {
  deviceId: string;
  /** What the question calls it. */
  verb: 'Delete' | 'Remove';
  lead: string;
  /** True where the name of the device is typed first. */
  asksForName: (impact: Impact) => boolean;
  offReason: string | undefined;
  onDelete: () => void;
  onClose: () => void;
}): ReactNode {
  const { deviceId, verb } = props;
  const impact = useImpact(deviceId);
  if (impact === undefined) return null;
  return (
    <ImpactDialog
      title={`${verb} ${impact.name}?`}
      lead={props.lead}
      impact={impact}
      request={shownRequest(stepOf(deleteChange(deviceId, impact.name)), homeAddress())}
      asksForName={props.asksForName(impact)}
      keep="Keep device"
      act={`${verb} device`}
      offReason={props.offReason}
      onAct={props.onDelete}
      onClose={props.onClose}
    />
  );
}
