import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '#browser/api/api-error.ts';
import { wordsOf } from '#browser/api/error-words.ts';
import { Button } from '#browser/ui/button.tsx';
import { Mono } from '#browser/ui/text.tsx';

/** That there is nothing to show, why, and the way to ask again. */
export function EmbedFailure(props: { error: Error; isBusy: boolean; onRetry: () => void }): ReactNode {
  const { error } = props;
  // In a frame nobody has a link to open; who signs in, signs in to the page around it.
  const isSignedOut = error instanceof ApiError && error.kind === 'login';
  const { title, way, quote } = isSignedOut
    ? { title: 'You are not signed in.', way: 'Sign in to the portal, then try again.', quote: undefined }
    : wordsOf(error);
  return (
    <EmbedNote title={title}>
      <p role="alert" className="text-ink-2">
        {way}
      </p>
      {quote !== undefined && <Mono className="wrap-anywhere text-ink-2">{quote}</Mono>}
      {error instanceof ApiError && error.requestId !== undefined && (
        <p className="text-caption text-ink-3">
          Request <span className="font-mono">{error.requestId}</span>
        </p>
      )}
      <div className="mt-2">
        <Button icon={RotateCw} size="sm" isBusy={props.isBusy} onClick={props.onRetry}>
          Try again
        </Button>
      </div>
    </EmbedNote>
  );
}

/** A sentence in the place of content, and what can be done about it. */
export function EmbedNote(props: { title: string; children: ReactNode }): ReactNode {
  return (
    <div className="border-t border-line-strong pt-2.5 text-small">
      <h2 className="text-body font-medium wrap-anywhere">{props.title}</h2>
      {props.children}
    </div>
  );
}
