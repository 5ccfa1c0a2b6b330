import type { ApiError } from '#browser/api/api-error.ts';

/**
 * A change of routes that failed outside of its sending: not-sent (the routes could not be read first, so nothing was
 * sent), changed-since (others changed them since the person saw them, so nothing was sent, and the person is asked) or
 * not-kept (the server said yes, and goes on showing something else).
 */
export class RoutesWriteError extends Error {
  readonly outcome: 'not-sent' | 'changed-since' | 'not-kept';
  /** Why they could not be read; undefined for the other outcomes. */
  readonly reason: ApiError | undefined;

  constructor(outcome: RoutesWriteError['outcome'], reason?: ApiError) {
    super(reason?.message ?? `The routes were not changed: ${outcome}.`, { cause: reason });
    this.name = 'RoutesWriteError';
    this.outcome = outcome;
    this.reason = reason;
  }
}
