import type { ListedDevice } from '#contract/device-list.ts';
import type { KeyboardEvent } from 'react';
import { factsOf } from '#browser/device/device-facts.ts';
import { copyText } from '#browser/ui/copied.ts';
import { columns } from './columns.ts';
import type { SortColumn } from './list-search.ts';

/** Where the keyboard is in the table: on a column head, on a device, or nowhere yet. */
export type GridCursor =
  { readonly kind: 'head'; readonly column: SortColumn } | { readonly kind: 'row'; readonly key: string };

/** What the keys of the table can bring about. */
export type GridActions = {
  readonly moveTo: (cursor: GridCursor) => void;
  readonly open: (key: string, fragment?: string) => void;
  readonly sortBy: (column: SortColumn) => void;
  readonly openMenu: (key: string) => void;
  /** Selects from where the range began, or from the cursor, up to this row. */
  readonly extendTo: (key: string) => void;
};

/**
 * The keys of the table, which is one tab stop: arrows or J and K move, Home, End and Page keys jump, Enter opens or
 * sorts, Shift with an arrow selects a range, C copies the IPv4 address, Shift+C the MagicDNS name, "." opens the row's menu, R goes to the routes.
 * Above the first row are the column heads, walked with the left and right arrows.
 */
export function handleGridKey(
  event: KeyboardEvent,
  state: {
    devices: readonly ListedDevice[];
    cursor: GridCursor | undefined;
    page: number;
    visibleColumns: readonly SortColumn[];
  },
  actions: GridActions,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { devices, cursor } = state;
  if (cursor?.kind === 'head' && moveInHead(event, cursor.column, state.visibleColumns, devices, actions)) {
    event.preventDefault();
    return;
  }
  const at = cursor?.kind === 'row' ? devices.findIndex((device) => device.key === cursor.key) : -1;
  const target = nextRow(event, at, devices.length, state.page);
  if (target !== undefined) {
    event.preventDefault();
    const device = devices[Math.max(0, Math.min(devices.length - 1, target))];
    if (event.shiftKey && event.key.startsWith('Arrow')) {
      if (device !== undefined) actions.extendTo(device.key);
    } else if (target < 0) actions.moveTo({ kind: 'head', column: columns[0]?.id ?? 'name' });
    else if (device !== undefined) actions.moveTo({ kind: 'row', key: device.key });
    return;
  }
  const device = devices[at];
  if (device !== undefined && actOnRow(event, device, actions)) event.preventDefault();
}

function nextRow(event: KeyboardEvent, at: number, count: number, page: number): number | undefined {
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return at + 1;
    case 'ArrowUp':
    case 'k':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return Math.min(count - 1, at + page);
    case 'PageUp':
      return Math.max(0, at - page);
    default:
      return undefined;
  }
}

function moveInHead(
  event: KeyboardEvent,
  column: SortColumn,
  visible: readonly SortColumn[],
  devices: readonly ListedDevice[],
  actions: GridActions,
): boolean {
  const at = visible.indexOf(column);
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const next = visible[at + (event.key === 'ArrowLeft' ? -1 : 1)];
    if (next !== undefined) actions.moveTo({ kind: 'head', column: next });
    return true;
  }
  if (event.key === 'Enter' || event.key === ' ') {
    actions.sortBy(column);
    return true;
  }
  if (event.key === 'ArrowDown' || event.key === 'j') {
    const first = devices[0];
    if (first !== undefined) actions.moveTo({ kind: 'row', key: first.key });
    return true;
  }
  return event.key === 'ArrowUp' || event.key === 'k';
}

function actOnRow(event: KeyboardEvent, device: ListedDevice, actions: GridActions): boolean {
  switch (event.key) {
    case 'Enter':
      actions.open(device.key);
      return true;
    case '.':
      actions.openMenu(device.key);
      return true;
    case 'r':
      actions.open(device.key, 'routes');
      return true;
    case 'c':
    case 'C': {
      const text = event.shiftKey ? device.name : factsOf(device).ipv4;
      if (text) void copyText(text);
      return true;
    }
    default:
      return false;
  }
}
