import type { UnreadableDevice } from '#contract/device-list.ts';
import { RotateCw, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '#browser/api/api-error.ts';
import { wordsOf } from '#browser/api/error-words.ts';
import { Countdown } from '#browser/shell/countdown.tsx';
import { type Trouble, waitReason } from '#browser/shell/trouble.ts';
import { Button } from '#browser/ui/button.tsx';
import { CopyButton } from '#browser/ui/copy-button.tsx';
import { Mono } from '#browser/ui/text.tsx';
import { rowGrid } from './columns.ts';

const loadingRows = Array.from({ length: 18 }, (_, index) => index);

/** Bars in the places of the first rows, shown only when loading takes longer than 150 ms: a flash of them would be noise. */
export function LoadingRows(): ReactNode {
  const [isLate, setLate] = useState(false);
  const [isSlow, setSlow] = useState(false);
  // Timers belong to the browser, not to React.
  useEffect(() => {
    const late = setTimeout(() => setLate(true), 150);
    const slow = setTimeout(() => setSlow(true), 5000);
    return () => {
      clearTimeout(late);
      clearTimeout(slow);
    };
  }, []);
  return (
    <>
      <p role="status" className={isSlow ? 'px-gutter pt-1 pb-2 text-small text-ink-2 max-md:px-4' : 'sr-only'}>
        {isSlow && 'Still waiting for the server.'}
      </p>
      {isLate ? <RowBars /> : <div className="flex-1" />}
    </>
  );
}

function RowBars(): ReactNode {
  return (
    <div className="flex-1 overflow-hidden" aria-hidden>
      <div className="h-8 border-b border-line-strong max-md:hidden" />
      {loadingRows.map((row) => (
        <div
          key={row}
          style={{ opacity: Math.max(0.12, 1 - row * 0.055) }}
          className={`h-row items-center border-b border-line px-gutter max-md:h-16 max-md:px-4 ${rowGrid}`}
        >
          <div className="flex items-center gap-2.5">
            <span className="size-2.5 rounded-full bg-active" />
            <Bar width={70 + ((row * 37) % 70)} />
          </div>
          <Bar width={90 + ((row * 53) % 100)} />
          <span className="hidden min-[980px]:block">
            <Bar width={96} />
          </span>
          <span className="hidden gap-4 min-[1140px]:flex">
            <Bar width={42} />
            <Bar width={40} />
          </span>
          {row % 3 === 1 ? <Bar width={80 + ((row * 29) % 80)} /> : <span />}
          <span className="hidden min-[1300px]:block">
            <Bar width={64} />
          </span>
        </div>
      ))}
    </div>
  );
}

function Bar(props: { width: number }): ReactNode {
  return <span className="block h-2.5 max-w-full rounded-chip bg-active" style={{ width: props.width }} />;
}

/** The list could not be loaded at all: what happened, the request id for support, and the way out. */
export function ListError(props: {
  error: Error;
  trouble: Trouble | undefined;
  isBusy: boolean;
  onRetry: () => void;
}): ReactNode {
  const { error, trouble } = props;
  const words = wordsOf(error);
  return (
    <div role="alert" className="flex flex-1 flex-col items-start gap-1 px-gutter pt-6 max-md:px-4">
      <p className="text-body font-medium">The devices could not be loaded.</p>
      <p className="max-w-[64ch] text-small text-ink-2">
        {words.title} {words.way}
      </p>
      {words.quote !== undefined && <Mono className="text-ink-2">{words.quote}</Mono>}
      {error instanceof ApiError && error.requestId !== undefined && (
        <p className="text-small text-ink-3">
          Request <Mono>{error.requestId}</Mono> <CopyButton text={error.requestId} label="Copy request ID" />
        </p>
      )}
      {trouble?.next !== undefined && (
        <p className="text-small text-ink-3">
          Trying again in <Countdown {...trouble.next} />.
        </p>
      )}
      <Button
        icon={RotateCw}
        className="mt-2"
        isBusy={props.isBusy}
        disabledReason={waitReason(trouble)}
        onClick={props.onRetry}
      >
        Try again
      </Button>
    </div>
  );
}

/** A tailnet without devices: the next step and nothing else. */
export function EmptyTailnet(props: { tailnet: string }): ReactNode {
  return (
    <div className="flex flex-1 flex-col items-start gap-1 px-gutter pt-6 max-md:px-4">
      <p className="text-body font-medium">No devices in {props.tailnet || 'this tailnet'} yet.</p>
      <p className="text-small text-ink-3">Install the client on a machine, then sign in:</p>
      <div className="mt-2 flex h-9 w-[420px] max-w-full items-center rounded-control bg-sunken pr-1.5 pl-3 font-mono text-code">
        tailscale up
        <CopyButton text="tailscale up" label="Copy command" className="ml-auto" />
      </div>
    </div>
  );
}

/** Entries of the answer that are no device: counted and named, so that nobody takes them for gone. */
export function UnreadableStrip(props: { unreadable: readonly UnreadableDevice[] }): ReactNode {
  const { unreadable } = props;
  if (unreadable.length === 0) return null;
  const ids = unreadable.slice(0, 5).map(({ id, position }) => id ?? `entry ${position + 1}`);
  return (
    <div
      role="status"
      className="mx-gutter mb-2 flex items-start gap-2 rounded-control bg-warn-tint px-3 py-2 text-small max-md:mx-4"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn-ink" strokeWidth={1.75} aria-hidden />
      <p>
        <span className="font-medium">
          {unreadable.length === 1 ? '1 device could not be read.' : `${unreadable.length} devices could not be read.`}
        </span>{' '}
        <span className="text-ink-2">
          The server sent something else in {unreadable.length === 1 ? 'its place' : 'their places'}:{' '}
          <Mono>{ids.join(', ')}</Mono>
          {unreadable.length > ids.length && ' and others'}. All other devices are listed.
        </span>
      </p>
    </div>
  );
}

/** The list came without routes, so their badges are missing for another reason than that all is well. */
export function NoRoutesStrip(): ReactNode {
  return (
    <p role="status" className="mx-gutter mb-2 text-small text-ink-2 max-md:mx-4">
      <span className="font-medium text-ink">Routes are not shown.</span> This server could not list all fields; each
      device’s own page has its routes.
    </p>
  );
}
