import type { AttentionItem, Judgement } from '#browser/fleet/judgement.ts';
import { useMedia } from '#browser/ui/use-media.ts';
import { usePrinting } from '#browser/ui/use-printing.ts';
import { useWidth } from '#browser/ui/use-width.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type { GroupWords } from './attention-groups.ts';
import { AttentionRow, type RowShape } from './attention-row.tsx';
import { useRowKeys } from './use-row-keys.ts';

type Line =
  | { readonly kind: 'head'; readonly group: GroupWords }
  | { readonly kind: 'row'; readonly group: GroupWords; readonly item: AttentionItem };

const headHeight = 48;
const rowHeight = 36;
const phoneRowHeight = 64;

/** The groups with their rows, of which only those in view are in the document; on paper all of them are. */
export function AttentionList(props: {
  groups: readonly GroupWords[];
  judgement: Judgement;
  /** The key of the device whose routes are edited beside the list. */
  edited: string | undefined;
  /** The buttons in the head of a group. */
  renderHead: (group: GroupWords) => ReactNode;
  /** The button of a row that does what is asked for; undefined where the row leads to the device. */
  renderAction: (item: AttentionItem) => ReactNode;
}): ReactNode {
  const { groups, judgement } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const fitting = useShape(scroller);
  const isPrinting = usePrinting();
  const shape = isPrinting ? 'paper' : fitting;
  const lines = useMemo(
    () =>
      groups.flatMap((group): readonly Line[] => [
        { kind: 'head', group },
        ...group.items.map((item): Line => ({ kind: 'row', group, item })),
      ]),
    [groups],
  );
  const height = shape === 'phone' ? phoneRowHeight : rowHeight;
  // A line that was measured keeps its height wherever it moves to.
  const getItemKey = useCallback((index: number) => keyOf(lines[index]) ?? index, [lines]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'head' ? headHeight : height),
    getItemKey,
    overscan: 10,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  });
  // The virtualizer measures outside React and has to be told when rows become higher.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  useRowKeys(list);

  const shown = isPrinting
    ? lines.map((_, index) => ({ index, start: 0 }))
    : virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start }));
  return (
    <div
      ref={scroller}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain pb-10 print:overflow-visible"
      // The first group has room above it like every other; the head of the page brings its own.
      style={shape === 'phone' ? undefined : { marginTop: -16 }}
    >
      <ul
        ref={list}
        aria-label="Needs attention"
        className="relative"
        style={isPrinting ? undefined : { height: virtualizer.getTotalSize() }}
      >
        {shown.map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          const { group } = line;
          return (
            <li
              key={keyOf(line)}
              // On a phone a reason may take two lines.
              ref={shape === 'phone' ? virtualizer.measureElement : undefined}
              data-index={index}
              data-line={index}
              className={isPrinting ? '' : 'absolute inset-x-0 top-0'}
              style={isPrinting ? undefined : { transform: `translateY(${start}px)` }}
            >
              {line.kind === 'head' ? (
                <GroupHead group={group}>{props.renderHead(group)}</GroupHead>
              ) : (
                <AttentionRow
                  item={line.item}
                  judgement={judgement}
                  shape={shape}
                  isEdited={line.item.kind === 'routes' && line.item.device.key === props.edited}
                  action={props.renderAction(line.item)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function keyOf(line: Line | undefined): string | undefined {
  if (line === undefined) return undefined;
  return line.kind === 'head' ? line.group.id : `${line.group.id} ${line.item.kind} ${line.item.device.key}`;
}

function GroupHead(props: { group: GroupWords; children: ReactNode }): ReactNode {
  const { title, items, note } = props.group;
  return (
    <div className="pt-4">
      <div className="flex h-8 items-center gap-2 border-b border-line-strong px-gutter max-md:px-4">
        <h2 className="shrink-0 text-section">{title}</h2>
        <span className="figures text-small text-ink-3">{items.length}</span>
        <span className="ml-2 truncate text-small text-ink-3">{note}</span>
        <span className="-mr-2.5 ml-auto flex shrink-0 items-center print:hidden">{props.children}</span>
      </div>
    </div>
  );
}

/** By the room that the list has, which an editor or a review beside it takes from it. */
function useShape(list: RefObject<HTMLElement | null>): RowShape {
  const isPhone = useMedia('(width < 760px)');
  const width = useWidth(list);
  return isPhone || width < 600 ? 'phone' : width < 1140 ? 'narrow' : 'wide';
}
