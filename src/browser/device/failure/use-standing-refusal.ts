import { useApi } from '#browser/api/api-context.ts';
import { type Entry, singleEntries } from '#browser/changes/change.ts';
import { useState, useSyncExternalStore } from 'react';

/**
 * The last plain no (402 or 403) to changes of one kind in this tab, which any other change of that kind would meet, too:
 * it decides what is offered, on every device and after a reload. Gone once such a change succeeded, and for this
 * component once the person wants to ask again all the same.
 */
export function useStandingRefusal(
  isKind: (entry: Entry) => boolean,
): readonly [refusal: Entry | undefined, askAgain: () => void] {
  const { activity } = useApi();
  const entries = useSyncExternalStore(activity.subscribe, activity.entries);
  const [forgiven, setForgiven] = useState<string>();
  const last = singleEntries(entries).findLast(
    (entry) => isKind(entry) && (entry.outcome === 'applied' || isPlainNo(entry)),
  );
  const refusal = last !== undefined && isPlainNo(last) && last.id !== forgiven ? last : undefined;
  const askAgain = () => {
    if (refusal !== undefined) setForgiven(refusal.id);
  };
  return [refusal, askAgain];
}

function isPlainNo({ outcome, status }: Entry): boolean {
  return outcome === 'refused' && (status === 402 || status === 403);
}
