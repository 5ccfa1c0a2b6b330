import { Eye, FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import type { Trouble } from './trouble.ts';

const frame = 'inline-flex h-control-sm items-center gap-2 rounded-control px-2 text-small whitespace-nowrap';

/** What this page is connected to: a live tailnet, one that can only be read, the demo, or nothing. */
export function ConnectionBadge(props: { trouble: Trouble | undefined; tailnet: string }): ReactNode {
  const { session, readOnlyReason } = useApi();
  const kind = props.trouble?.kind;
  if (kind === 'offline' || kind === 'unreachable' || kind === 'key-refused')
    return (
      <span className={`${frame} text-bad-ink ring-1 ring-bad/50 ring-inset`}>
        <StatusGlyph shape="cut-off" size={9} />
        Not connected
      </span>
    );
  if (session.mode === 'demo')
    return (
      <span title={readOnlyReason} className={`${frame} outline-1 -outline-offset-1 outline-control outline-dashed`}>
        <FlaskConical className="size-3.5 text-ink-3" strokeWidth={1.75} aria-hidden />
        {readOnlyReason === undefined ? 'Demo tailnet' : 'Demo tailnet, read-only'}
      </span>
    );
  return (
    <span title={readOnlyReason} className={`${frame} ring-1 ring-line-strong ring-inset`}>
      {readOnlyReason === undefined ? (
        <StatusGlyph shape="connected" size={9} />
      ) : (
        <Eye className="size-3.5 text-ink-3" strokeWidth={1.75} aria-hidden />
      )}
      <span>
        <span className="text-ink-3">{readOnlyReason === undefined ? 'Live' : 'Read-only'}</span> {props.tailnet}
      </span>
    </span>
  );
}
