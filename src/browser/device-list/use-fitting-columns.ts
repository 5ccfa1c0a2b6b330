import { type RefObject, useEffect, useMemo, useState } from 'react';
import { type Column, fitColumns } from './columns.ts';

/** Those of the columns that an element has room for: by the width of the window until it is measured, then by its own. */
export function useFittingColumns(
  element: RefObject<HTMLElement | null>,
  columns: readonly Column[],
): readonly Column[] {
  const [width, setWidth] = useState(window.innerWidth);
  // The browser tells it, and again when a dock takes some of it.
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    if (element.current !== null) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return useMemo(() => fitColumns(columns, width), [columns, width]);
}
