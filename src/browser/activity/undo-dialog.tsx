import type { Entry } from '#browser/changes/change.ts';
import type { ReactNode } from 'react';
import { Differences } from './differences.tsx';
import { UndoQuestion } from './undo-question.tsx';
import { undoConsequence } from './undo-words.ts';

/** Names the change that would be taken back, and what that does. */
export function UndoDialog(props: { entry: Entry; onUndo: () => void; onClose: () => void }): ReactNode {
  const { entry, onUndo, onClose } = props;
  const consequence = undoConsequence(entry);
  return (
    <UndoQuestion title="Undo this change?" onUndo={onUndo} onClose={onClose}>
      <p>
        <span className="font-medium">{entry.title}</span> <span className="text-ink-2">on</span>{' '}
        <span className="font-medium">{entry.deviceName}</span>
      </p>
      <Differences aspect={entry.aspect} differences={entry.differences} isDone />
      {consequence !== undefined && <p className="mt-2 text-ink-2">{consequence}</p>}
    </UndoQuestion>
  );
}
