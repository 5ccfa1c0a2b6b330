import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Reading, readGently } from './gentle-reading.ts';

/** A reading as a page shows it; `at` is when it began, milliseconds since 1970. */
type Kept<Answered> = Reading<Answered> & { readonly at: number };

/** How long what was read may be old and still be gone on with, in milliseconds. */
const freshFor = 300_000;
/** At most ten drawings a second, however fast the server answers. */
const drawEvery = 100;

/**
 * Reads one thing of many devices while the page is open. What was read stays for some minutes, so that coming back goes
 * on where leaving has stopped it. `name` tells one reading from another.
 */
export function useGentleReading<Answered>(
  name: string,
  ask: (id: string, signal: AbortSignal) => Promise<Answered>,
): {
  readonly reading: Kept<Answered> | undefined;
  /** Reads these devices; those that were read before only with `again`. */
  readonly start: (ids: readonly string[], again?: boolean) => void;
  readonly stop: () => void;
} {
  const queryClient = useQueryClient();
  const queryKey = ['gentle', name];
  const run = useRef<AbortController>(undefined);
  // Nobody asks it: it only keeps what is set.
  const { data } = useQuery<Kept<Answered> | null>({
    queryKey,
    queryFn: () => null,
    enabled: false,
    staleTime: Infinity,
    gcTime: freshFor,
    structuralSharing: false,
  });
  // A reading belongs to its page.
  useEffect(() => () => run.current?.abort(), []);

  const start = (ids: readonly string[], again = false) => {
    run.current?.abort();
    const stop = new AbortController();
    run.current = stop;
    const isFresh = data !== undefined && data !== null && Date.now() - data.at < freshFor;
    const at = isFresh && !again ? data.at : Date.now();
    let drawnAt = 0;
    void readGently({
      ids,
      ask,
      ...(isFresh && !again ? { known: data.answers } : {}),
      signal: stop.signal,
      onProgress: (reading) => {
        const isRunning = reading.phase === 'running';
        if (run.current !== stop || (isRunning && performance.now() - drawnAt < drawEvery)) return;
        drawnAt = performance.now();
        queryClient.setQueryData(queryKey, {
          ...reading,
          answers: new Map(reading.answers),
          failures: new Map(reading.failures),
          at,
        });
      },
    });
  };
  return { reading: data ?? undefined, start, stop: () => run.current?.abort() };
}
