import type { ListedDevice } from '#contract/device-list.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, Suspense, lazy, useLayoutEffect, useRef, useState } from 'react';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { useMedia } from '#browser/ui/use-media.ts';
import { visibleColumns } from './columns.ts';
import { DeviceRow, PhoneRow, rowId } from './device-row.tsx';
import { type GridActions, type GridCursor, handleGridKey } from './grid-keys.ts';
import type { ListPlace } from './list-place.ts';
import type { Sort, SortColumn } from './list-search.ts';
import type { Selection } from './selection.ts';
import { TableHead, headId } from './table-head.tsx';
import { usePicking } from './use-picking.ts';

const RowMenu = lazy(async () => ({ default: (await import('./row-menu.tsx')).RowMenu }));

const headHeight = 32;
const rowHeight = 40;
const phoneRowHeight = 64;
/** Room after the last row for the bar that says what is selected. */
const barHeight = 72;

/**
 * The devices as a grid with one tab stop. Only the rows in view are in the document, whatever the size of the tailnet;
 * the cursor is a device and not a place, so a refresh or a new order never moves it to another one.
 */
export function DeviceTable(props: {
  devices: readonly ListedDevice[];
  sort: Sort;
  now: number;
  routers: LiveRouters;
  place: ListPlace;
  selection: Selection;
  onSort: (column: SortColumn) => void;
  onOpen: (key: string, fragment?: string) => void;
}): ReactNode {
  const { devices, place, selection } = props;
  const isPhone = useMedia('(width < 760px)');
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const [chosen, setCursor] = useState<GridCursor | undefined>(place.cursor);
  const cursor = stillThere(chosen, place.index, devices);
  const { selected, isPicking, shownSelected, pick, pickAll, longPress } = usePicking(selection, devices, cursor);
  const [menu, setMenu] = useState<{ device: ListedDevice; anchor: Element } | undefined>();
  const height = isPhone ? phoneRowHeight : rowHeight;
  const virtualizer = useVirtualizer({
    count: devices.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    scrollPaddingStart: isPhone ? 0 : headHeight,
    scrollPaddingEnd: isPicking ? barHeight : 0,
    paddingEnd: isPicking ? barHeight : 0,
    initialOffset: place.offset,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  });
  // The virtualizer measures outside React and has to be told when the row height changes.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);

  const moveTo = (next: GridCursor) => {
    setCursor(next);
    place.cursor = next;
    if (next.kind !== 'row') return;
    place.index = devices.findIndex((device) => device.key === next.key);
    virtualizer.scrollToIndex(place.index, { align: 'auto' });
  };
  // A row that a key has just brought into view is drawn a frame later.
  const openMenu = (key: string, frames = 10) => {
    const device = devices.find((candidate) => candidate.key === key);
    const anchor = document.getElementById(rowId(key))?.querySelector('[data-action="menu"]');
    if (device !== undefined && anchor) setMenu({ device, anchor });
    else if (device !== undefined && frames > 0) requestAnimationFrame(() => openMenu(key, frames - 1));
  };
  const actions: GridActions = {
    moveTo,
    open: props.onOpen,
    sortBy: props.onSort,
    openMenu: (key) => openMenu(key),
    extendTo: (key) => {
      pick(key, true);
      moveTo({ kind: 'row', key });
    },
  };

  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest('[data-action="select-all"]')) pickAll(shownSelected < devices.length);
    const key = event.target.closest('tr')?.dataset['key'];
    if (key === undefined) return;
    const isLink = event.target.closest('a') !== null;
    const isPick = event.target.closest('[data-action="select"]') !== null || (isPhone && isPicking);
    if (isPick || (event.shiftKey && !isLink)) {
      if (isLink) event.preventDefault();
      pick(key, event.shiftKey);
      moveTo({ kind: 'row', key });
      return;
    }
    moveTo({ kind: 'row', key });
    if (event.target.closest('[data-action="menu"]')) openMenu(key);
    const opensElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (event.target.closest('a') === null || opensElsewhere) return;
    event.preventDefault();
    props.onOpen(key);
  };

  const Row = isPhone ? PhoneRow : DeviceRow;
  const active = activeId(cursor, devices);
  return (
    <div
      ref={scroller}
      onScroll={(event) => {
        place.offset = event.currentTarget.scrollTop;
      }}
      className={`relative min-h-0 flex-1 overflow-y-auto overscroll-contain contain-strict ${active === undefined ? '-outline-offset-2 outline-focus has-[>table:focus-visible]:outline-2' : ''}`}
    >
      <table
        ref={grid}
        role="grid"
        aria-label="Devices"
        aria-multiselectable
        aria-rowcount={devices.length + 1}
        aria-activedescendant={active}
        tabIndex={0}
        data-picking={isPicking || undefined}
        onClick={onClick}
        onMouseDown={(event) => {
          // Shift would select the text between the rows, too.
          if (!event.shiftKey) return;
          event.preventDefault();
          grid.current?.focus();
        }}
        {...longPress}
        onKeyDown={(event) =>
          handleGridKey(
            event,
            {
              devices,
              cursor,
              page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2),
              visibleColumns: visibleColumns(window.innerWidth),
            },
            actions,
          )
        }
        className="group/grid block w-full outline-none"
      >
        {isPhone ? (
          <PhoneHead />
        ) : (
          <TableHead
            sort={props.sort}
            cursor={cursor}
            rows={{ count: devices.length, selected: shownSelected }}
            onSort={props.onSort}
          />
        )}
        <tbody className="relative block" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const device = devices[item.index];
            if (device === undefined) return null;
            return (
              <Row
                key={device.key}
                device={device}
                position={item.index}
                top={item.start}
                isActive={cursor?.kind === 'row' && cursor.key === device.key}
                isSelected={selected.has(device.key)}
                now={props.now}
                routers={props.routers}
              />
            );
          })}
        </tbody>
      </table>
      {menu !== undefined && (
        <Suspense fallback={null}>
          <RowMenu
            device={menu.device}
            anchor={menu.anchor}
            onOpen={(fragment) => props.onOpen(menu.device.key, fragment)}
            onClose={() => {
              setMenu(undefined);
              grid.current?.focus();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** On a phone the two-line rows have no columns to head; screen readers still learn what the table holds. */
function PhoneHead(): ReactNode {
  return (
    <thead className="sr-only">
      <tr aria-rowindex={1}>
        {['Machine', 'Last seen', 'Owner or tags', 'State or IPv4'].map((label) => (
          <th key={label} scope="col">
            {label}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** The cursor, or where its device is gone, the one on the row that took its place. */
function stillThere(
  cursor: GridCursor | undefined,
  index: number | undefined,
  devices: readonly ListedDevice[],
): GridCursor | undefined {
  if (cursor?.kind !== 'row' || index === undefined) return cursor;
  if (devices.some((device) => device.key === cursor.key)) return cursor;
  const next = devices[Math.min(index, devices.length - 1)];
  return next === undefined ? cursor : { kind: 'row', key: next.key };
}

function activeId(cursor: GridCursor | undefined, devices: readonly ListedDevice[]): string | undefined {
  if (cursor === undefined) return undefined;
  if (cursor.kind === 'head') return headId(cursor.column);
  return devices.some((device) => device.key === cursor.key) ? rowId(cursor.key) : undefined;
}
