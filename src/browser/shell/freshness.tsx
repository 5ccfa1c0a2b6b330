import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatExact, formatSpan } from '#browser/device/moment.ts';
import { IconButton } from '#browser/ui/button.tsx';
import { useNow } from '#browser/ui/use-now.ts';

/** How old what is on screen is: grey under a minute, amber under 15, then red; and the way to renew it. */
export function Freshness(props: {
  updatedAt: number;
  isFetching: boolean;
  onRefresh: () => void;
  label?: string;
  /** Why it cannot be renewed right now, as a sentence. */
  offReason?: string | undefined;
}): ReactNode {
  return (
    <span data-passing="" className="-mr-1 ml-auto inline-flex items-center gap-1 text-small whitespace-nowrap">
      <Age updatedAt={props.updatedAt} />
      <IconButton
        icon={RefreshCw}
        label={props.label ?? 'Refresh'}
        size="size-6"
        iconSize="size-3.5"
        isSpinning={props.isFetching}
        disabledReason={props.offReason}
        onClick={props.onRefresh}
      />
    </span>
  );
}

/** "Updated 12 s ago", alone, so that only these words are drawn anew each second. */
export function Age(props: { updatedAt: number; verb?: string }): ReactNode {
  const now = useNow(1000);
  if (props.updatedAt === 0) return null;
  const age = Math.max(0, now - props.updatedAt);
  const ink = age < 60_000 ? 'text-ink-3' : age < 900_000 ? 'text-warn-ink' : 'text-bad-ink';
  return (
    <span data-passing="" className={`figures ${ink}`}>
      {props.verb ?? 'Updated'}{' '}
      <time dateTime={new Date(props.updatedAt).toISOString()} title={formatExact(props.updatedAt)}>
        {formatSpan(age)} ago
      </time>
    </span>
  );
}
