import { type RefObject, useMemo } from 'react';
import { useWidth } from '#browser/ui/use-width.ts';
import { type Column, fitColumns } from './columns.ts';

/** Those of the columns that an element has room for. */
export function useFittingColumns(
  element: RefObject<HTMLElement | null>,
  columns: readonly Column[],
): readonly Column[] {
  const width = useWidth(element);
  return useMemo(() => fitColumns(columns, width), [columns, width]);
}
