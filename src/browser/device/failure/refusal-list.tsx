import type { Refusal } from '#browser/api/intent.ts';
import type { ReactNode } from 'react';
import { ChangeFailureNotice } from './change-failure-notice.tsx';
import type { FailureWords } from './change-failure.ts';
import { useKnownOutcome } from './use-known-outcome.ts';

/** Changes that did not come about, each in the server's own words, until the person has dealt with it. */
export function RefusalList<Intent>(props: {
  refusals: readonly Refusal<Intent>[];
  wordsOf: (intent: Intent, error: Error) => FailureWords;
  /** The way out of one; undefined where nothing may be changed. */
  againOf: (refusal: Refusal<Intent>) => { readonly label: string; readonly onClick: () => void } | undefined;
  onDismiss: (refusal: Refusal<Intent>) => void;
}): ReactNode {
  const asKnown = useKnownOutcome();
  return props.refusals.map((refusal) => (
    <div key={`${refusal.at} ${JSON.stringify(refusal.intent)}`} className="mb-2">
      <ChangeFailureNotice
        words={props.wordsOf(refusal.intent, asKnown(refusal.error))}
        again={props.againOf(refusal)}
        onDismiss={() => props.onDismiss(refusal)}
      />
    </div>
  ));
}
