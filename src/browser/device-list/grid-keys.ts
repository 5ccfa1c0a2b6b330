import type { ListedDevice } from '#contract/device-list.ts';
import type { KeyboardEvent } from 'react';
import { factsOf } from '#browser/device/device-facts.ts';
import { copyText } from '#browser/ui/copied.ts';
import { type GridCursor, type Group, type Rows, cursorOf } from './rows.ts';

/** What the keys of the table can bring about. */
export type GridActions = {
  readonly moveTo: (cursor: GridCursor) => void;
  readonly open: (key: string, fragment?: string) => void;
  /** Sorts by a column, or by it besides those that the list is sorted by. */
  readonly sortBy: (column: string, isAdded: boolean) => void;
  readonly openMenu: (cursor: GridCursor) => void;
  /** Folds a group up, or out again. */
  readonly fold: (group: Group) => void;
  /** Selects from where the range began, or from the cursor, up to this row. */
  readonly extendTo: (cursor: GridCursor) => void;
};

/**
 * The keys of the table, which is one tab stop: arrows or J and K move, Home, End and Page keys jump, Enter opens or
 * sorts, Shift+Enter on a head sorts by it besides, Shift with an arrow selects a range, C copies the IPv4 address,
 * Shift+C the MagicDNS name, "." opens the row's menu, R goes to the routes. The left and right arrows walk the column
 * heads, which are above the first row, and fold a group up and out.
 */
export function handleGridKey(
  event: KeyboardEvent,
  state: { rows: Rows; cursor: GridCursor | undefined; page: number; columns: readonly { readonly id: string }[] },
  actions: GridActions,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { rows, cursor, columns } = state;
  if (cursor?.kind === 'head' && moveInHead(event, cursor.column, state, actions)) {
    event.preventDefault();
    return;
  }
  const at = rows.indexOf(cursor);
  const target = nextRow(event, at, rows.count, state.page);
  if (target !== undefined) {
    event.preventDefault();
    const row = rows.at(Math.max(0, Math.min(rows.count - 1, target)));
    const first = columns[0];
    if (event.shiftKey && event.key.startsWith('Arrow')) {
      if (row !== undefined) actions.extendTo(cursorOf(row));
    } else if (target < 0 && first !== undefined) actions.moveTo({ kind: 'head', column: first.id });
    else if (row !== undefined) actions.moveTo(cursorOf(row));
    return;
  }
  const row = rows.at(at);
  if (row === undefined) return;
  const isDone =
    (row.group !== undefined && actOnGroup(event, row.group, row.kind === 'group', actions)) ||
    (row.kind === 'device' && cursor !== undefined && actOnDevice(event, row.device, cursor, actions));
  if (isDone) event.preventDefault();
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
  column: string,
  { rows, columns }: { rows: Rows; columns: readonly { readonly id: string }[] },
  actions: GridActions,
): boolean {
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const at = columns.findIndex(({ id }) => id === column);
    const next = columns[at + (event.key === 'ArrowLeft' ? -1 : 1)];
    if (next !== undefined) actions.moveTo({ kind: 'head', column: next.id });
    return true;
  }
  if (event.key === 'Enter' || event.key === ' ') {
    actions.sortBy(column, event.shiftKey);
    return true;
  }
  if (event.key === 'ArrowDown' || event.key === 'j') {
    const first = rows.at(0);
    if (first !== undefined) actions.moveTo(cursorOf(first));
    return true;
  }
  return event.key === 'ArrowUp' || event.key === 'k';
}

/** On a group's head left and right fold it up and out; on one of its devices left goes to the head. */
function actOnGroup(event: KeyboardEvent, group: Group, isHead: boolean, actions: GridActions): boolean {
  const { key } = event;
  if (key === 'ArrowLeft' && (!isHead || group.isClosed)) {
    if (!isHead) actions.moveTo({ kind: 'group', group: group.key });
    return true;
  }
  const isToggle =
    isHead && (key === 'Enter' || key === ' ' || key === 'ArrowLeft' || (key === 'ArrowRight' && group.isClosed));
  if (isToggle) actions.fold(group);
  return isToggle;
}

function actOnDevice(event: KeyboardEvent, device: ListedDevice, cursor: GridCursor, actions: GridActions): boolean {
  switch (event.key) {
    case 'Enter':
      actions.open(device.key);
      return true;
    case '.':
      actions.openMenu(cursor);
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
