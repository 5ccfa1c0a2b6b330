import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { RowCheckbox } from '#browser/ui/checkbox.tsx';
import { columns, rowGrid } from './columns.ts';
import type { GridCursor } from './grid-keys.ts';
import type { Sort, SortColumn } from './list-search.ts';

/** The DOM id by which the grid points at a column head. */
export function headId(column: SortColumn): string {
  return `head-${column}`;
}

/** The column heads; each sorts, and sorts the other way when pressed again. Reached with arrow keys from the rows. */
export function TableHead(props: {
  sort: Sort;
  cursor: GridCursor | undefined;
  /** How many rows there are, and how many of them are selected. */
  rows: { readonly count: number; readonly selected: number };
  onSort: (column: SortColumn) => void;
}): ReactNode {
  const { count, selected } = props.rows;
  return (
    <thead className="sticky top-0 z-10 block bg-canvas">
      <tr aria-rowindex={1} className={`relative h-8 items-center border-b border-line-strong px-gutter ${rowGrid}`}>
        <th
          scope="col"
          data-action="select-all"
          className="absolute inset-y-0 left-0 flex w-gutter items-center justify-center"
        >
          <RowCheckbox
            label={`Select all ${count} in this filter`}
            isChecked={selected === count}
            isMixed={selected > 0 && selected < count}
          />
        </th>
        {columns.map(({ id, label, className }) => {
          const isSorted = props.sort.column === id;
          const isActive = props.cursor?.kind === 'head' && props.cursor.column === id;
          return (
            <th
              key={id}
              id={headId(id)}
              scope="col"
              aria-sort={isSorted ? (props.sort.isDescending ? 'descending' : 'ascending') : undefined}
              className={`${className} items-center text-left`}
            >
              <button
                type="button"
                tabIndex={-1}
                onClick={() => props.onSort(id)}
                className={`-mx-1 inline-flex h-6 items-center gap-1 rounded-chip px-1 text-caption font-medium hover:text-ink ${isSorted ? 'text-ink' : 'text-ink-3'} ${isActive ? 'group-focus-visible/grid:outline-2 group-focus-visible/grid:outline-focus' : ''}`}
              >
                {label}
                {isSorted && <SortArrow isDescending={props.sort.isDescending} />}
              </button>
            </th>
          );
        })}
        <th scope="col">
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

function SortArrow(props: { isDescending: boolean }): ReactNode {
  const Icon = props.isDescending ? ArrowDown : ArrowUp;
  return <Icon className="size-3" strokeWidth={2} aria-hidden />;
}
