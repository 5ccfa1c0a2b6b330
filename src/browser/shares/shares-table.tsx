import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { formatAgo, formatDay, formatDue, formatExact } from '#browser/device/moment.ts';
import { Badge } from '#browser/ui/badge.tsx';
import { LineTable } from '#browser/shell/line-table.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { usePrinting } from '#browser/ui/use-printing.ts';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import type { Share } from './share-list.ts';

const columns = '244px minmax(0,260px) minmax(0,1fr) minmax(0,1fr) 100px';
/** Who accepted an invite wraps, so that the name of the device keeps its room. */
const phoneColumns = 'minmax(0,1fr) fit-content(52%)';
const heads = ['Device', 'For', 'Allows', 'State', 'Created'].map((label) => ({ label }));

/** Every invite that was read, a line each. */
export function SharesTable(props: { shares: readonly Share[]; now: number }): ReactNode {
  const { shares, now } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useMedia('(width < 960px)');
  const isPhone = !usePrinting() && isNarrow;
  return (
    <LineTable
      label="Shares"
      scroller={scroller}
      heads={heads}
      columns={columns}
      lines={shares}
      keyOf={keyOf}
      isStacked={isPhone}
    >
      {(share) => (
        <div
          className={`grid items-center gap-x-4 border-b border-line px-gutter text-small hover:bg-hover max-md:px-4 ${isPhone ? 'content-center gap-x-3' : 'h-row'}`}
          style={
            isPhone
              ? { gridTemplateColumns: phoneColumns, minHeight: 64, paddingBlock: 10 }
              : { gridTemplateColumns: columns }
          }
        >
          <Cells share={share} now={now} isPhone={isPhone} />
        </div>
      )}
    </LineTable>
  );
}

function keyOf({ device, invite }: Share): string {
  return `${device.key} ${invite.id}`;
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
        className={`${isPhone ? 'pl-5 wrap-anywhere' : 'truncate'} ${invite.email ? '' : 'text-ink-2'}`}
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
        className={`text-ink-2 ${isPhone ? 'text-right wrap-anywhere' : 'truncate'}`}
        title={stateWords(share, now)}
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
  return state.until === undefined ? 'Pending' : `Pending, expires ${formatDue(state.until, now)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
