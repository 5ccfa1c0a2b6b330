import { ApiError } from './api-error.ts';

/**
 * How far a reading of many devices has come: running; waiting (the server asked for a `pause`);
 * stopped by the person; refused as a whole (`refusal`); done.
 */
export type Reading<Answered> = {
  readonly phase: 'running' | 'waiting' | 'stopped' | 'refused' | 'done';
  readonly total: number;
  /** What was read so far, by device. */
  readonly answers: ReadonlyMap<string, Answered>;
  /** Why a device could not be read, by device. */
  readonly failures: ReadonlyMap<string, Error>;
  /** When it goes on, milliseconds since 1970, and how far that is from the moment of telling. */
  readonly pause: { readonly at: number; readonly wait: number } | undefined;
  readonly refusal: Error | undefined;
};

/** What is true of every device when it is true of one: asking on would only cost the server. */
const final = new Set(['key-refused', 'login', 'forbidden', 'unsupported', 'offline', 'unreachable']);
const usualPause = 10_000;
const mostAttempts = 3;

/**
 * Asks one thing of many devices without being a burden: at most `width` at a time, nobody at all while the server asks
 * for a pause (429), and nothing more once it refuses as a whole. What is in `known` is not asked again. Tells how far it
 * is after each answer; resolves when it has ended, one way or the other.
 */
export async function readGently<Answered>(options: {
  ids: readonly string[];
  ask: (id: string, signal: AbortSignal) => Promise<Answered>;
  known?: ReadonlyMap<string, Answered>;
  signal: AbortSignal;
  onProgress: (reading: Reading<Answered>) => void;
  width?: number;
  /** Milliseconds of a clock that nobody sets: a pause ends, whatever the time of day does. */
  now?: () => number;
  /** Resolves after so many milliseconds, or once the signal is aborted. */
  sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}): Promise<void> {
  const { ids, ask, signal, width = 4, now = () => performance.now(), sleep = pause } = options;
  const answers = new Map(options.known);
  const failures = new Map<string, Error>();
  const attempts = new Map<string, number>();
  const queue = ids.filter((id) => !answers.has(id));
  let next = 0;
  let resumesAt: number | undefined;
  let refusal: Error | undefined;

  const pauseLeft = () => (resumesAt === undefined ? 0 : resumesAt - now());
  const tell = (phase: Reading<Answered>['phase']) => {
    const wait = pauseLeft();
    const pause = phase === 'waiting' ? { at: Date.now() + wait, wait } : undefined;
    options.onProgress({ phase, total: ids.length, answers, failures, pause, refusal });
  };
  const isOver = () => signal.aborted || refusal !== undefined;

  /** Whether to ask the same device again. */
  const goesOn = (id: string, error: unknown): boolean => {
    const reason = error instanceof Error ? error : new Error('Unknown failure.');
    const kind = error instanceof ApiError ? error.kind : 'unexpected';
    if (kind === 'slow-down') {
      const wait = (error instanceof ApiError ? error.retryAfter : undefined) ?? usualPause;
      resumesAt = Math.max(resumesAt ?? 0, now() + Math.max(1000, wait));
      return true;
    }
    if (final.has(kind)) {
      refusal ??= reason;
      return false;
    }
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    if (kind === 'server' && attempt < mostAttempts) return true;
    failures.set(id, reason);
    return false;
  };

  const work = async () => {
    for (let id = queue[next++]; id !== undefined && !isOver(); id = queue[next++]) {
      for (let isAsking = true; isAsking && !isOver();) {
        for (let wait = pauseLeft(); wait > 0 && !isOver(); wait = pauseLeft()) {
          tell('waiting');
          await sleep(wait, signal);
        }
        if (isOver()) return;
        resumesAt = undefined;
        try {
          answers.set(id, await ask(id, signal));
          isAsking = false;
        } catch (error) {
          if (signal.aborted) return;
          isAsking = goesOn(id, error);
        }
        if (!isOver()) tell(resumesAt === undefined ? 'running' : 'waiting');
      }
    }
  };
  tell('running');
  await Promise.all(Array.from({ length: Math.min(width, queue.length) }, work));
  tell(refusal !== undefined ? 'refused' : signal.aborted ? 'stopped' : 'done');
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
  });
}
