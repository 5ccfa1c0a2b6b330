import { ApiError } from './api-error.ts';

const calm = 15_000;
const longest = 300_000;

/** What the pace of asking depends on: a query, as react-query hands it to its options. */
export type PacedQuery = {
  readonly state: {
    readonly error: Error | null;
    readonly errorUpdateCount: number;
    readonly errorUpdatedAt: number;
    readonly dataUpdateCount: number;
  };
};

/** How often to ask, and whether it may be asked now. */
export type Pace = {
  /**
   * Milliseconds until a query asks again, or false for never: 15 s while all is well, the server's own time after a
   * 429, else doubling from 10 s to 5 minutes with each failure in a row, and not at all once the server's key was
   * refused, as asking again cannot mend that.
   */
  readonly intervalOf: (query: PacedQuery) => number | false;
  /** False while a server that said how long to wait is to be left alone, even when the window gets focus. */
  readonly mayAsk: (query: PacedQuery) => boolean;
};

/** The pace of all queries of a page. `random` (0 to 1) spreads the attempts of many pages after one outage. */
export function createPace(random: () => number): Pace {
  // react-query counts failures over the life of a query; a row of them begins anew with each answer.
  const rows = new WeakMap<PacedQuery, { answers: number; before: number; failures: number; wait: number }>();

  const backOff = (query: PacedQuery): number => {
    const { errorUpdateCount, dataUpdateCount } = query.state;
    const known = rows.get(query);
    if (known?.answers === dataUpdateCount && known.failures === errorUpdateCount) return known.wait;
    const before = known?.answers === dataUpdateCount ? known.before : errorUpdateCount - 1;
    const doublings = Math.min(5, Math.max(0, errorUpdateCount - before - 1));
    const wait = Math.min(longest, Math.round(10_000 * 2 ** doublings * (1 + random() / 5)));
    rows.set(query, { answers: dataUpdateCount, before, failures: errorUpdateCount, wait });
    return wait;
  };

  return {
    intervalOf(query) {
      const { error } = query.state;
      if (!(error instanceof ApiError)) return calm;
      if (error.kind === 'key-refused' || error.kind === 'login') return false;
      if (error.kind === 'missing' || error.kind === 'unsupported' || error.kind === 'forbidden') return longest;
      // Zero would read as never.
      return error.retryAfter === undefined ? backOff(query) : Math.max(1000, error.retryAfter);
    },
    mayAsk({ state: { error, errorUpdatedAt } }) {
      if (!(error instanceof ApiError) || error.retryAfter === undefined) return true;
      return Date.now() - errorUpdatedAt >= error.retryAfter;
    },
  };
}

/** One silent retry for what may pass by itself; a refusal or a 429 is shown at once. */
export function shouldRetry(failures: number, error: Error): boolean {
  if (!(error instanceof ApiError)) return false;
  return failures < 1 && (error.kind === 'server' || error.kind === 'unreachable');
}

/** Milliseconds before the silent retry. `random` (0 to 1) keeps many pages, and many readings, from coming back at once. */
export function retryDelay(random: () => number): number {
  return 300 + Math.round(random() * 900);
}
