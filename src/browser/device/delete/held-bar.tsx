import { Button } from '#browser/ui/button.tsx';
import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Hold } from './use-hold.ts';

/** What waits to be sent, for how long, and the way back; the count stands still while it is looked at. */
export function HeldBar(props: {
  hold: Hold;
  /** "Deleting edge-fra-01". */
  words: string;
  onUndo: () => void;
}): ReactNode {
  const { hold, words } = props;
  if (hold.remaining === undefined) return null;
  return createPortal(
    // The handlers do nothing but stop the clock while somebody looks.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label="Waiting to be sent"
      onPointerEnter={() => hold.pause(true)}
      onPointerLeave={() => hold.pause(false)}
      onFocus={() => hold.pause(true)}
      onBlur={() => hold.pause(false)}
      className="fixed bottom-[calc(72px+env(safe-area-inset-bottom))] left-4 z-40 flex max-w-[calc(100vw-32px)] items-center gap-3 rounded-layer bg-raised py-1.5 pr-1.5 pl-3.5 text-small text-ink shadow-bar transition-opacity duration-(--duration-slow) md:bottom-5 min-[800px]:left-gutter starting:opacity-0"
    >
      <p className="min-w-0 wrap-anywhere">
        {words} {hold.isPaused ? 'waits at' : 'in'} <span className="figures">{hold.remaining} s</span>.
      </p>
      <Button icon={Undo2} label={`Undo: ${words}`} onClick={props.onUndo}>
        Undo
      </Button>
    </section>,
    document.body,
  );
}
