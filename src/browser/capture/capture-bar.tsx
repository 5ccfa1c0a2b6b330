import type { CaptureKind } from './capture-kinds.ts';
import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Button } from '#browser/ui/button.tsx';
import { Dialog, DialogButtons } from '#browser/ui/dialog.tsx';

/** Shows the mark of capture mode; `askToWrite` asks the person whether changes may reach a real tailnet. */
export function showCaptureBar(options: { kinds: ReadonlySet<CaptureKind> }): { askToWrite: () => Promise<boolean> } {
  const host = document.createElement('aside');
  host.setAttribute('aria-label', 'Capture mode');
  document.body.append(host);
  const root = createRoot(host);
  const draw = (question?: { readonly answer: (mayWrite: boolean) => void }) =>
    root.render(<CaptureBar kinds={options.kinds} question={question} />);
  draw();
  return {
    askToWrite: async () => {
      const answer = await new Promise<boolean>((resolve) => draw({ answer: resolve }));
      draw();
      return answer;
    },
  };
}

function CaptureBar(props: {
  kinds: ReadonlySet<CaptureKind>;
  question: { readonly answer: (mayWrite: boolean) => void } | undefined;
}): ReactNode {
  const { question } = props;
  return (
    <>
      <p data-capture-mark="">Identities masked</p>
      {question !== undefined && <WriteQuestion onAnswer={question.answer} />}
    </>
  );
}

function WriteQuestion(props: { onAnswer: (mayWrite: boolean) => void }): ReactNode {
  const { onAnswer } = props;
  const [isSure, setSure] = useState(false);
  return (
    <Dialog title="Change the real tailnet?" onClose={() => onAnswer(false)}>
      <p className="mt-2 text-small text-ink-2">
        Names on this page are masked, but this is no demo tailnet: the change takes effect. It is asked once for all
        pictures of this tab.
      </p>
      <DialogButtons>
        <Button onClick={() => onAnswer(false)}>Send nothing</Button>
        <Button
          kind="primary"
          onClick={() => {
            if (isSure) return;
            setSure(true);
            onAnswer(true);
          }}
        >
          Send changes
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
