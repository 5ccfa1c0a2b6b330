import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Plan } from './plan.ts';
import { ChangeItem, LeftOutItem } from './review-item.tsx';
import type { Running } from './use-bulk-run.ts';
import type { BulkWish } from './wish.ts';

const itemHeight = 60;

/** Every device with what changes on it and how far that is, then those that are left out. Only those in view are drawn. */
export function ReviewList(props: {
  plan: Plan;
  running: Running | undefined;
  wish: BulkWish;
  /** True while only those that failed are to be seen. */
  isFailedOnly: boolean;
}): ReactNode {
  const { running, wish, isFailedOnly } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const version = useSyncExternalStore(running?.run.subscribe ?? never, running?.run.snapshot ?? nothing);
  const { changes, leftOut } = useMemo(
    () => (isFailedOnly && version !== undefined ? failedOf(props.plan, running) : props.plan),
    [props.plan, running, isFailedOnly, version],
  );
  const keys = useMemo(
    () => [...changes.map(({ device }) => device.key), ...leftOut.map(({ device }) => `left ${device.key}`)],
    [changes, leftOut],
  );
  const virtualizer = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => itemHeight,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 4,
    initialRect: { width: 464, height: 600 },
  });
  return (
    <div
      ref={scroller}
      role="region"
      aria-label="Devices of this change"
      // What scrolls has to be reached by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto border-t border-line-strong -outline-offset-2"
    >
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const change = changes[index];
          const left = leftOut[index - changes.length];
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-setsize={keys.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
              className="absolute inset-x-0 top-0 border-b border-line px-5 py-2.5 text-small"
            >
              {change !== undefined && (
                <ChangeItem
                  change={change}
                  wish={wish}
                  running={running}
                  state={version === undefined ? undefined : running?.run.stateOf(change.device.key)}
                />
              )}
              {left !== undefined && <LeftOutItem device={left.device} reason={left.verdict.reason} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function failedOf({ changes }: Plan, running: Running | undefined): Plan {
  return { changes: changes.filter(({ device }) => running?.run.stateOf(device.key).kind === 'failed'), leftOut: [] };
}

function never(): () => void {
  return () => undefined;
}

function nothing(): undefined {
  return undefined;
}
