import type { ApiError } from '#browser/api/api-error.ts';

/**
 * A change that failed outside of its sending: not-sent (what is there could not be read first), changed-since (somebody
 * else changed it in the meantime, so nothing was sent), not-kept (the server said yes, and goes on showing something
 * else), not-read (the server said yes, and could not be read since).
 */
export class WriteError extends Error {
  readonly outcome: 'not-sent' | 'changed-since' | 'not-kept' | 'not-read';
  /** What the server said; undefined where it said nothing. */
  readonly reason: ApiError | undefined;

  constructor(outcome: WriteError['outcome'], reason?: ApiError) {
    super(reason?.message ?? outcome, { cause: reason });
    this.name = 'WriteError';
    this.outcome = outcome;
    this.reason = reason;
  }
}
