// Telling what others changed from what this page did itself.
import { type Entry, singleEntries } from '#browser/changes/change.ts';
import { type ListMerge, isSameUnit, mergeLists } from '#browser/device/list-conflict/list-merge.ts';
import { routeKey, sortRoutes } from '#contract/prefix.ts';
import { exitRoutes, isExitRoute } from '#contract/subnet-routes.ts';
import { type RoutesBase, type RoutesIntent, applyRoutes, keysOf } from './subnet-routes.schema.ts';

/** What the exit node is called as one thing of a list: both of its routes move together. */
export const exitUnit = 'Exit node';

/**
 * The three versions of the approved routes: `intent` is decided on `base`, and what is the page's own is as it is now.
 * Rows are sorted, the exit node last.
 */
export function mergeRoutes(base: RoutesBase, current: readonly string[], intent: RoutesIntent): ListMerge {
  const own = keysOf(base.own);
  const isOwn = (route: string) => own.has(routeKey(route));
  const opened = [...base.approved.filter((route) => !isOwn(route)), ...current.filter(isOwn)];
  const wanted = applyRoutes({ advertised: [], enabled: opened }, intent).enabled;
  const merge = mergeLists({ opened, current, wanted, keyOf: routeKey, unitOf: unitOfRoute });
  const rowOf = new Map(merge.rows.map((row) => [row.unit, row]));
  const rows = sortRoutes([...rowOf.keys()]).flatMap((unit) => rowOf.get(unit) ?? []);
  return { ...merge, merged: sortRoutes(merge.merged), rows };
}

function unitOfRoute(key: string): string {
  return isExitRoute(key) ? exitUnit : key;
}

/** True when others changed something that is neither the page's own doing nor what the person wants anyway. */
export function isConflict({ rows }: ListMerge): boolean {
  return rows.some(({ opened, current, wanted }) => !isSameUnit(opened, current) && !isSameUnit(current, wanted));
}

/** True when an intent may not be sent over these approved routes without asking. */
export function isOutrun(intent: RoutesIntent, current: readonly string[]): boolean {
  return intent.base !== undefined && isConflict(mergeRoutes(intent.base, current, intent));
}

/** The same base with one prefix as it stands now, because the person decides about it now. */
export function seenNow(approved: readonly string[], now: readonly string[], prefix: string): readonly string[] {
  const keys = keysOf(isExitRoute(routeKey(prefix)) ? exitRoutes : [prefix]);
  const isMeant = (route: string) => keys.has(routeKey(route));
  return [...approved.filter((route) => !isMeant(route)), ...now.filter(isMeant)];
}

/**
 * A base moved on by what this page wrote since: its log tells what was applied. What is under way (`pending`) or
 * ended unknown may stand either way. `entries` are those of the whole log, oldest first.
 */
export function moveOn(
  base: RoutesBase,
  deviceId: string,
  entries: readonly Entry[],
  pending: readonly RoutesIntent[],
): RoutesBase {
  const first = base.since === undefined ? 0 : entries.findIndex(({ id }) => id === base.since) + 1;
  const ours = singleEntries(entries.slice(first)).filter(
    (entry) => entry.aspect === 'routes' && entry.deviceId === deviceId,
  );
  let { approved } = base;
  const own = [...base.own, ...pending.flatMap(prefixesIn)];
  for (const entry of ours) {
    const intent = intentOfEntry(entry);
    if (entry.outcome === 'applied') approved = applyRoutes({ advertised: [], enabled: approved }, intent).enabled;
    else if (entry.outcome === 'unknown' || entry.outcome === 'sending') own.push(...prefixesIn(intent));
  }
  return { approved, own, since: entries.at(-1)?.id };
}

function prefixesIn({ approve, withdraw }: RoutesIntent): readonly string[] {
  return [...approve, ...withdraw];
}

/** What an entry of the log did, read from its differences. */
export function intentOfEntry({ differences }: Entry): RoutesIntent {
  const side = (kind: 'added' | 'removed') =>
    differences.flatMap((difference) =>
      difference.kind !== kind ? [] : difference.text === exitUnit ? exitRoutes : [difference.text],
    );
  return { approve: side('added'), withdraw: side('removed') };
}
