import { useApi } from '#browser/api/api-context.ts';
import { ApprovalAction } from './approval/approval.panel.tsx';
import { DeleteRow } from './delete/delete-row.tsx';
import { ExpireRow } from './expire-key/expire-row.tsx';
import { Bars } from '#browser/device/section/section-state.tsx';
import { useDevice } from './use-device.ts';
import { Section } from '#browser/ui/section.tsx';
import type { ReactNode } from 'react';
import { useChangeOff } from '#browser/device/editing/use-change-off.ts';

const title = 'Danger zone';

/** What cuts a device off: expiring its key, revoking its approval, deleting it. */
export function DangerPanel(props: { deviceId: string }): ReactNode {
  const { deviceId } = props;
  const { reasonAgainst } = useApi();
  const { device, error } = useDevice(deviceId);
  const expireOff = useChangeOff('expire-key', device, error);
  const deleteOff = useChangeOff('delete', device, error);
  const rightsReason = reasonAgainst('delete');
  if (device === undefined)
    return (
      <Section id="danger" title={title}>
        <Bars widths={[220, 280]} />
      </Section>
    );
  if (device.isExternal === true)
    return (
      <Section id="danger" title={title}>
        <p className="text-small">
          None of this applies to a shared-in device: its key, its approval and its removal are up to its owner.
        </p>
      </Section>
    );
  return (
    <Section id="danger" title={title}>
      <ul className="-mt-1">
        <ExpireRow deviceId={deviceId} device={device} offReason={expireOff} />
        <ApprovalAction deviceId={deviceId} />
        <DeleteRow deviceId={deviceId} device={device} offReason={deleteOff} />
      </ul>
      {rightsReason !== undefined && <p className="mt-1 text-caption text-ink-3">{rightsReason}</p>}
    </Section>
  );
}
