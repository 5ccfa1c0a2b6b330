import { useApi } from '#browser/api/api-context.ts';
import { ApprovalAction } from '#browser/device/approval/approval.panel.tsx';
import { DeleteRow } from '#browser/device/delete/delete-row.tsx';
import { ExpireRow } from '#browser/device/expire-key/expire-row.tsx';
import { useDevice } from '#browser/device/use-device.ts';
import { Section } from '#browser/ui/section.tsx';
import { type ReactNode, useState } from 'react';
import { ImpactList } from './impact-list.tsx';
import { TypedWord, isTyped } from './typed-word.tsx';
import { useChangeOff } from './use-change-off.ts';
import { useImpact } from './use-impact.ts';

const title = 'Danger zone';

/** What cuts a device off: expiring its key, revoking its approval, deleting it. */
export function DangerPanel(props: { deviceId: string }): ReactNode {
  const { deviceId } = props;
  const { readOnlyReason } = useApi();
  const { device, error } = useDevice(deviceId);
  const offReason = useChangeOff(device, error);
  if (device === undefined) return <Section id="danger" title={title} children={null} />;
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
        <ExpireRow deviceId={deviceId} device={device} offReason={offReason} />
        <Approval deviceId={deviceId} />
        <DeleteRow deviceId={deviceId} device={device} offReason={offReason} />
      </ul>
      {readOnlyReason !== undefined && <p className="mt-1 text-caption text-ink-3">{readOnlyReason}</p>}
    </Section>
  );
}

/** Approving and revoking, with what hangs on the device and the word that a self-inflicted loss asks for. */
function Approval({ deviceId }: { deviceId: string }): ReactNode {
  const impact = useImpact(deviceId);
  const [text, setText] = useState('');
  const host = impact?.consolePath?.host;
  return (
    <ApprovalAction
      deviceId={deviceId}
      impact={impact && <ImpactList impact={impact} />}
      confirmation={
        host === undefined
          ? undefined
          : {
              field: (
                <div className="mt-3">
                  <TypedWord
                    word={host}
                    purpose="to confirm that this page may go"
                    text={text}
                    onText={setText}
                    onEnter={() => undefined}
                  />
                </div>
              ),
              missing: isTyped(text, host) ? undefined : 'Type the address of this page first.',
            }
      }
    />
  );
}
