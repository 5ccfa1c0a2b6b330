import { Button } from '#browser/ui/button.tsx';
import { KeyHint } from '#browser/keys/key-hint.tsx';
import type { ReactNode } from 'react';
import { DiscardQuestion } from './discard-question.tsx';

/** Save and Discard; or, after Escape with something staged, the question whether to throw it away. */
export function EditorButtons(props: {
  count: number;
  /** True when there is nothing to lose: no change staged and nothing typed. */
  isEmpty: boolean;
  isAsking: boolean;
  offReason: string | undefined;
  onSave: () => void;
  onDiscard: () => void;
  onKeep: () => void;
}): ReactNode {
  const { count } = props;
  if (props.isAsking)
    return (
      <DiscardQuestion
        {...(count === 0 ? {} : { staged: countWords(count) })}
        onDiscard={props.onDiscard}
        onKeep={props.onKeep}
      />
    );
  const reason = props.offReason ?? (props.isEmpty ? 'Nothing is changed yet.' : undefined);
  return (
    <>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button kind="primary" disabledReason={reason} onClick={props.onSave}>
          {count === 0 ? 'Save' : `Save ${countWords(count)}`}
        </Button>
        <Button kind="ghost" onClick={props.onDiscard}>
          Discard
        </Button>
        <KeyHint id="save" className="ml-auto" />
      </div>
      {props.offReason !== undefined && <p className="mt-1.5 text-small text-ink-3">{props.offReason}</p>}
    </>
  );
}

/** "1 change", "2 changes". */
export function countWords(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}
