import type { ReactNode } from 'react';
import { formatSpan } from '#browser/device/moment.ts';
import { useNow } from '#browser/ui/use-now.ts';

/** That the server wants to be left alone until a moment, which was `wait` milliseconds away when it said so. */
export function SlowDown(props: { at: number; wait: number }): ReactNode {
  const now = useNow(1000);
  return (
    <p role="status" className="mt-1.5 text-small text-warn-ink">
      The server asked Tailboard to slow down. Trying again in{' '}
      <span className="figures">{formatSpan(Math.max(0, Math.min(props.wait, props.at - now)))}</span>.
    </p>
  );
}
