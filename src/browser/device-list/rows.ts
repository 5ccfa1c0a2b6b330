import type { ListedDevice } from '#contract/device-list.ts';
import type { Lines } from '#browser/ui/use-lines-in-view.ts';

/** Devices that belong together, under a head of their own. */
export type Group = {
  /** What the devices have in common; unique among the groups, and the same after a refresh. */
  readonly key: string;
  /** What they have in common in words: "prod", "Linux", "No tags". */
  readonly label: string;
  /** What the list is grouped by: "tag", "owner", "os" or a posture attribute; undefined for those that have none. */
  readonly by: string | undefined;
  /** Zero-based among the groups. */
  readonly position: number;
  readonly devices: readonly ListedDevice[];
  readonly isClosed: boolean;
};

/** A line of the table: a device, or the head of a group. Where a list is grouped, a device may stand in several groups. */
export type Row =
  | { readonly kind: 'device'; readonly device: ListedDevice; readonly group?: Group; readonly place?: number }
  | { readonly kind: 'group'; readonly group: Group };

/** Where the keyboard is in the table: on a column head, on a group's head, on a device, or nowhere yet. */
export type GridCursor =
  | { readonly kind: 'head'; readonly column: string }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'row'; readonly key: string; readonly group?: string | undefined };

/** The lines of the table in order, made when they are asked for, as only those in view ever are. */
export type Rows = {
  readonly count: number;
  readonly at: (index: number) => Row | undefined;
  /** The line on which a cursor is, -1 when it is on none. */
  readonly indexOf: (cursor: GridCursor | undefined) => number;
  /** All groups, folded up or not; undefined where the list is not grouped. */
  readonly groups?: readonly Group[];
};

/** The devices one below the other. */
export function plainRows(devices: readonly ListedDevice[]): Rows {
  return {
    count: devices.length,
    at: (index) => {
      const device = devices[index];
      return device && { kind: 'device', device };
    },
    indexOf: (cursor) => (cursor?.kind === 'row' ? devices.findIndex(({ key }) => key === cursor.key) : -1),
  };
}

/** Where the lines are, of devices and of heads, that high in pixels. */
export function linesOf(rows: Rows, deviceHeight: number, groupHeight: number): Lines {
  const headsBefore = (index: number) => {
    const row = rows.at(index);
    if (row?.group === undefined) return rows.groups?.length ?? 0;
    return row.group.position + (row.kind === 'group' ? 0 : 1);
  };
  const more = groupHeight - deviceHeight;
  return {
    count: rows.count,
    topOf: (index) => index * deviceHeight + (more === 0 || rows.groups === undefined ? 0 : headsBefore(index) * more),
    least: rows.groups === undefined ? deviceHeight : Math.min(deviceHeight, groupHeight),
  };
}

/** The cursor that stands on a line. */
export function cursorOf(row: Row): GridCursor {
  return row.kind === 'group'
    ? { kind: 'group', group: row.group.key }
    : { kind: 'row', key: row.device.key, group: row.group?.key };
}

/** The DOM id of a line, by which the grid points at its active one. */
export function rowId(row: Row): string {
  const at = row.group === undefined ? '' : `-${row.group.position}`;
  return row.kind === 'group' ? `group${at}` : `row-${row.device.key}${at}`;
}

/** True when a cursor stands on a line. */
export function isAt(cursor: GridCursor | undefined, row: Row): boolean {
  if (row.kind === 'group') return cursor?.kind === 'group' && cursor.group === row.group.key;
  return cursor?.kind === 'row' && cursor.key === row.device.key && cursor.group === row.group?.key;
}

/** The cursor, or where its line is gone, the one on the line that took its place. */
export function stillThere(
  cursor: GridCursor | undefined,
  index: number | undefined,
  rows: Rows,
): GridCursor | undefined {
  if (cursor === undefined || cursor.kind === 'head' || index === undefined || rows.indexOf(cursor) !== -1)
    return cursor;
  const next = rows.at(Math.min(index, rows.count - 1));
  return next === undefined ? cursor : cursorOf(next);
}
