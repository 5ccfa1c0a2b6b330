import type { ReactNode } from 'react';

/** A fact that the server does not tell: a dash, and never a guess. `words` is what a screen reader says. */
export function Unknown(props: { words?: string }): ReactNode {
  return (
    <span className="text-ink-3">
      <span aria-hidden>–</span>
      <span className="sr-only">{props.words ?? 'Unknown'}</span>
    </span>
  );
}
