import { useApi } from '#browser/api/api-context.ts';
import type { Entry } from '#browser/changes/change.ts';
import { useSyncExternalStore } from 'react';

/** The changes of this tab, newest last, as they are now. */
export function useActivity(): readonly Entry[] {
  const { activity } = useApi();
  return useSyncExternalStore(activity.subscribe, activity.entries);
}
