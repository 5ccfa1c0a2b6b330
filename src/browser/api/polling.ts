import { ApiError } from './api-error.ts';

const calm = 15_000;
const longest = 300_000;

/**
 * Milliseconds until a query asks again, or false for never: 15 s while all is well, the server's own time after a 429
 * (else doubling up to 5 minutes), and not at all once the server's key was refused, as asking again cannot mend that.
 */
export function pollInterval({
  error,
  errorUpdateCount,
}: {
  error: Error | null;
  errorUpdateCount: number;
}): number | false {
  if (!(error instanceof ApiError)) return calm;
  if (error.kind === 'key-refused' || error.kind === 'login') return false;
  if (error.kind === 'missing' || error.kind === 'unsupported' || error.kind === 'forbidden') return longest;
  return error.retryAfter ?? Math.min(longest, 10_000 * 2 ** Math.min(5, Math.max(0, errorUpdateCount - 1)));
}

/** Two silent retries for what may pass by itself; a refusal or a 429 is shown at once. */
export function shouldRetry(failures: number, error: Error): boolean {
  if (!(error instanceof ApiError)) return false;
  return failures < 2 && (error.kind === 'server' || error.kind === 'unreachable');
}

/** Milliseconds before the first and the second silent retry. */
export function retryDelay(failures: number): number {
  return failures === 0 ? 300 : 1200;
}
