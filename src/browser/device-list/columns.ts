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
  /** CSS px that its cells have in the window as it is; undefined until that is known. */
  readonly width?: number;
  /** True for a column that stays however narrow the window is. */
  readonly isKept?: boolean;
  readonly className: string;
  readonly cell: (
    device: ListedDevice,
    facts: DeviceFacts,
    surroundings: Surroundings,
    isActive: boolean,
    width?: number,
  ) => ReactNode;
};

/** The classes of a row and of the head beside their `gridTemplate`. */
export const rowGrid = 'grid gap-x-4 items-center px-gutter';

/** CSS px of the gutters and the menu of a row, and between two columns. */
const rowEdges = 92;
const columnGap = 16;

/** The grid of head and rows: the columns, then the menu, at the right edge whatever is shown. */
export function gridTemplate(columns: readonly Pick<Column, 'track'>[]): string {
  const tracks = columns.map(({ track }) => track).join(' ');
  return `${tracks} ${tracks.includes('fr)') ? '28px' : 'minmax(28px,1fr)'}`;
}

/** Those of the columns that fit into so many px, in their order; the rightmost that may leave goes first. */
export function fitColumns(columns: readonly Column[], width: number): readonly Column[] {
  const fitting = [...columns];
  while (fitting.reduce((sum, { room }) => sum + room + columnGap, rowEdges) > width) {
    const leaving = fitting.findLastIndex(({ isKept }) => isKept !== true);
    if (leaving === -1) break;
    fitting.splice(leaving, 1);
  }
  return fitting;
}

/** The columns, each with the px that the grid of a row gives it in a table of this width. */
export function sizedColumns(columns: readonly Column[], width: number): readonly Column[] {
  const tracks = columns.map(({ track }) => readTrack(track));
  const leastOf = (some: readonly Track[]) => some.reduce((sum, { least }) => sum + least, 0);
  // As CSS grid does it: all at their least, then up to their limit, and those with a share divide what is left.
  let free = Math.max(0, width - rowEdges - columns.length * columnGap - leastOf(tracks));
  const limited = tracks.map(({ least, limit }) => {
    const more = Math.min(free, limit - least);
    free -= more;
    return least + more;
  });
  const flexible = tracks.filter(({ share }) => share > 0);
  const unit = unitOf(flexible, free + leastOf(flexible));
  return columns.map((column, at) => {
    const { least, share } = tracks[at] ?? readTrack(column.track);
    return { ...column, width: share > 0 ? Math.max(least, share * unit) : (limited[at] ?? least) };
  });
}

/** What a track of a row may take, in CSS px, and its share in what the others leave; 0 for one of a fixed width. */
type Track = { readonly least: number; readonly limit: number; readonly share: number };

function readTrack(track: string): Track {
  const [, fixed, least = fixed, most = fixed] = /^(?:(\d+)px|minmax\((\d+)px,([\d.]+)(?:px|fr)\))$/.exec(track) ?? [];
  const isShare = track.endsWith('fr)');
  return { least: Number(least), limit: Number(isShare ? least : most), share: isShare ? Number(most) : 0 };
}

/** The px of one share; a track whose least is more than its share keeps its least, and leaves the division. */
function unitOf(tracks: readonly Track[], room: number): number {
  const unit = room / tracks.reduce((sum, { share }) => sum + share, 0);
  const stiff = tracks.find(({ least, share }) => least > share * unit);
  return stiff === undefined
    ? unit
    : unitOf(
        tracks.filter((track) => track !== stiff),
        room - stiff.least,
      );
}
