import type { ErrorWords } from '#browser/api/error-words.ts';
import type { Entry } from '#browser/changes/change.ts';
import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { type ReactNode, useState } from 'react';
import { UndoDialog } from './undo-dialog.tsx';
import { useUndo } from './use-undo.ts';

/** Asks whether to take a change back, does it, and says why where it did not come about. */
export function UndoLast(props: { entry: Entry; onClose: () => void }): ReactNode {
  const { entry, onClose } = props;
  const undo = useUndo();
  const [failure, setFailure] = useState<ErrorWords>();
  const [isSent, setSent] = useState(false);
  const run = async () => {
    const words = await undo(entry);
    if (words === undefined) onClose();
    else setFailure(words);
  };
  if (failure !== undefined)
    return (
      <Dialog title="The change was not undone." onClose={onClose}>
        <p className="mt-2 text-small">
          {failure.title} <span className="text-ink-2">{failure.way}</span>
        </p>
        {failure.quote !== undefined && <p className="mt-1 font-mono text-code-sm">{failure.quote}</p>}
        <DialogButtons>
          <Button size="wide" onClick={onClose}>
            Close
          </Button>
        </DialogButtons>
      </Dialog>
    );
  if (isSent) return null;
  return (
    <UndoDialog
      entry={entry}
      onClose={onClose}
      onUndo={() => {
        setSent(true);
        void run();
      }}
    />
  );
}
