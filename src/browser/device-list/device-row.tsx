import type { ListedDevice } from '#contract/device-list.ts';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, memo } from 'react';
import { factsOf } from '#browser/device/device-facts.ts';
import { stateOf, statusOf, statusWords } from '#browser/device/device-status.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { basePath } from '#browser/place.ts';
import { Badge } from '#browser/ui/badge.tsx';
import { RowCheckbox } from '#browser/ui/row-checkbox.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { Mono, Owner, TagText } from '#browser/ui/text.tsx';
import { badgeIcons } from './badge-icons.ts';
import { type Column, gridTemplate, rowGrid } from './columns.ts';
import { LastSeen } from './default-columns.tsx';

type RowProps = {
  id: string;
  device: ListedDevice;
  /** Zero-based place among the lines shown; the head is row 1 to a screen reader. */
  position: number;
  top: number;
  isActive: boolean;
  isSelected: boolean;
  now: number;
  routers: LiveRouters;
  warning: number;
  /** Those that the table shows, Machine first. */
  columns: readonly Column[];
  /** Where the list is grouped: the group, which place the device has in it, counted from 1, of how many. */
  group?: string | undefined;
  place?: number | undefined;
  size?: number | undefined;
};

/** What every line of a device tells of itself. */
function lineOf(props: RowProps) {
  return {
    id: props.id,
    'data-key': props.device.key,
    'data-group': props.group,
    'aria-rowindex': props.position + 2,
    'aria-selected': props.isSelected,
    'aria-level': props.place && 2,
    'aria-posinset': props.place,
    'aria-setsize': props.size,
  };
}

/** A bar at the row's edge while the keyboard is in the table; an outline where the system takes shadows away. */
const cursorMark =
  'in-[table:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)] forced-colors:-outline-offset-2 forced-colors:in-[table:focus-visible]:outline-2';

/** One device as a line of the table. Memoised: while scrolling only the rows that come into view are made. */
export const DeviceRow = memo(function DeviceRow(props: RowProps): ReactNode {
  const { device, isActive, isSelected, now } = props;
  const facts = factsOf(device);
  const status = statusOf(facts, now);
  return (
    <tr
      {...lineOf(props)}
      style={{ transform: `translateY(${props.top}px)`, gridTemplateColumns: gridTemplate(props.columns) }}
      className={`group absolute inset-x-0 top-0 h-row border-b contain-strict border-line ${rowGrid} ${isSelected ? 'bg-selected' : isActive ? 'bg-hover' : 'hover:bg-hover'} ${isActive ? cursorMark : ''}`}
    >
      <td
        data-action="select"
        className={`absolute inset-y-0 left-0 flex w-gutter items-center justify-center group-hover:opacity-100 in-data-picking:opacity-100 touch:opacity-100 ${isActive ? 'in-[table:focus-visible]:opacity-100' : ''} opacity-0`}
      >
        <RowCheckbox label={`Select ${facts.name}`} isChecked={isSelected} />
      </td>
      <th scope="row" className="flex min-w-0 items-center gap-2.5 text-left font-normal">
        <StatusGlyph shape={status} label={statusWords[status]} />
        <DeviceLink device={device} name={facts.name} className="truncate font-medium group-hover:underline" />
      </th>
      {props.columns.slice(1).map(({ id, className, cell, width }) => (
        <td key={id} className={className}>
          {cell(device, facts, props, isActive, width)}
        </td>
      ))}
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
  const badge = stateOf(device, facts, props.routers, now, props.warning).badges[0];
  return (
    <tr
      {...lineOf(props)}
      style={{ transform: `translateY(${props.top}px)` }}
      className={`absolute inset-x-0 top-0 grid h-16 contain-strict select-none grid-cols-[minmax(0,1fr)_auto] content-center gap-x-3 border-b border-line px-4 in-data-picking:pl-13 ${isSelected ? 'bg-selected' : ''} ${isActive ? `in-[table:focus-visible]:bg-hover ${cursorMark}` : ''}`}
    >
      <td className="absolute inset-y-0 left-4 hidden items-center in-data-picking:flex">
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
      <td className="figures flex items-center justify-end text-small text-ink-3">
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
      href={`${basePath()}/devices/${encodeURIComponent(props.device.key)}`}
      tabIndex={-1}
      title={props.device.name ?? undefined}
      className={`${props.className} decoration-control underline-offset-3`}
    >
      {props.name}
    </a>
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
