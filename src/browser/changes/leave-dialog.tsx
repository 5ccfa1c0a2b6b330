import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { type ReactNode, useRef } from 'react';

/** One thing that would be left behind: its sentence, and whether it is held back instead of kept. */
export type Unsaved = { readonly words: string; readonly isHeld: boolean };

/** Asks whether to leave what is unsaved; focus begins on the answer that loses nothing, and Escape is that answer. */
export function LeaveDialog(props: { things: readonly Unsaved[]; onAnswer: (isStaying: boolean) => void }): ReactNode {
  const { things, onAnswer } = props;
  const stay = useRef<HTMLButtonElement>(null);
  const isHeld = things.some((thing) => thing.isHeld);
  const isDraft = things.some((thing) => !thing.isHeld);
  const words = [...new Set(things.map((thing) => thing.words))];
  return (
    <Dialog title="Leave without saving?" onClose={() => onAnswer(true)} initialFocus={stay}>
      <ul className="mt-2 text-small">
        {words.map((sentence) => (
          <li key={sentence} className="py-0.5">
            {sentence}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-small text-ink-2">
        {isDraft && 'Drafts stay in this tab until they are saved or discarded. '}
        {isHeld && 'What waits to be sent is not sent.'}
      </p>
      <DialogButtons>
        <Button ref={stay} size="wide" onClick={() => onAnswer(true)}>
          Stay
        </Button>
        <Button size="wide" onClick={() => onAnswer(false)}>
          {isDraft ? 'Leave; keep the draft' : 'Leave'}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
