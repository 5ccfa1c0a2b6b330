import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';
import { Undo2 } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';

/** Asks before something is taken back; the children say what that does. Focus begins on the answer that changes nothing. */
export function UndoQuestion(props: {
  title: string;
  children: ReactNode;
  onUndo: () => void;
  onClose: () => void;
}): ReactNode {
  const about = useId();
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <Dialog title={props.title} onClose={props.onClose} describedBy={about} initialFocus={keep}>
      <div id={about} className="mt-2 text-small">
        {props.children}
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
