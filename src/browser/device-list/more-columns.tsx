import type { AttributeValue } from '#contract/posture.ts';
import type { ReactNode } from 'react';
import { formatDate, formatExact, formatIn, readDate } from '#browser/device/moment.ts';
import { Mono, Owner, TagText } from '#browser/ui/text.tsx';
import type { Column } from './columns.ts';
import { UpdateMark, defaultColumns } from './default-columns.tsx';
import { attributeOf } from './known-posture.ts';
import { readColumns } from './list-spelling.ts';
import type { ReadPosture } from './use-posture.ts';

const plain = 'min-w-0 truncate text-small';
const flexed = 'flex min-w-0 items-center gap-1.5 text-small';
const dash = <span className="text-ink-3">–</span>;

/** The columns that can be chosen besides the usual ones. Loaded after the first rows. */
export const moreColumns: readonly Column[] = [
  {
    id: 'tags',
    label: 'Tags',
    track: 'minmax(160px,1fr)',
    room: 180,
    className: flexed,
    cell: (_, { tags }, __, ___, width) => (tags.length === 0 ? dash : <TagText tags={tags} room={width} />),
  },
  {
    id: 'user',
    label: 'Owner',
    track: 'minmax(150px,1fr)',
    room: 170,
    className: flexed,
    cell: (_, { owner }) => (owner === '' ? dash : <Owner login={owner} />),
  },
  {
    id: 'ipv6',
    label: 'IPv6',
    track: '290px',
    room: 290,
    className: plain,
    cell: (_, { ipv6 }) => (ipv6 === undefined ? dash : <Mono>{ipv6}</Mono>),
  },
  {
    id: 'system',
    label: 'OS',
    track: '80px',
    room: 80,
    className: plain,
    cell: (_, { os }) => os || dash,
  },
  {
    id: 'version',
    label: 'Client',
    track: '80px',
    room: 80,
    className: flexed,
    cell: (device, { version }) => (
      <>
        <span className="figures">{version || dash}</span>
        {device.updateAvailable === true && <UpdateMark />}
      </>
    ),
  },
  {
    id: 'created',
    label: 'Created',
    track: '100px',
    room: 100,
    className: `figures ${plain}`,
    cell: (device) => <DateCell at={readDate(device.created)} />,
  },
  {
    id: 'expires',
    label: 'Key expiry',
    track: '108px',
    room: 108,
    className: `figures ${plain}`,
    cell: (device, { expires, isExternal }, { now }) =>
      expires !== undefined ? (
        <time dateTime={new Date(expires).toISOString()} title={formatExact(expires)}>
          {expiryWords(expires, now)}
        </time>
      ) : device.keyExpiryDisabled === true && !isExternal ? (
        <span className="text-ink-3">Off</span>
      ) : (
        dash
      ),
  },
  {
    id: 'routes',
    label: 'Routes approved',
    track: '120px',
    room: 120,
    className: `figures ${plain}`,
    cell: (_, { subnets, exitNode }) => routeWords(subnets, exitNode) ?? dash,
  },
  {
    id: 'host',
    label: 'Host name',
    track: 'minmax(120px,0.8fr)',
    room: 140,
    className: plain,
    cell: (device) => device.hostname || dash,
  },
  {
    id: 'id',
    label: 'Node ID',
    track: '148px',
    room: 148,
    className: plain,
    cell: ({ nodeId }) => (nodeId ? <Mono>{nodeId}</Mono> : dash),
  },
];

/** The column with this id; posture attributes have one each, with what was read of them. Undefined for no column. */
export function columnOf(id: string, read: ReadPosture): Column | undefined {
  if (id.includes(':')) return attributeColumn(id, read);
  return defaultColumns.find((column) => column.id === id) ?? moreColumns.find((column) => column.id === id);
}

/** The columns that a `columns` value of the URL asks for, Machine first. */
export function columnsOf(text: string | undefined, read: ReadPosture): readonly Column[] {
  if (text === undefined) return defaultColumns;
  return ['name', ...readColumns(text)].flatMap((id) => columnOf(id, read) ?? []);
}

function attributeColumn(id: string, read: ReadPosture): Column {
  return {
    id,
    label: id.replace(/^custom:/, ''),
    track: 'minmax(110px,0.6fr)',
    room: 120,
    className: plain,
    cell: (_, { key }) => attributeCell(attributeOf(read, key, id), read(key) !== undefined),
  };
}

function attributeCell(value: AttributeValue | undefined, isRead: boolean): ReactNode {
  if (!isRead) return <span className="text-ink-3">Not read</span>;
  return value === undefined ? dash : <Mono>{String(value)}</Mono>;
}

function DateCell(props: { at: number | undefined }): ReactNode {
  if (props.at === undefined) return dash;
  return (
    <time dateTime={new Date(props.at).toISOString()} title={formatExact(props.at)}>
      {formatDate(props.at)}
    </time>
  );
}

const day = 86_400_000;

function expiryWords(expires: number, now: number): string {
  if (expires <= now) return 'Expired';
  return expires - now <= 90 * day ? formatIn(expires, now) : formatDate(expires);
}

function routeWords(subnets: { advertised: number; approved: number }, exitNode: string): string | undefined {
  const parts = [
    subnets.advertised > 0 ? `${subnets.approved} of ${subnets.advertised}` : '',
    exitNode === 'none' ? '' : exitNode === 'approved' ? 'exit node' : 'exit node waits',
  ].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(', ');
}
