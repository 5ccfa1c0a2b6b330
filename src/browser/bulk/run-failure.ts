import { ApiError } from '#browser/api/api-error.ts';
import { ChangeError } from '#browser/changes/send-change.ts';

/** Why a change of a run failed, where it was the server or the network. */
export function reasonOf(error: Error): ApiError | undefined {
  const reason = error instanceof ApiError ? error : error.cause;
  return reason instanceof ApiError ? reason : undefined;
}

/** True when the change may have been carried out all the same. */
export function isUnclear(error: Error): boolean {
  return error instanceof ChangeError && error.outcome !== 'refused';
}

/** True when going on makes no sense: nobody can send, or the server said no before it ever said yes. */
export function wouldAllFail({ kind, status }: ApiError, applied: number): boolean {
  if (kind === 'key-refused' || kind === 'login' || kind === 'offline' || kind === 'unreachable') return true;
  return applied === 0 && (status === 402 || status === 403 || kind === 'unsupported');
}
