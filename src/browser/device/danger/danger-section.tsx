import { Check, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { curlCommand } from '#browser/changes/hand-off/curl.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { useCopied } from '#browser/device/use-copied.ts';
import { Button } from '#browser/ui/button.tsx';
import { Section } from '#browser/ui/section.tsx';

/** What cuts a device off, each with its consequence and its request as curl. */
export function DangerSection(props: { device: AnyDevice; deviceId: string }): ReactNode {
  const { device, deviceId } = props;
  if (device.isExternal === true)
    return (
      <Section id="danger" title="Danger zone">
        <p className="text-small">
          None of this applies to a shared-in device: its key, its approval and its removal are up to its owner.
        </p>
      </Section>
    );
  const isApproved = device.authorized !== false;
  return (
    <Section id="danger" title="Danger zone">
      <ul className="-mt-1">
        <Danger
          verb="Expire key"
          consequence="Signs the device out now."
          command={curlCommand('expireDevice', { deviceId })}
        />
        <Danger
          verb={isApproved ? 'Revoke approval' : 'Approve device'}
          consequence={isApproved ? 'Blocks it until approved again.' : 'Lets it connect to the tailnet.'}
          command={curlCommand('setAuthorized', { deviceId }, { authorized: !isApproved })}
        />
        <Danger
          verb="Delete device"
          consequence="Removes it from the tailnet."
          command={curlCommand('deleteDevice', { deviceId })}
        />
      </ul>
      <p className="mt-1 text-caption text-ink-3">Not sent from this page. Copy the request and use your own key.</p>
    </Section>
  );
}

function Danger(props: { verb: string; consequence: string; command: string }): ReactNode {
  const [isCopied, copy] = useCopied();
  return (
    <li className="flex items-center gap-3 py-1.5 text-small">
      <span className="min-w-0 flex-1">
        <span className="font-medium">{props.verb}</span> <span className="text-ink-3">{props.consequence}</span>
      </span>
      <Button
        size="sm"
        icon={isCopied ? Check : Copy}
        label={`Copy as curl: ${props.verb.charAt(0).toLowerCase()}${props.verb.slice(1)}`}
        onClick={() => copy(props.command)}
      >
        curl
      </Button>
    </li>
  );
}
