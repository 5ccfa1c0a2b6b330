import type { Routes } from '#browser/api/queries.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import { listed } from './other-routers.ts';
import { routeKey } from '#contract/prefix.ts';
import { keysOf } from './subnet-routes.schema.ts';

/**
 * What others changed since `opened`, as sentences; `own` are prefixes that this page itself is changing. A draft holds
 * wishes and no list, so nothing of theirs is undone by saving it.
 */
export function foreignChanges(opened: Routes, now: Routes, own: readonly string[]): readonly string[] {
  const ours = keysOf(own);
  const fresh = (after: readonly string[], before: readonly string[]) => {
    const known = keysOf(before);
    const keys = [...keysOf(after)].filter((key) => !known.has(key));
    const subnets = keys.filter((key) => !isExitRoute(key));
    return subnets.length < keys.length ? [...subnets, 'the exit node'] : subnets;
  };
  const theirs = (routes: readonly string[]) => routes.filter((route) => !ours.has(routeKey(route)));
  const sentence = (names: readonly string[], words: (isOne: boolean) => string) => {
    if (names.length === 0) return [];
    const list = listed(names);
    return [`${list.charAt(0).toUpperCase()}${list.slice(1)} ${words(names.length === 1)}`];
  };
  const approved = keysOf(now.enabled);
  const waiting = now.advertised.filter((route) => !approved.has(routeKey(route)));
  return [
    ...sentence(fresh(theirs(now.enabled), opened.enabled), (isOne) =>
      isOne
        ? 'was approved by someone else meanwhile. It is kept.'
        : 'were approved by someone else meanwhile. They are kept.',
    ),
    ...sentence(fresh(theirs(opened.enabled), now.enabled), (isOne) =>
      isOne
        ? 'was withdrawn by someone else meanwhile. It stays so.'
        : 'were withdrawn by someone else meanwhile. They stay so.',
    ),
    ...sentence(fresh(waiting, opened.advertised), (isOne) =>
      isOne ? 'is newly advertised. It is not ticked.' : 'are newly advertised. They are not ticked.',
    ),
    ...sentence(fresh(opened.advertised, now.advertised), (isOne) =>
      isOne ? 'is no longer advertised by the device.' : 'are no longer advertised by the device.',
    ),
  ];
}
