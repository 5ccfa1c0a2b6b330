import { Button } from '#browser/ui/button.tsx';
import { type ReactNode, useEffect, useRef } from 'react';

/**
 * Asks in the place of a form's buttons whether to throw away what is typed, or what is staged: "2 changes". Focus is on
 * the answer that loses nothing.
 */
export function DiscardQuestion(props: { staged?: string; onDiscard: () => void; onKeep: () => void }): ReactNode {
  const keep = useRef<HTMLButtonElement>(null);
  // Focus belongs to the document; it goes back when the question is answered.
  useEffect(() => {
    const before = document.activeElement;
    keep.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div role="group" aria-label="Discard?" className="mt-3 flex flex-wrap items-center gap-2">
      <span className="mr-1 text-small font-medium">Discard {props.staged ?? 'what is typed'}?</span>
      <Button ref={keep} onClick={props.onKeep}>
        Keep editing
      </Button>
      <Button kind="danger" onClick={props.onDiscard}>
        Discard {props.staged ?? 'it'}
      </Button>
    </div>
  );
}
