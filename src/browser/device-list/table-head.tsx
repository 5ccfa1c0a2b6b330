import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { RowCheckbox } from '#browser/ui/row-checkbox.tsx';
import { type Column, gridTemplate, rowGrid } from './columns.ts';
import type { SortKey } from './list-search.ts';
import type { GridCursor } from './rows.ts';

/** The DOM id by which the grid points at a column head. */
export function headId(column: string): string {
  return `head-${column}`;
}

/**
 * The column heads; each sorts, and sorts the other way when pressed again; with Shift it sorts besides the others.
 * Reached with arrow keys from the rows.
 */
export function TableHead(props: {
  columns: readonly Column[];
  sort: readonly SortKey[];
  cursor: GridCursor | undefined;
  /** How many devices the filter shows, and how many of them are selected. */
  rows: { readonly count: number; readonly selected: number };
  onSort: (column: string, isAdded: boolean) => void;
}): ReactNode {
  const { columns, sort } = props;
  const { count, selected } = props.rows;
  return (
    <thead className="sticky top-0 z-10 block bg-canvas">
      <tr
        aria-rowindex={1}
        className={`relative h-8 border-b border-line-strong ${rowGrid}`}
        style={{ gridTemplateColumns: gridTemplate(columns) }}
      >
        <th
          scope="col"
          data-action="select-all"
          className="absolute inset-y-0 left-0 flex w-gutter items-center justify-center"
        >
          <RowCheckbox
            label={`Select all ${count} in this filter`}
            isChecked={count > 0 && selected === count}
            isMixed={selected > 0 && selected < count}
          />
        </th>
        {columns.map(({ id, label }) => {
          const at = sort.findIndex(({ column }) => column === id);
          const key = sort[at];
          const isActive = props.cursor?.kind === 'head' && props.cursor.column === id;
          return (
            <th
              key={id}
              id={headId(id)}
              scope="col"
              // One column at most may say so; of the others the words beside the arrow tell.
              aria-sort={key && at === 0 ? (key.isDescending ? 'descending' : 'ascending') : undefined}
              className="flex items-center text-left"
            >
              <button
                type="button"
                tabIndex={-1}
                onClick={(event) => props.onSort(id, event.shiftKey)}
                className={`-mx-1 inline-flex h-6 items-center gap-1 rounded-chip px-1 text-caption font-medium hover:text-ink ${key ? 'text-ink' : 'text-ink-3'} ${isActive ? 'in-[table:focus-visible]:outline-2 in-[table:focus-visible]:outline-focus' : ''}`}
              >
                {label}
                {key && <SortMark isDescending={key.isDescending} place={sort.length > 1 ? at + 1 : undefined} />}
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

/** The direction and, where the list is sorted by several columns, which of them this one is. */
function SortMark(props: { isDescending: boolean; place: number | undefined }): ReactNode {
  const Icon = props.isDescending ? ArrowDown : ArrowUp;
  return (
    <>
      <Icon className="size-3" strokeWidth={2} aria-hidden />
      {props.place !== undefined && (
        <>
          <span className="figures" aria-hidden>
            {props.place}
          </span>
          <span className="sr-only">
            , sorted {props.place}
            {['st', 'nd', 'rd'][props.place - 1] ?? 'th'}, {props.isDescending ? 'descending' : 'ascending'}
          </span>
        </>
      )}
    </>
  );
}

/** On a phone the two-line rows have no columns to head; screen readers still learn what the table holds. */
export function PhoneHead(): ReactNode {
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
