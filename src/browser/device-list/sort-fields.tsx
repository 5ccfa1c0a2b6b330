import type { ReactNode } from 'react';
import { announce } from '#browser/ui/announcer.tsx';
import type { ListSearch, SortKey } from './list-search.ts';
import { printSort, readSort } from './list-spelling.ts';
import { SelectField } from './select-field.tsx';

/** What the list is sorted by, column after column; for those who have no heads to press, and for the order as a whole. */
export function SortFields(props: {
  search: ListSearch;
  columns: readonly string[];
  labelOf: (id: string) => string;
  onChange: (search: Partial<ListSearch>) => void;
}): ReactNode {
  const { columns, labelOf } = props;
  const sort = readSort(props.search.sort);
  const write = (next: readonly SortKey[]) => {
    props.onChange({ sort: printSort(next) });
    announce(`Sorted by ${next.map(({ column }) => labelOf(column)).join(', then by ')}.`);
  };
  // The last choice is empty and adds one; three decide any order that people read.
  const lines = sort.length < 3 ? [...sort, undefined] : sort;
  return (
    <>
      {lines.map((key, place) => {
        const label = place === 0 ? 'Sort by' : `Then by${place > 1 ? ` (${place + 1})` : ''}`;
        const free = columns.filter((id) => id === key?.column || !sort.some(({ column }) => column === id));
        const all = key === undefined || columns.includes(key.column) ? free : [key.column, ...free];
        return (
          <div key={key?.column ?? 'next'} className="mt-3 flex items-end gap-2">
            <SelectField
              label={label}
              value={key?.column ?? ''}
              choices={[
                ...(place === 0 ? [] : ([['', 'Nothing else']] as const)),
                ...all.map((id) => [id, labelOf(id)] as const),
              ]}
              onChange={(column) =>
                write(
                  column === ''
                    ? sort.toSpliced(place, 1)
                    : sort.toSpliced(place, 1, { column, isDescending: key?.isDescending ?? false }),
                )
              }
            />
            {key !== undefined && (
              <SelectField
                label={`Direction of ${labelOf(key.column)}`}
                isLabelHidden
                value={key.isDescending ? 'descending' : 'ascending'}
                choices={[
                  ['ascending', 'Ascending'],
                  ['descending', 'Descending'],
                ]}
                onChange={(next) => write(sort.with(place, { ...key, isDescending: next === 'descending' }))}
              />
            )}
          </div>
        );
      })}
    </>
  );
}
