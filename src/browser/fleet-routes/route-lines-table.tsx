import type { Movement } from '#browser/device/subnet-routes/route-marks.tsx';
import type { PrefixRoutes } from '#browser/fleet/route-table.ts';
import { useMedia } from '#browser/ui/use-media.ts';
import { usePrinting } from '#browser/ui/use-printing.ts';
import { useWidth } from '#browser/ui/use-width.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { type LineShape, RouteLineRow, lineColumns } from './route-line.tsx';
import { type RouteLine, linesOf } from './route-lines.ts';

const lineHeight = 40;
const phoneLineHeight = 64;
const headLooks: Readonly<Record<string, string>> = {
  Prefix: 'flex items-center gap-1 text-ink',
  Change: 'sr-only',
};

/** Prefix by prefix, a line per device; only the lines in view are in the document, on paper all of them are. */
export function RouteLinesTable(props: {
  groups: readonly PrefixRoutes[];
  now: number;
  /** How long before its end a key is worth a note, in milliseconds. */
  warning: number;
  match: PrefixRoutes | undefined;
  movementOf: (line: RouteLine) => Movement;
  /** The key of the device whose routes are being edited. */
  edited: string | undefined;
  onEdit: ((line: RouteLine, kind: 'approve' | 'withdraw') => void) | undefined;
}): ReactNode {
  const { groups, now, warning, onEdit } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const isPhone = useMedia('(width < 760px)');
  const isPrinting = usePrinting();
  const width = useWidth(scroller);
  const isTwoLines = !isPrinting && (isPhone || width < 600);
  const shape: LineShape = isPrinting
    ? 'paper'
    : isTwoLines
      ? 'phone'
      : width < 880
        ? 'narrow'
        : width < 1080
          ? 'beside'
          : 'wide';
  const lines = useMemo(() => groups.flatMap((group) => linesOf(group, now, warning)), [groups, now, warning]);
  const height = isTwoLines ? phoneLineHeight : lineHeight;
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    scrollPaddingStart: isTwoLines ? 0 : 32,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  });
  // The virtualizer measures outside React and has to be told when lines become higher.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  const shown = isPrinting ? lines.map((_, index) => ({ index, start: 0 })) : virtualizer.getVirtualItems();
  const heads = ['Prefix', 'Router', 'Approval', ...(shape === 'narrow' ? [] : ['Notes']), 'Change'];
  return (
    <div
      ref={scroller}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain pb-10 print:overflow-visible"
    >
      <div role="table" aria-label="Routes" aria-rowcount={lines.length + 1}>
        <div role="rowgroup" className={isTwoLines ? 'sr-only' : 'sticky top-0 z-10 bg-canvas'}>
          <div
            role="row"
            aria-rowindex={1}
            className="grid h-8 items-center gap-x-4 border-b border-line-strong px-gutter text-caption font-medium text-ink-3"
            style={{ gridTemplateColumns: lineColumns[shape] }}
          >
            {heads.map((head) => (
              <span
                key={head}
                role="columnheader"
                // A prefix stands by the one that it is inside of, so there is no other order.
                aria-sort={head === 'Prefix' ? 'ascending' : undefined}
                className={headLooks[head] ?? ''}
              >
                {head}
                {head === 'Prefix' && <ArrowUp className="size-3" strokeWidth={2} aria-hidden />}
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
                key={`${line.group.key} ${line.carrier.device.key}`}
                role="row"
                aria-rowindex={index + 2}
                className={isPrinting ? '' : 'absolute inset-x-0 top-0'}
                style={isPrinting ? undefined : { transform: `translateY(${start}px)` }}
              >
                <RouteLineRow
                  line={line}
                  shape={shape}
                  isMatch={line.group === props.match}
                  movement={props.movementOf(line)}
                  isEdited={props.edited === line.carrier.device.key}
                  onEdit={onEdit && ((kind) => onEdit(line, kind))}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
