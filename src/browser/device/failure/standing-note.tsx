import { Button } from '#browser/ui/button.tsx';
import { keepFocus } from '#browser/ui/keep-focus.ts';
import type { ReactNode } from 'react';
import type { StandingOff } from './use-standing-off.ts';

/**
 * Why changes are off since a plain no, and the way to ask once more all the same; nothing while they are not. In a form,
 * which says the reason at its own button, only the way (`isBrief`).
 */
export function StandingNote(props: { off: StandingOff; isBrief?: boolean; className?: string }): ReactNode {
  const { off, isBrief = false, className = 'mt-2' } = props;
  if (off.reason === undefined) return null;
  return (
    <p ref={keepFocus} className={`${className} text-caption text-ink-3`}>
      {!isBrief && `${off.reason} `}
      <Button size="sm" kind="ghost" className={isBrief ? '-ml-2 px-2!' : '-my-1 -ml-2 px-2!'} onClick={off.askAgain}>
        Try again anyway
      </Button>
    </p>
  );
}
