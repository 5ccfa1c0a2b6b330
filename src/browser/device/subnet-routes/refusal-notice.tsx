import type { Refusal } from '#browser/api/intent.ts';
import { useKnownOutcome } from '#browser/device/failure/use-known-outcome.ts';
import { Button } from '#browser/ui/button.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import type { ReactNode } from 'react';
import { refusalWords } from './refusal-words.ts';
import type { RoutesIntent } from './subnet-routes.schema.ts';

/** A change that did not come about, in the server's own words, until the person has dealt with it. */
export function RefusalNotice(props: {
  refusal: Refusal<RoutesIntent>;
  /** Opens the editor with these very changes staged; undefined where nothing may be changed. */
  onAgain: (() => void) | undefined;
  onDismiss: () => void;
}): ReactNode {
  const asKnown = useKnownOutcome();
  const words = refusalWords(props.refusal.intent, asKnown(props.refusal.error));
  return (
    <div className="mb-2">
      <Notice kind={words.isApplied === true ? 'ok' : 'bad'} title={words.title}>
        {words.body}
        {words.quote !== undefined && <span className="mt-1 block font-mono text-code-sm text-ink">{words.quote}</span>}
        {words.requestId !== undefined && (
          <details className="mt-1">
            <summary className="cursor-pointer py-0.5">Details</summary>
            Request <span className="font-mono text-code-sm">{words.requestId}</span>
          </details>
        )}
        <span className="mt-2 flex flex-wrap gap-2">
          {props.onAgain !== undefined && words.isApplied !== true && (
            <Button size="sm" onClick={props.onAgain}>
              Try again
            </Button>
          )}
          <Button size="sm" kind="ghost" onClick={props.onDismiss}>
            Dismiss
          </Button>
        </span>
      </Notice>
    </div>
  );
}
