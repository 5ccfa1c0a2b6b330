import type { ReactNode } from 'react';
import { formatSpan } from '#browser/device/moment.ts';
import { useNow } from '#browser/ui/use-now.ts';

/** "12 s" until a moment that was `wait` milliseconds away. A clock that is set back makes it no longer than that. */
export function Countdown(props: { at: number; wait: number }): ReactNode {
  const now = useNow(1000);
  return <span className="figures font-medium text-ink">{formatSpan(Math.min(props.wait, props.at - now))}</span>;
}
