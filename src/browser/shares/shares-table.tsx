import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { formatAgo, formatDaysUntil, formatDay, formatExact } from '#browser/device/moment.ts';
import { Badge } from '#browser/ui/badge.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { usePrinting } from '#browser/ui/use-printing.ts';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Share } from './share-list.ts';

const columns = '244px minmax(0,260px) minmax(0,1fr) 200px 120px';
const phoneColumns = 'minmax(0,1fr) auto';
const rowHeight = 40;
const phoneRowHeight = 64;
const heads = ['Device', 'For', 'Allows', 'State', 'Created'];

/** Every invite that was read; only the rows in view are in the document, on paper all of them are. */
export function SharesTable(props: { shares: readonly Share[]; now: number }): ReactNode {
  const { shares, now } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useMedia('(width < 960px)');
  const isPrinting = usePrinting();
  const isPhone = isNarrow && !isPrinting;
  const height = isPhone ? phoneRowHeight : rowHeight;
  const virtualizer = useVirtualizer({
    count: shares.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  });
  // The virtualizer measures outside React and has to be told when rows become higher.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  const shown = isPrinting ? shares.map((_, index) => ({ index, start: 0 })) : virtualizer.getVirtualItems();
  return (
    <div
      ref={scroller}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain pb-10 print:overflow-visible"
    >
      <div role="table" aria-label="Shares" aria-rowcount={shares.length + 1}>
        <div role="rowgroup" className={isPhone ? 'sr-only' : 'sticky top-0 z-10 bg-canvas'}>
          <div
            role="row"
            aria-rowindex={1}
            className="grid h-8 items-center gap-x-4 border-b border-line-strong px-gutter text-caption font-medium text-ink-3"
            style={{ gridTemplateColumns: columns }}
          >
            {heads.map((head) => (
              <span key={head} role="columnheader">
                {head}
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
            const share = shares[index];
            if (share === undefined) return null;
            return (
              <div
                key={`${share.device.key} ${share.invite.id}`}
                role="row"
                aria-rowindex={index + 2}
                className={`${isPrinting ? '' : 'absolute inset-x-0 top-0'} grid items-center gap-x-4 border-b border-line px-gutter text-small hover:bg-hover max-md:px-4 ${isPhone ? 'h-16 content-center gap-x-3' : 'h-row'}`}
                style={{
                  gridTemplateColumns: isPhone ? phoneColumns : columns,
                  ...(isPrinting ? {} : { transform: `translateY(${start}px)` }),
                }}
              >
                <Cells share={share} now={now} isPhone={isPhone} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cells({ share, now, isPhone }: { share: Share; now: number; isPhone: boolean }): ReactNode {
  const { device, facts, invite, name, created } = share;
  const status = statusOf(facts, now);
  return (
    <>
      <span role="cell" className="flex min-w-0 items-center gap-2.5">
        <StatusGlyph shape={status} label={statusWords[status]} />
        <Link
          to="/devices/$nodeId"
          params={{ nodeId: device.key }}
          hash="sharing"
          aria-label={`Sharing of ${facts.name}`}
          className="truncate text-body font-medium underline-offset-3 hover:underline"
        >
          {facts.name}
        </Link>
      </span>
      <span
        role="cell"
        style={isPhone ? { order: 3 } : undefined}
        className={`truncate ${isPhone ? 'pl-5' : ''} ${invite.email ? '' : 'text-ink-2'}`}
      >
        {name}
      </span>
      <span
        role="cell"
        style={isPhone ? { order: 2 } : undefined}
        className={`flex min-w-0 ${isPhone ? 'justify-end' : ''}`}
      >
        <Terms share={share} />
      </span>
      <span
        role="cell"
        style={isPhone ? { order: 4 } : undefined}
        className={`truncate text-ink-2 ${isPhone ? 'text-right' : ''}`}
      >
        {stateWords(share, now)}
      </span>
      <span
        role="cell"
        className={isPhone ? 'sr-only' : 'figures text-ink-3'}
        title={created === undefined ? undefined : formatExact(created)}
      >
        {created === undefined ? '–' : formatAgo(created, now)}
      </span>
    </>
  );
}

/** What a link allows; the pair that lets anyone out through the device is marked. */
function Terms({ share }: { share: Share }): ReactNode {
  const { multiUse, allowExitNode } = share.invite;
  if (share.isRisky)
    return (
      <Badge kind="warn" icon={TriangleAlert}>
        Reusable, with exit node
      </Badge>
    );
  const words = [multiUse === true && 'reusable', allowExitNode === true && 'exit node'].filter(
    (word) => word !== false,
  );
  return (
    <span className="truncate text-ink-3">
      {words.length === 0 ? 'Once, this device only' : capital(words.join(', '))}
    </span>
  );
}

function stateWords({ state, invite }: Share, now: number): string {
  if (state.kind === 'accepted') {
    const by = invite.acceptedBy?.loginName;
    // Mostly whom it was sent to, who is named already.
    return by && by !== invite.email ? `Accepted by ${by}` : 'Accepted';
  }
  if (state.kind === 'expired') return `Expired ${formatDay(state.at, now)}`;
  return state.until === undefined ? 'Pending' : `Pending, expires in ${formatDaysUntil(state.until, now)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
