import { useApi } from '#browser/api/api-context.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { useCallback, useSyncExternalStore } from 'react';

/**
 * A failure as it is known by now: the end of a change whose answer was lost may have been read since, and the log has
 * it. Every other failure stays as it is.
 */
export function useKnownOutcome(): (error: Error) => Error {
  const { activity } = useApi();
  const entries = useSyncExternalStore(activity.subscribe, activity.entries);
  return useCallback(
    (error) => {
      if (!(error instanceof ChangeError) || error.outcome !== 'unknown') return error;
      const outcome = entries.find(({ id }) => id === error.entryId)?.outcome;
      return outcome === 'applied' || outcome === 'not-applied'
        ? new ChangeError(outcome, error.reason, error.entryId)
        : error;
    },
    [entries],
  );
}
