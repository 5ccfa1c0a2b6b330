import type { Refusal } from '#browser/api/intent.ts';
import { useKnownOutcome } from '#browser/device/failure/use-known-outcome.ts';
import { ChangeFailureNotice } from '#browser/device/failure/change-failure-notice.tsx';
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
      <ChangeFailureNotice
        words={words}
        again={props.onAgain && { label: 'Try again', onClick: props.onAgain }}
        onDismiss={props.onDismiss}
      />
    </div>
  );
}
