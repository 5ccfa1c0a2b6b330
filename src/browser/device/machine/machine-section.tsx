import type { Device } from '#contract/device.ts';
import type { ReactNode } from 'react';
import { factsOf } from '#browser/device/device-facts.ts';
import { formatAgo, formatExact, readDate } from '#browser/device/moment.ts';
import type { SectionSource } from '#browser/device/section-source.ts';
import { SourcedSection } from '#browser/device/section-state.tsx';
import { TimeText } from '#browser/device/time-text.tsx';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { Facts } from '#browser/ui/section.tsx';
import { Mono } from '#browser/ui/text.tsx';
import { osWords, otherHostName, serialWords, shortenKey, updateWords } from './machine-facts.ts';

type Row = readonly [term: string, value: ReactNode];

/** What the machine is: its system, its client, its identities. */
export function MachineSection(props: { source: SectionSource<Device>; now: number }): ReactNode {
  return (
    <SourcedSection
      id="machine"
      title="Machine"
      source={props.source}
      subject={{ plural: 'machine facts', scope: 'devices:core:read' }}
      bars={[220, 190, 170, 210, 200, 180]}
    >
      {(device) => <Facts rows={rowsOf(device, props.now)} />}
    </SourcedSection>
  );
}

function rowsOf(device: Device, now: number): readonly Row[] {
  const { version, isConnected, lastSeen } = factsOf(device);
  const update = updateWords(device);
  const serials = serialWords(device);
  const added = readDate(device.created);
  const hostName = otherHostName(device);
  const rows: (Row | false)[] = [
    ['OS', osWords(device) || unknown],
    [
      'Client',
      version === '' ? (
        unknown
      ) : (
        <>
          {version} {update !== undefined && <span className="text-ink-3">{update}</span>}
        </>
      ),
    ],
    hostName !== undefined && ['Host name', hostName],
    [
      Array.isArray(serials) && serials.length > 1 ? 'Serials' : 'Serial',
      serials === undefined ? unknown : typeof serials === 'string' ? serials : <Mono>{serials.join(', ')}</Mono>,
    ],
    ['Added', added === undefined ? unknown : <TimeText at={added}>{formatExact(added)}</TimeText>],
    !isConnected && ['Last seen', lastSeen === undefined ? unknown : <TimeText at={lastSeen}>{formatAgo(lastSeen, now)}</TimeText>],
    ['Node ID', identity(device.nodeId, 'node ID')],
    ['Device ID', identity(device.id, 'device ID')],
    ['Node key', identity(device.nodeKey, 'node key')],
    ['Lock key', identity(device.tailnetLockKey, 'lock key')],
    Boolean(device.tailnetLockError) && ['Lock error', <span className="text-bad-ink">{device.tailnetLockError}</span>],
    device.multipleConnections === true && [
      'Connections',
      <span className="text-bad-ink">More than one machine uses this node key.</span>,
    ],
    ['Incoming', known(device.blocksIncomingConnections, 'Blocked', 'Accepted')],
    ['Tailscale SSH', known(device.sshEnabled, 'On', 'Off')],
    device.isEphemeral === true && ['Ephemeral', 'Yes, it leaves the tailnet when it goes offline'],
  ];
  return rows.filter((row) => row !== false);
}

const unknown = (
  <span className="text-ink-3">
    <span aria-hidden>–</span>
    <span className="sr-only">Unknown</span>
  </span>
);

function known(value: boolean | null | undefined, yes: string, no: string): ReactNode {
  return typeof value === 'boolean' ? (value ? yes : no) : unknown;
}

function identity(value: string | null | undefined, label: string): ReactNode {
  if (!value) return unknown;
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="min-w-0 font-mono text-code wrap-anywhere">{shortenKey(value)}</span>
      <CopyButton text={value} label={`Copy ${label}`} />
    </span>
  );
}
