import type { ReactNode } from 'react';
import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';

/** Asks, before the first change, whether a page that is there for pictures may change a real tailnet. */
export function WriteQuestion(props: { onAnswer: (mayWrite: boolean) => void }): ReactNode {
  const { onAnswer } = props;
  return (
    <Dialog title="Change the real tailnet?" onClose={() => onAnswer(false)}>
      <p className="mt-2 text-small text-ink-2">
        What you see is masked, but the tailnet is a real one: the change takes effect. Once allowed, you are not asked
        again for the pictures of this tab.
      </p>
      <DialogButtons>
        <Button onClick={() => onAnswer(false)}>Send nothing</Button>
        <Button kind="primary" onClick={() => onAnswer(true)}>
          Allow changes
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
