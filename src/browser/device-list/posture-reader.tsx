import type { ListedDevice } from '#contract/device-list.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { type Reading, readGently } from '#browser/api/gentle-reading.ts';
import { Countdown } from '#browser/shell/countdown.tsx';
import { Button } from '#browser/ui/button.tsx';
import type { ReadPosture } from './use-posture.ts';

/**
 * Over a list that shows posture attributes: of how many of its devices they were read, and a way to read the others.
 * The API tells them one device at a time, so nobody's server is asked ten thousand times without being told to.
 */
export function PostureReader(props: {
  devices: readonly ListedDevice[];
  read: ReadPosture;
  /** Up to so many are read at once; by default none. */
  readsAtOnce?: number;
  className?: string;
}): ReactNode {
  const { devices, read } = props;
  const { queries } = useApi();
  const queryClient = useQueryClient();
  const running = useRef<AbortController>(undefined);
  const [reading, setReading] = useState<Reading<unknown> | undefined>();
  // What is being read ends with the list.
  useEffect(() => () => running.current?.abort(), []);
  // The attributes of a shared-in device are its owner's to read.
  const readable = devices.filter(({ isExternal }) => isExternal !== true);
  const missing = readable.filter(({ key }) => read(key) === undefined);
  const start = () => {
    const stop = new AbortController();
    running.current = stop;
    void readGently<unknown>({
      ids: missing.map(({ nodeId, id }) => nodeId || id || ''),
      // Kept as long as the page, as reading ten thousand again would cost as much as the first time.
      ask: (id) => queryClient.query({ ...queries.attributes(id), gcTime: Infinity }),
      signal: stop.signal,
      // The list counts what was read; here only the phase counts.
      onProgress: (now) => setReading((before) => (before?.phase === now.phase ? before : { ...now })),
    });
  };
  const startIfFew = useEffectEvent(() => {
    if (missing.length > 0 && missing.length <= (props.readsAtOnce ?? 0)) start();
  });
  // Once, when it comes: what is added later is read when told to.
  useEffect(() => startIfFew(), []);
  if (missing.length === 0) return null;
  const isReading = reading?.phase === 'running' || reading?.phase === 'waiting';
  return (
    <div
      className={`flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-2 ${props.className ?? 'mx-gutter mb-2 max-md:mx-4'}`}
    >
      <p className="figures">
        Posture attributes are read device by device: {(readable.length - missing.length).toLocaleString('en')} of{' '}
        {readable.length.toLocaleString('en')} so far.
      </p>
      {isReading ? (
        <Button size="sm" onClick={() => running.current?.abort()}>
          Stop reading
        </Button>
      ) : (
        <Button size="sm" onClick={start}>
          {`Read the other ${missing.length.toLocaleString('en')}`}
        </Button>
      )}
      {reading?.pause !== undefined && isReading && (
        <p>
          The server asked Tailboard to slow down. Trying again in <Countdown {...reading.pause} />.
        </p>
      )}
      {reading?.refusal !== undefined && (
        <p role="alert" className="w-full text-bad-ink">
          Reading stopped. <span className="font-mono text-code">{reading.refusal.message}</span>
        </p>
      )}
      {reading?.phase === 'done' && reading.failures.size > 0 && (
        <p role="alert" className="w-full text-bad-ink">
          {reading.failures.size === 1 ? '1 device' : `${reading.failures.size} devices`} could not be read.
        </p>
      )}
    </div>
  );
}
