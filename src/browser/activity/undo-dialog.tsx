import type { Entry } from '#browser/changes/change.ts';
import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { Undo2 } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';
import { Differences } from './differences.tsx';
import { undoConsequence } from './undo-words.ts';

/** Names the change that would be taken back, and what that does; focus begins on the answer that changes nothing. */
export function UndoDialog(props: { entry: Entry; onUndo: () => void; onClose: () => void }): ReactNode {
  const { entry } = props;
  const about = useId();
  const keep = useRef<HTMLButtonElement>(null);
  const consequence = undoConsequence(entry);
  return (
    <Dialog title="Undo this change?" onClose={props.onClose} describedBy={about} initialFocus={keep}>
      <div id={about} className="mt-2 text-small">
        <p>
          <span className="font-medium">{entry.title}</span> <span className="text-ink-2">on</span>{' '}
          <span className="font-medium">{entry.deviceName}</span>
        </p>
        <Differences aspect={entry.aspect} differences={entry.differences} isDone />
        {consequence !== undefined && <p className="mt-2 text-ink-2">{consequence}</p>}
      </div>
      <DialogButtons>
        <Button ref={keep} size="wide" onClick={props.onClose}>
          Keep it
        </Button>
        <Button kind="primary" size="wide" icon={Undo2} onClick={props.onUndo}>
          Undo
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
