import type { ListedDevice } from '#contract/device-list.ts';
import type { ReactNode } from 'react';
import type { DeviceFacts } from '#browser/device/device-facts.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';

/** What a cell looks at besides its device. */
export type Surroundings = {
  readonly routers: LiveRouters;
  readonly now: number;
  /** How long before its end a key is worth a warning in this tailnet, in milliseconds. */
  readonly warning: number;
};

/** One column: its head, its width, and what its cells show. What it sorts by is in `ordering.ts`. */
export type Column = {
  /** As the URL spells it. */
  readonly id: string;
  readonly label: string;
  /** Its track in the grid of a row. */
  readonly track: string;
  /** CSS px without which it leaves the table whole; nothing is ever clipped. */
  readonly room: number;
  /** True for a column that stays however narrow the window is. */
  readonly isKept?: boolean;
  readonly className: string;
  readonly cell: (device: ListedDevice, facts: DeviceFacts, surroundings: Surroundings, isActive: boolean) => ReactNode;
};

/** The classes of a row and of the head beside their `gridTemplate`. */
export const rowGrid = 'grid gap-x-4 items-center px-gutter';

/** The grid of head and rows: the columns, then the menu, at the right edge whatever is shown. */
export function gridTemplate(columns: readonly Pick<Column, 'track'>[]): string {
  const tracks = columns.map(({ track }) => track).join(' ');
  return `${tracks} ${tracks.includes('fr)') ? '28px' : 'minmax(28px,1fr)'}`;
}

/** Those of the columns that fit into so many px, in their order; the rightmost that may leave goes first. */
export function fitColumns(columns: readonly Column[], width: number): readonly Column[] {
  const fitting = [...columns];
  // Gutters and the menu; 16 px are between two columns.
  while (fitting.reduce((sum, { room }) => sum + room + 16, 92) > width) {
    const leaving = fitting.findLastIndex(({ isKept }) => isKept !== true);
    if (leaving === -1) break;
    fitting.splice(leaving, 1);
  }
  return fitting;
}
