import { ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { type DeviceState, stateOf } from '#browser/device/device-status.ts';
import { formatAgo, formatExact } from '#browser/device/moment.ts';
import { Badge } from '#browser/ui/badge.tsx';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { Mono, Owner, TagText } from '#browser/ui/text.tsx';
import { badgeIcons } from './badge-icons.ts';
import type { Column } from './columns.ts';

/** The columns of a list whose link asks for no others. The cell of Machine heads its row and is the row's own. */
export const defaultColumns: readonly Column[] = [
  {
    id: 'name',
    label: 'Machine',
    track: 'minmax(160px,244px)',
    room: 180,
    isKept: true,
    className: 'flex',
    cell: () => null,
  },
  {
    id: 'owner',
    label: 'Owner or tags',
    track: 'minmax(180px,1fr)',
    room: 200,
    className: 'flex min-w-0 items-center text-small',
    cell: (_, { tags, owner }, __, ___, width) =>
      tags.length > 0 ? <TagText tags={tags} room={width} /> : <Owner login={owner || '–'} />,
  },
  {
    id: 'ipv4',
    label: 'IPv4',
    track: '148px',
    room: 148,
    className: 'flex items-center gap-1',
    cell: (_, { ipv4, name }, __, isActive) => (
      <>
        <Mono>{ipv4 ?? '–'}</Mono>
        {ipv4 !== undefined && (
          <CopyButton
            text={ipv4}
            label={`Copy IPv4 address of ${name}`}
            tabIndex={-1}
            className={`group-hover:visible ${isActive ? 'in-[table:focus-visible]:visible' : ''} invisible`}
          />
        )}
      </>
    ),
  },
  {
    id: 'os',
    label: 'OS and client',
    track: '152px',
    room: 152,
    className: 'flex min-w-0 items-center gap-1.5 text-small',
    cell: (device, { os, version }) => (
      <>
        <span className="w-[58px] shrink-0 truncate">{os || '–'}</span>
        <span className="figures text-ink-3">{version || '–'}</span>
        {device.updateAvailable === true && <UpdateMark />}
      </>
    ),
  },
  {
    id: 'state',
    label: 'State',
    track: 'minmax(250px,1.3fr)',
    room: 270,
    isKept: true,
    className: 'flex min-w-0 items-center gap-2.5 overflow-hidden',
    cell: (device, facts, { routers, now, warning }) => <State state={stateOf(device, facts, routers, now, warning)} />,
  },
  {
    id: 'seen',
    label: 'Last seen',
    track: '100px',
    room: 150,
    className: 'figures truncate text-small',
    cell: (_, { isConnected, lastSeen }, { now }) => (
      <LastSeen isConnected={isConnected} lastSeen={lastSeen} now={now} />
    ),
  },
];

/** Beside a version: there is a newer one. */
export function UpdateMark(): ReactNode {
  return <ArrowUp className="size-3.5 text-ink-2" strokeWidth={2} role="img" aria-label="Update available" />;
}

function State(props: { state: DeviceState }): ReactNode {
  const { badges, facts } = props.state;
  return (
    <>
      {badges.slice(0, 2).map((badge, place) => (
        // By place, so that the line that comes into view takes over the elements of the one that leaves; a badge has no state.
        // oxlint-disable-next-line react/no-array-index-key
        <Badge key={place} kind={badge.kind} icon={badgeIcons[badge.icon]}>
          {badge.label}
        </Badge>
      ))}
      {facts.length > 0 && (
        <span
          className="truncate text-small text-ink-3"
          title={[...badges.map(({ label }) => label), ...facts].join(' · ')}
        >
          {facts.join('\u2002·\u2002')}
        </span>
      )}
    </>
  );
}

/** "48 min ago", or that the device is connected. */
export function LastSeen(props: { isConnected: boolean; lastSeen: number | undefined; now: number }): ReactNode {
  if (props.isConnected) return <span className="text-ink-3">Connected</span>;
  if (props.lastSeen === undefined) return <span className="text-ink-3">–</span>;
  return (
    <time dateTime={new Date(props.lastSeen).toISOString()} title={formatExact(props.lastSeen)}>
      {formatAgo(props.lastSeen, props.now)}
    </time>
  );
}
