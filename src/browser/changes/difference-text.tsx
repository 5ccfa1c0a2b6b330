import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Difference } from './change.ts';

/** One difference of a change: what comes is green, what goes is red, and what becomes another stands before it. */
export function DifferenceText({ difference }: { difference: Difference }): ReactNode {
  switch (difference.kind) {
    case 'added':
      return <span className="rounded-chip bg-ok-tint px-1 wrap-anywhere text-ok-ink">+{difference.text}</span>;
    case 'removed':
      return <span className="rounded-chip bg-bad-tint px-1 wrap-anywhere text-bad-ink">−{difference.text}</span>;
    case 'became':
      return (
        <>
          <span className="wrap-anywhere">{difference.before}</span>
          <ArrowRight className="size-3 shrink-0" strokeWidth={1.75} aria-label="becomes" role="img" />
          <span className="wrap-anywhere text-ink">{difference.after}</span>
        </>
      );
  }
}
