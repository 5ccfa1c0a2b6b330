import type { ListedDevice } from '#contract/device-list.ts';
import { ArrowUp, Ellipsis } from 'lucide-react';
import { type ReactNode, memo } from 'react';
import { factsOf } from '#browser/device/device-facts.ts';
import { type DeviceState, stateOf, statusOf, statusWords } from '#browser/device/device-status.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { formatAgo, formatExact } from '#browser/device/moment.ts';
import { Badge } from '#browser/ui/badge.tsx';
import { RowCheckbox } from '#browser/ui/checkbox.tsx';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { Mono, Owner, TagText } from '#browser/ui/text.tsx';
import { badgeIcons } from './badge-icons.ts';
import { cellClass, rowGrid } from './columns.ts';

type RowProps = {
  device: ListedDevice;
  /** Zero-based place among the rows shown; the head is row 1 to a screen reader. */
  position: number;
  top: number;
  isActive: boolean;
  isSelected: boolean;
  now: number;
  routers: LiveRouters;
};

/** A bar at the row's edge while the keyboard is in the table; an outline where the system takes shadows away. */
const cursorMark =
  'group-focus-visible/grid:shadow-[inset_2px_0_0_var(--color-accent)] forced-colors:-outline-offset-2 forced-colors:group-focus-visible/grid:outline-2';

/** The DOM id by which the grid points at its active row. */
export function rowId(key: string): string {
  return `row-${key}`;
}

/** One device as a line of the table. Memoised: while scrolling only the rows that come into view are made. */
export const DeviceRow = memo(function DeviceRow(props: RowProps): ReactNode {
  const { device, isActive, isSelected, now } = props;
  const facts = factsOf(device);
  const status = statusOf(facts, now);
  return (
    <tr
      id={rowId(device.key)}
      data-key={device.key}
      aria-rowindex={props.position + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${props.top}px)` }}
      className={`group absolute inset-x-0 top-0 h-row items-center border-b border-line px-gutter ${rowGrid} ${isSelected ? 'bg-selected' : isActive ? 'bg-hover' : 'hover:bg-hover'} ${isActive ? cursorMark : ''}`}
    >
      <td
        data-action="select"
        className={`absolute inset-y-0 left-0 flex w-gutter items-center justify-center group-hover:opacity-100 group-data-picking/grid:opacity-100 touch:opacity-100 ${isActive ? 'group-focus-visible/grid:opacity-100' : ''} opacity-0`}
      >
        <RowCheckbox label={`Select ${facts.name}`} isChecked={isSelected} />
      </td>
      <th scope="row" className="flex min-w-0 items-center gap-2.5 text-left font-normal">
        <StatusGlyph shape={status} label={statusWords[status]} />
        <DeviceLink device={device} name={facts.name} className="truncate font-medium group-hover:underline" />
      </th>
      <td className="flex min-w-0 items-center text-small">
        {facts.tags.length > 0 ? <TagText tags={facts.tags} /> : <Owner login={facts.owner || '–'} />}
      </td>
      <td className={`${cellClass.ipv4} items-center gap-1`}>
        <Mono>{facts.ipv4 ?? '–'}</Mono>
        {facts.ipv4 !== undefined && (
          <CopyButton
            text={facts.ipv4}
            label={`Copy IPv4 address of ${facts.name}`}
            tabIndex={-1}
            className={`group-hover:visible ${isActive ? 'group-focus-visible/grid:visible' : ''} invisible`}
          />
        )}
      </td>
      <td className={`${cellClass.os} min-w-0 items-center gap-1.5 text-small`}>
        <span className="w-[58px] shrink-0 truncate">{facts.os || '–'}</span>
        <span className="figures text-ink-3">{facts.version || '–'}</span>
        {device.updateAvailable === true && (
          <ArrowUp className="size-3.5 text-ink-2" strokeWidth={2} role="img" aria-label="Update available" />
        )}
      </td>
      <td className="flex min-w-0 items-center gap-2.5 overflow-hidden">
        <State state={stateOf(device, facts, props.routers, now)} />
      </td>
      <td className={`${cellClass.seen} figures truncate text-small`}>
        <LastSeen isConnected={facts.isConnected} lastSeen={facts.lastSeen} now={now} />
      </td>
      <td className="flex justify-end">
        <MenuButton name={facts.name} className="size-6 opacity-75 group-hover:opacity-100" />
      </td>
    </tr>
  );
});

/** The same device in two lines, for screens under 760 px. */
export const PhoneRow = memo(function PhoneRow(props: RowProps): ReactNode {
  const { device, isActive, isSelected, now } = props;
  const facts = factsOf(device);
  const status = statusOf(facts, now);
  const badge = stateOf(device, facts, props.routers, now).badges[0];
  return (
    <tr
      id={rowId(device.key)}
      data-key={device.key}
      aria-rowindex={props.position + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${props.top}px)` }}
      className={`absolute inset-x-0 top-0 grid h-16 select-none grid-cols-[minmax(0,1fr)_auto] content-center gap-x-3 border-b border-line px-4 group-data-picking/grid:pl-13 ${isSelected ? 'bg-selected' : ''} ${isActive ? `group-focus-visible/grid:bg-hover ${cursorMark}` : ''}`}
    >
      <td className="absolute inset-y-0 left-4 hidden items-center group-data-picking/grid:flex">
        <RowCheckbox label={`Select ${facts.name}`} isChecked={isSelected} />
      </td>
      <th scope="row" className="flex min-w-0 items-center gap-2.5 text-left font-normal">
        <StatusGlyph shape={status} label={statusWords[status]} />
        <DeviceLink
          device={device}
          name={facts.name}
          className="truncate text-touch font-medium before:absolute before:inset-0"
        />
      </th>
      <td className="figures self-center text-right text-small text-ink-3">
        {!facts.isConnected && <LastSeen isConnected={false} lastSeen={facts.lastSeen} now={now} />}
      </td>
      <td className="flex min-w-0 items-center pl-5 text-small">
        {facts.tags.length > 0 ? <TagText tags={facts.tags} most={2} /> : <Owner login={facts.owner || '–'} />}
      </td>
      <td className="flex items-center justify-end">
        {badge === undefined ? (
          <Mono className="text-ink-3">{facts.ipv4 ?? ''}</Mono>
        ) : (
          <Badge kind={badge.kind} icon={badgeIcons[badge.icon]}>
            {badge.label}
          </Badge>
        )}
      </td>
    </tr>
  );
});

function DeviceLink(props: { device: ListedDevice; name: string; className: string }): ReactNode {
  // A plain anchor, as thirty router links cost more than thirty rows; the table follows the click.
  return (
    <a
      href={`/devices/${encodeURIComponent(props.device.key)}`}
      tabIndex={-1}
      title={props.device.name ?? undefined}
      className={`${props.className} decoration-control underline-offset-3`}
    >
      {props.name}
    </a>
  );
}

function State(props: { state: DeviceState }): ReactNode {
  const { badges, facts } = props.state;
  return (
    <>
      {badges.slice(0, 2).map((badge) => (
        <Badge key={badge.label} kind={badge.kind} icon={badgeIcons[badge.icon]}>
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

function LastSeen(props: { isConnected: boolean; lastSeen: number | undefined; now: number }): ReactNode {
  if (props.isConnected) return <span className="text-ink-3">Connected</span>;
  if (props.lastSeen === undefined) return <span className="text-ink-3">–</span>;
  return (
    <time dateTime={new Date(props.lastSeen).toISOString()} title={formatExact(props.lastSeen)}>
      {formatAgo(props.lastSeen, props.now)}
    </time>
  );
}

function MenuButton(props: { name: string; className: string }): ReactNode {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-action="menu"
      aria-haspopup="menu"
      aria-label={`Actions for ${props.name}`}
      className={`inline-flex items-center justify-center rounded-control text-ink-3 hover:bg-active hover:text-ink ${props.className}`}
    >
      <Ellipsis className="size-4" strokeWidth={1.75} aria-hidden />
    </button>
  );
}
