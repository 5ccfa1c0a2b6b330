import { CircleAlert, Timer, WifiOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ApiErrorKind } from '#browser/api/api-error.ts';
import { formatClock } from '#browser/device/moment.ts';
import { Button } from '#browser/ui/button.tsx';
import { BannerDetails } from './banner-details.tsx';
import { Countdown } from './countdown.tsx';
import { Age } from './freshness.tsx';
import { type Trouble, waitReason } from './trouble.ts';

/** One line under the bar while the data on screen cannot be renewed. The data stays, and says how old it is. */
export function Banner(props: {
  trouble: Trouble;
  updatedAt: number;
  isFetching: boolean;
  onTry: () => void;
}): ReactNode {
  const { trouble, updatedAt } = props;
  const look = lookOf(trouble.kind);
  const { Icon } = look;
  const [isOpen, setOpen] = useState(false);
  // What the others are is said whole in their line.
  const error = quiet.has(trouble.kind) ? undefined : trouble.error;
  return (
    <div
      role={look.role}
      className={`flex min-h-10 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 px-gutter py-1 text-small max-md:px-4 ${look.fill}`}
    >
      <span className="flex items-start gap-2.5">
        <Icon className={`mt-0.5 size-4 shrink-0 ${look.ink}`} strokeWidth={1.75} aria-hidden />
        <span>
          <span className="font-medium">{titleOf(trouble)}</span>{' '}
          <span className="text-ink-2">
            <Rest trouble={trouble} updatedAt={updatedAt} />
          </span>
        </span>
      </span>
      <span className="ml-auto flex items-center gap-2">
        <span className="mr-2">
          <Age updatedAt={updatedAt} />
        </span>
        {error !== undefined && (
          <Button kind="ghost" size="sm" expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Details
          </Button>
        )}
        {trouble.kind !== 'offline' && (
          <Button size="sm" isBusy={props.isFetching} disabledReason={waitReason(trouble)} onClick={props.onTry}>
            Try now
          </Button>
        )}
      </span>
      {isOpen && error !== undefined && <BannerDetails error={error} />}
    </div>
  );
}

const quiet: ReadonlySet<ApiErrorKind> = new Set(['offline', 'slow-down', 'key-refused', 'unreachable']);

function lookOf(kind: ApiErrorKind) {
  if (kind === 'offline') return { Icon: WifiOff, fill: 'bg-active', ink: 'text-ink-2', role: 'status' } as const;
  if (kind === 'slow-down') return { Icon: Timer, fill: 'bg-warn-tint', ink: 'text-warn-ink', role: 'status' } as const;
  return { Icon: CircleAlert, fill: 'bg-bad-tint', ink: 'text-bad-ink', role: 'alert' } as const;
}

function titleOf(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'offline':
      return 'You are offline.';
    case 'slow-down':
      return 'The server asked Tailboard to slow down.';
    case 'key-refused':
      return "The API refused the server's Tailscale key.";
    case 'unreachable':
      return 'Tailboard itself does not answer.';
    case 'forbidden':
      return 'The key may not list devices (403).';
    case 'unexpected':
      return 'The server sent an unexpected answer.';
    case 'login':
    case 'missing':
    case 'unsupported':
    case 'invalid':
    case 'server':
      return `The server did not answer (${trouble.status}).`;
  }
}

function Rest(props: { trouble: Trouble; updatedAt: number }): ReactNode {
  const { trouble, updatedAt } = props;
  if (trouble.kind === 'offline') return 'Saving is off until the connection is back.';
  if (trouble.kind === 'key-refused')
    return `Showing data from ${formatClock(updatedAt)} UTC. Changes are off until whoever runs Tailboard replaces it.`;
  if (trouble.next === undefined) return null;
  return (
    <>
      Trying again in <Countdown {...trouble.next} />.{trouble.kind === 'slow-down' && ' Your edits are kept.'}
    </>
  );
}
