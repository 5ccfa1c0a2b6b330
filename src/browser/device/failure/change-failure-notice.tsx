import type { ReactNode } from 'react';
import { Button } from '#browser/ui/button.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import type { FailureWords } from './change-failure.ts';

/** A change that did not come about, in the server's own words, until the person has dealt with it. */
export function ChangeFailureNotice(props: {
  words: FailureWords;
  /** The words of the way out: "Try again"; undefined where there is none. */
  again: { readonly label: string; readonly onClick: () => void } | undefined;
  onDismiss: () => void;
}): ReactNode {
  const { words } = props;
  const again = words.isApplied === true ? undefined : props.again;
  return (
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
        {again !== undefined && (
          <Button size="sm" onClick={again.onClick}>
            {again.label}
          </Button>
        )}
        <Button size="sm" kind="ghost" onClick={props.onDismiss}>
          Dismiss
        </Button>
      </span>
    </Notice>
  );
}
