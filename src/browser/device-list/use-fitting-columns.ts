import { type RefObject, useMemo } from 'react';
import { useWidth } from '#browser/ui/use-width.ts';
import { type Column, fitColumns, sizedColumns } from './columns.ts';

/** Below so many px of table, such as beside a review, tags need the room more than the ends of names do. */
const tight = 1080;

/** Those of the columns that an element has room for, and how wide they are in it. */
export function useFittingColumns(
  element: RefObject<HTMLElement | null>,
  columns: readonly Column[],
): readonly Column[] {
  const width = useWidth(element);
  return useMemo(() => {
    const fitting = fitColumns(columns, width);
    const tightened = fitting.map((column) =>
      column.id === 'name' ? { ...column, track: 'minmax(160px,200px)' } : column,
    );
    return sizedColumns(width < tight ? tightened : fitting, width);
  }, [columns, width]);
}
