import { lazyPart } from '#browser/ui/lazy-part.tsx';
import type { ListedDevice } from '#contract/device-list.ts';
import { type MouseEvent, type ReactNode, Suspense, useRef, useState } from 'react';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { useLinesInView } from '#browser/ui/use-lines-in-view.ts';
import { useMedia } from '#browser/ui/use-media.ts';
import type { Column } from './columns.ts';
import { type GridActions, handleGridKey } from './grid-keys.ts';
import type { ListExtras } from './list-extras.tsx';
import type { ListPlace } from './list-place.ts';
import type { SortKey } from './list-search.ts';
import { type GridCursor, type Group, type Rows, linesOf, rowId, stillThere } from './rows.ts';
import type { Selection } from './selection.ts';
import { TableBody } from './table-body.tsx';
import { PhoneHead, TableHead, headId } from './table-head.tsx';
import { useFittingColumns } from './use-fitting-columns.ts';
import { useTableKeys } from './use-table-keys.ts';
import { usePicking } from './use-picking.ts';

const RowMenu = lazyPart(async () => (await import('./row-menu.tsx')).RowMenu);

const headHeight = 32;
const rowHeight = 40;
const compactRowHeight = 32;
const phoneRowHeight = 64;
/** Room after the last row for the bar that says what is selected. */
const barHeight = 72;
const noColumns: readonly Column[] = [];

/**
 * The devices as a grid with one tab stop. Only the rows in view are in the document, whatever the size of the tailnet;
 * the cursor is a device and not a place, so a refresh or a new order never moves it to another one.
 */
export function DeviceTable(props: {
  rows: Rows;
  /** Those that the filter shows, in order, also where a group of them is folded up. */
  devices: readonly ListedDevice[];
  columns: readonly Column[];
  sort: readonly SortKey[];
  isCompact: boolean;
  /** Draws the heads of the groups, where there are any. */
  GroupRow: ListExtras['GroupRow'] | undefined;
  now: number;
  routers: LiveRouters;
  warning: number;
  place: ListPlace;
  selection: Selection;
  onSort: (column: string, isAdded: boolean) => void;
  /** `ask` opens a question on the page of the device. */
  onOpen: (key: string, fragment?: string, ask?: 'delete') => void;
  onToggle: (group: Group) => void;
}): ReactNode {
  const { rows, devices, place, GroupRow } = props;
  const isPhone = useMedia('(width < 760px)');
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const columns = useFittingColumns(scroller, isPhone ? noColumns : props.columns);
  const [chosen, setCursor] = useState(place.now().cursor);
  const cursor = stillThere(chosen, place.now().index, rows);
  const { selected, isPicking, shownSelected, pick, pickAll, longPress } = usePicking(
    props.selection,
    devices,
    rows,
    cursor,
  );
  const [menu, setMenu] = useState<{ device: ListedDevice; anchor: Element } | undefined>();
  const deviceHeight = isPhone ? phoneRowHeight : props.isCompact ? compactRowHeight : rowHeight;
  const groupHeight = isPhone ? rowHeight : deviceHeight;
  const { inView, height, first, show } = useLinesInView(scroller, linesOf(rows, deviceHeight, groupHeight), {
    start: place.now().offset,
    isExact: rows.groups !== undefined,
    onOffset: (offset) => place.note({ offset }),
  });

  const moveTo = (next: GridCursor) => {
    setCursor(next);
    if (next.kind === 'head') {
      place.note({ cursor: next });
      return;
    }
    const index = rows.indexOf(next);
    place.note({ cursor: next, index });
    show(index, {
      head: isPhone ? 0 : headHeight,
      above: next.kind === 'row' && rows.groups !== undefined ? groupHeight : 0,
      below: isPicking ? barHeight : 0,
    });
  };
  // A row that a key has just brought into view is drawn a frame later.
  const openMenu = (at: GridCursor, frames = 10) => {
    const row = rows.at(rows.indexOf(at));
    if (row?.kind !== 'device') return;
    const anchor = document.getElementById(rowId(row))?.querySelector('[data-action="menu"]');
    if (anchor) setMenu({ device: row.device, anchor });
    else if (frames > 0) requestAnimationFrame(() => openMenu(at, frames - 1));
  };
  useTableKeys(grid, cursor?.kind === 'row' ? cursor.key : undefined, props.onOpen);
  const actions: GridActions = {
    moveTo,
    open: props.onOpen,
    sortBy: props.onSort,
    openMenu: (at) => openMenu(at),
    fold: props.onToggle,
    extendTo: (at) => {
      if (at.kind === 'row') pick(at.key, true);
      moveTo(at);
    },
  };

  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest('[data-action="select-all"]')) pickAll(shownSelected < devices.length);
    const { key, group } = event.target.closest('tr')?.dataset ?? {};
    if (key === undefined) return;
    const at = { kind: 'row', key, group } as const;
    const isLink = event.target.closest('a') !== null;
    const isPick = event.target.closest('[data-action="select"]') !== null || (isPhone && isPicking);
    if (isPick || (event.shiftKey && !isLink)) {
      if (isLink) event.preventDefault();
      pick(key, event.shiftKey);
      moveTo(at);
      return;
    }
    moveTo(at);
    if (event.target.closest('[data-action="menu"]')) openMenu(at);
    const opensElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!isLink || opensElsewhere) return;
    event.preventDefault();
    props.onOpen(key);
  };

  const activeRow = rows.at(rows.indexOf(cursor));
  const active = cursor?.kind === 'head' ? headId(cursor.column) : activeRow && rowId(activeRow);
  return (
    <div
      ref={scroller}
      className={`relative min-h-0 flex-1 overflow-y-auto overscroll-contain contain-strict ${active === undefined ? '-outline-offset-2 outline-focus has-[>table:focus-visible]:outline-2' : ''}`}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a grid or a treegrid, both made for keys; the rule reads no condition. */}
      <table
        ref={grid}
        role={rows.groups === undefined ? 'grid' : 'treegrid'}
        aria-label="Devices"
        aria-multiselectable
        aria-rowcount={rows.count + 1}
        aria-activedescendant={active}
        tabIndex={0}
        data-picking={isPicking || undefined}
        onClick={onClick}
        onMouseDown={(event) => {
          // Shift would select the text between the rows, too; and focus in a row would go on to the device that takes its place.
          const isControl = event.target instanceof Element && event.target.closest('tbody :is(button, input)');
          if (!event.shiftKey && !isControl) return;
          event.preventDefault();
          grid.current?.focus({ preventScroll: true });
        }}
        {...longPress}
        onKeyDown={(event) =>
          handleGridKey(
            event,
            {
              rows,
              cursor,
              page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / deviceHeight) - 2),
              columns,
            },
            actions,
          )
        }
        style={props.isCompact && !isPhone ? compact : undefined}
        className="block w-full outline-none"
      >
        {isPhone ? (
          <PhoneHead />
        ) : (
          <TableHead
            columns={columns}
            sort={props.sort}
            cursor={cursor}
            rows={{ count: devices.length, selected: shownSelected }}
            onSort={props.onSort}
          />
        )}
        <TableBody
          rows={rows}
          inView={inView}
          first={first}
          height={height + (isPicking ? barHeight : 0)}
          cursor={cursor}
          isPhone={isPhone}
          selected={selected}
          columns={columns}
          now={props.now}
          routers={props.routers}
          warning={props.warning}
          GroupRow={GroupRow}
          onToggle={(group) => {
            moveTo({ kind: 'group', group: group.key });
            props.onToggle(group);
          }}
        />
      </table>
      {menu !== undefined && (
        <Suspense fallback={null}>
          <RowMenu
            device={menu.device}
            anchor={menu.anchor}
            onOpen={(fragment, ask) => props.onOpen(menu.device.key, fragment, ask)}
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

/** A row is as high as this token says. */
const compact: Record<`--${string}`, string> = { '--spacing-row': `${compactRowHeight}px` };
