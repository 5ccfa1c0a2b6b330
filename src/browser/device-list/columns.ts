import type { SortColumn } from './list-search.ts';

/**
 * The grid of head and rows. Columns leave whole as the window narrows: Last seen, then OS and client, then IPv4;
 * under 760 px a row is two lines.
 */
export const rowGrid =
  'grid gap-x-4 grid-cols-[minmax(160px,244px)_minmax(180px,1fr)_minmax(250px,1.3fr)_28px] min-[980px]:grid-cols-[minmax(160px,244px)_minmax(190px,1fr)_148px_minmax(250px,1.3fr)_28px] min-[1140px]:grid-cols-[minmax(160px,244px)_minmax(200px,1fr)_148px_152px_minmax(270px,1.3fr)_28px] min-[1300px]:grid-cols-[minmax(200px,244px)_minmax(216px,1fr)_148px_152px_minmax(290px,1.3fr)_100px_28px]';

/** The classes that let a cell leave with its column. */
export const cellClass = {
  ipv4: 'hidden min-[980px]:flex',
  os: 'hidden min-[1140px]:flex',
  seen: 'hidden min-[1300px]:block',
} as const;

type Column = {
  readonly id: SortColumn;
  readonly label: string;
  readonly className: string;
  /** The column is gone in windows narrower than this many CSS px; the numbers are those of `rowGrid`. */
  readonly from: number;
};

/** The heads in reading order. */
export const columns: readonly Column[] = [
  { id: 'name', label: 'Machine', className: 'flex', from: 0 },
  { id: 'owner', label: 'Owner or tags', className: 'flex', from: 0 },
  { id: 'ipv4', label: 'IPv4', className: cellClass.ipv4, from: 980 },
  { id: 'os', label: 'OS and client', className: cellClass.os, from: 1140 },
  { id: 'state', label: 'State', className: 'flex', from: 0 },
  { id: 'seen', label: 'Last seen', className: cellClass.seen, from: 1300 },
];

/** The columns that a window of this width shows. */
export function visibleColumns(width: number): readonly SortColumn[] {
  return columns.filter(({ from }) => width >= from).map(({ id }) => id);
}
