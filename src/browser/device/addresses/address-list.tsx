import { type AnyDevice, factsOf } from '#browser/device/device-facts.ts';
import { Unknown } from '#browser/device/unknown.tsx';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import type { ReactNode } from 'react';

/** Where a device is reached: its addresses and its MagicDNS name, each as far as it has one. */
export function AddressList(props: { device: AnyDevice }): ReactNode {
  const { ipv4, ipv6 } = factsOf(props.device);
  const name = props.device.name ?? '';
  return (
    <dl className="flex flex-col gap-1 text-small">
      <Address term="IPv4" value={ipv4} label="IPv4 address" />
      <Address term="IPv6" value={ipv6} label="IPv6 address" />
      <Address term="DNS" value={name === '' ? undefined : name} label="DNS name" />
    </dl>
  );
}

function Address(props: { term: string; value: string | undefined; label: string }): ReactNode {
  return (
    <div className="flex items-center gap-2">
      <dt className="w-9 shrink-0 text-ink-3">{props.term}</dt>
      <dd className="flex min-w-0 items-center gap-2">
        {props.value === undefined ? (
          <Unknown words="None" />
        ) : (
          <>
            <span className={`min-w-0 font-mono wrap-anywhere ${props.term === 'IPv6' ? 'text-code-sm' : 'text-code'}`}>
              {props.value}
            </span>
            <CopyButton text={props.value} label={`Copy ${props.label}`} />
          </>
        )}
      </dd>
    </div>
  );
}
