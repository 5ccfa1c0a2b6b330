import type { Routes } from '#browser/api/queries.ts';
import type { ListMerge } from '#browser/device/list-conflict/list-merge.ts';
import { routeKey } from '#contract/prefix.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import { listed } from '#browser/device/listed.ts';
import { exitUnit, isConflict } from './routes-base.ts';
import { keysOf } from './subnet-routes.schema.ts';

/** What others changed since `opened`, as sentences; `merge` is what they did to the approvals and the draft to theirs. */
export function foreignChanges(opened: Routes, now: Routes, merge: ListMerge): readonly string[] {
  const sentence = (names: readonly string[], words: (isOne: boolean) => string) => {
    if (names.length === 0) return [];
    const list = listed(names);
    return [`${list.charAt(0).toUpperCase()}${list.slice(1)} ${words(names.length === 1)}`];
  };
  const moved = (isMeant: (row: ListMerge['rows'][number]) => boolean) =>
    merge.rows.filter(isMeant).map(({ unit }) => (unit === exitUnit ? exitName : unit));
  const approved = keysOf(now.enabled);
  const waiting = now.advertised.filter((route) => !approved.has(routeKey(route)));
  return [
    ...sentence(
      moved(({ opened, current }) => current.length > opened.length),
      (isOne) => `${isOne ? 'was' : 'were'} approved by someone else meanwhile.`,
    ),
    ...sentence(
      moved(({ opened, current }) => current.length < opened.length),
      (isOne) => `${isOne ? 'was' : 'were'} withdrawn by someone else meanwhile.`,
    ),
    ...(isConflict(merge) ? ['Saving asks what to keep.'] : []),
    ...sentence(fresh(waiting, opened.advertised), (isOne) =>
      isOne ? 'is newly advertised. It is not ticked.' : 'are newly advertised. They are not ticked.',
    ),
    ...sentence(fresh(opened.advertised, now.advertised), (isOne) =>
      isOne ? 'is no longer advertised by the device.' : 'are no longer advertised by the device.',
    ),
  ];
}

const exitName = 'the exit node';

/** What only the first list has, the exit node as one thing. */
function fresh(after: readonly string[], before: readonly string[]): readonly string[] {
  const known = keysOf(before);
  const keys = [...keysOf(after)].filter((key) => !known.has(key));
  const subnets = keys.filter((key) => !isExitRoute(key));
  return subnets.length < keys.length ? [...subnets, exitName] : subnets;
}
