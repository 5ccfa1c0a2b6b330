import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useCallback, useLayoutEffect } from 'react';
import { usePrinting } from '#browser/ui/use-printing.ts';

const lineHeight = 40;
const stackedHeight = 64;

/** The head of a column. `order` where its lines are in the order of what stands in it. */
export type LineHead = {
  readonly label: string;
  readonly className?: string;
  readonly icon?: ReactNode;
  readonly order?: 'ascending';
};

/**
 * A table of one line for each thing, of which only those in view are in the document and on paper all are. Where it is
 * `isStacked`, as on a phone, the heads are for readers only and a line is as high as what it says.
 */
export function LineTable<Line>(props: {
  label: string;
  /** The element that scrolls; its width is what the table has. */
  scroller: RefObject<HTMLDivElement | null>;
  heads: readonly LineHead[];
  /** The grid tracks of the head, which its lines have as well. */
  columns: string;
  lines: readonly Line[];
  keyOf: (line: Line) => string;
  isStacked: boolean;
  /** The cells of a line, in a grid of their own. */
  children: (line: Line) => ReactNode;
}): ReactNode {
  const { scroller, lines, keyOf, isStacked } = props;
  const isPrinting = usePrinting();
  const height = isStacked ? stackedHeight : lineHeight;
  // A line that was measured keeps its height wherever it moves to.
  const getItemKey = useCallback(
    (index: number) => {
      const line = lines[index];
      return line === undefined ? index : keyOf(line);
    },
    [lines, keyOf],
  );
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey,
    overscan: 10,
    scrollPaddingStart: isStacked ? 0 : 32,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  });
  // The virtualizer measures outside React and has to be told when lines become higher.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  const shown = isPrinting ? lines.map((_, index) => ({ index, start: 0 })) : virtualizer.getVirtualItems();
  return (
    <div
      ref={scroller}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain pb-10 print:overflow-visible"
    >
      <div role="table" aria-label={props.label} aria-rowcount={lines.length + 1}>
        <div role="rowgroup" className={isStacked ? 'sr-only' : 'sticky top-0 z-10 bg-canvas'}>
          <div
            role="row"
            aria-rowindex={1}
            className="grid h-8 items-center gap-x-4 border-b border-line-strong px-gutter text-caption font-medium text-ink-3"
            style={{ gridTemplateColumns: props.columns }}
          >
            {props.heads.map(({ label, className, icon, order }) => (
              <span key={label} role="columnheader" aria-sort={order} className={className}>
                {label}
                {icon}
              </span>
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          className="relative"
          style={isPrinting ? undefined : { height: virtualizer.getTotalSize() }}
        >
          {shown.map(({ index, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <div
                key={keyOf(line)}
                ref={isStacked ? virtualizer.measureElement : undefined}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                className={isPrinting ? '' : 'absolute inset-x-0 top-0'}
                style={isPrinting ? undefined : { transform: `translateY(${start}px)` }}
              >
                {props.children(line)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
