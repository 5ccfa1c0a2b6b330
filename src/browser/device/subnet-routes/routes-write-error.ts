import type { ApiError } from '#browser/api/api-error.ts';

/**
 * A change of routes that failed outside of its sending: not-sent (the routes could not be read first, so nothing was
 * sent) or not-kept (the server said yes, and goes on showing something else).
 */
export class RoutesWriteError extends Error {
  readonly outcome: 'not-sent' | 'not-kept';
  /** What the server said; undefined for not-kept. */
  readonly reason: ApiError | undefined;

  constructor(outcome: RoutesWriteError['outcome'], reason?: ApiError) {
    super(reason?.message ?? 'The server shows other routes than it agreed to.', { cause: reason });
    this.name = 'RoutesWriteError';
    this.outcome = outcome;
    this.reason = reason;
  }
}
