import { type RefObject, useMemo } from 'react';
import { useWidth } from '#browser/ui/use-width.ts';
import { type Column, fitColumns, sizedColumns } from './columns.ts';

/** Those of the columns that an element has room for, and how wide they are in it. */
export function useFittingColumns(
  element: RefObject<HTMLElement | null>,
  columns: readonly Column[],
): readonly Column[] {
  const width = useWidth(element);
  return useMemo(() => sizedColumns(fitColumns(columns, width), width), [columns, width]);
}
