import type { ReactNode } from 'react';
import { Button } from '#browser/ui/button.tsx';
import { StatusGlyph } from '#browser/ui/status-glyph.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { Reason } from './attention-reasons.ts';

/** What a person should look at, most urgent first: the first with its button, the others as sentences with a link. */
export function AttentionStrip(props: {
  reasons: readonly Reason[];
  /** Opens the routes for editing; undefined where nothing may be changed. */
  onReview: (() => void) | undefined;
  /** The button that approves the device; undefined where nothing may be changed. */
  approve?: ReactNode;
}): ReactNode {
  const { reasons, onReview, approve } = props;
  const [first, ...others] = reasons;
  if (first === undefined) return null;
  const tint = first.kind === 'bad' ? 'bg-bad-tint' : 'bg-warn-tint';
  return (
    <div
      role="group"
      aria-label="Needs attention"
      className={`mt-3 w-full rounded-control px-3 py-2.5 text-small min-[800px]:w-fit min-[800px]:py-1.5 min-[800px]:pr-1.5 min-[800px]:pl-2.5 ${tint}`}
    >
      <div className="flex flex-col gap-2 min-[800px]:min-h-control-sm min-[800px]:flex-row min-[800px]:items-center min-[800px]:gap-2.5">
        <p className="flex items-start gap-2.5">
          <span className="mt-[5px]">
            <StatusGlyph shape={first.kind === 'bad' ? 'cut-off' : 'waiting'} />
          </span>
          <ReasonText reason={first} />
        </p>
        <span className="flex min-[800px]:ml-3">
          {first.isReview && onReview !== undefined ? (
            <Button
              kind="primary"
              size="sm"
              // One blue button on the page: while a section is edited, that is its own.
              className="group-has-[[data-editing]]/page:hidden max-[799px]:h-touch max-[799px]:flex-1 max-[799px]:text-body"
              onClick={onReview}
            >
              {first.action}
            </Button>
          ) : first.section === 'danger' && approve !== undefined ? (
            approve
          ) : (
            <ReasonLink reason={first} className="py-[3px] pr-2" />
          )}
        </span>
      </div>
      {others.length > 0 && (
        <ul aria-label="Also" className="mt-1 flex flex-col gap-1 pl-5 min-[800px]:pr-2 min-[800px]:pb-1">
          {others.map((reason) => (
            <li key={reason.title} className="flex flex-wrap items-center gap-x-3">
              <ReasonText reason={reason} />
              <ReasonLink reason={reason} className="py-0.5" />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ReasonText(props: { reason: Reason }): ReactNode {
  const { title, quote, detail } = props.reason;
  return (
    <span className="min-w-0 wrap-anywhere">
      <span className="font-medium">{title}</span>{' '}
      <span className="text-ink-2">
        {quote !== undefined && <Mono>{quote}</Mono>} {detail}
      </span>
    </span>
  );
}

function ReasonLink(props: { reason: Reason; className: string }): ReactNode {
  const { section, action, isReview } = props.reason;
  return (
    <a
      href={`#${section}`}
      className={`inline-flex items-center font-medium whitespace-nowrap text-accent-ink underline-offset-3 hover:underline ${props.className}`}
    >
      {isReview ? 'See routes' : action}
    </a>
  );
}
