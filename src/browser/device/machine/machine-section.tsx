import type { Device } from '#contract/device.ts';
import type { ReactNode } from 'react';
import { factsOf } from '#browser/device/device-facts.ts';
import { formatAgo, formatExact, readDate } from '#browser/device/moment.ts';
import type { SectionSource } from '#browser/device/section/section-source.ts';
import { SourcedSection } from '#browser/device/section/section-state.tsx';
import { Unknown } from '#browser/device/unknown.tsx';
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
  const { isConnected, lastSeen } = factsOf(device);
  const serials = serialWords(device);
  const hardware = device.postureIdentity?.hardwareAddresses ?? [];
  const rows: (Row | false)[] = [
    ['OS', osWords(device) || unknown],
    ['Client', client(device)],
    otherHostName(device) !== undefined && ['Host name', otherHostName(device)],
    [Array.isArray(serials) && serials.length > 1 ? 'Serials' : 'Serial', serialText(serials)],
    hardware.length > 0 && ['Hardware', <Mono key="hardware">{hardware.join(', ')}</Mono>],
    ['Added', moment(readDate(device.created), formatExact)],
    !isConnected && ['Last seen', moment(lastSeen, (at) => formatAgo(at, now))],
    ['Node ID', identity(device.nodeId, 'node ID')],
    ['Device ID', identity(device.id, 'device ID')],
    ['Node key', identity(device.nodeKey, 'node key')],
    Boolean(device.machineKey) && ['Machine key', identity(device.machineKey, 'machine key')],
    ['Lock key', identity(device.tailnetLockKey, 'lock key')],
    Boolean(device.tailnetLockError) && ['Lock error', alarm(device.tailnetLockError ?? '')],
    device.multipleConnections === true && ['Connections', alarm('More than one machine uses this node key.')],
    ['Incoming', known(device.blocksIncomingConnections, 'Blocked', 'Accepted')],
    ['Tailscale SSH', known(device.sshEnabled, 'On', 'Off')],
    device.isEphemeral === true && ['Ephemeral', 'Yes, it leaves the tailnet when it goes offline'],
  ];
  return rows.filter((row) => row !== false);
}

const unknown = <Unknown />;

function client(device: Device): ReactNode {
  const { version } = factsOf(device);
  const update = updateWords(device);
  if (version === '') return unknown;
  return (
    <>
      {version} {update !== undefined && <span className="text-ink-3">{update}</span>}
    </>
  );
}

function serialText(serials: ReturnType<typeof serialWords>): ReactNode {
  if (serials === undefined) return unknown;
  return typeof serials === 'string' ? serials : <Mono>{serials.join(', ')}</Mono>;
}

function moment(at: number | undefined, format: (at: number) => string): ReactNode {
  return at === undefined ? unknown : <TimeText at={at}>{format(at)}</TimeText>;
}

function alarm(text: string): ReactNode {
  return <span className="text-bad-ink">{text}</span>;
}

function known(value: boolean | null | undefined, yes: string, no: string): ReactNode {
  if (typeof value !== 'boolean') return unknown;
  return value ? yes : no;
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
