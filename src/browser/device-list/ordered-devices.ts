import type { ListAnswer } from '#browser/api/queries.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { liveRouters } from '#browser/device/live-routers.ts';
import { parseQuery } from '#browser/search-params.ts';
import { filterDevices } from './filter-devices.ts';
import { groupDevices } from './grouping.ts';
import { readListSearch } from './list-search.ts';
import { readGroup, readSort } from './list-spelling.ts';
import { sortDevices } from './ordering.ts';
import { type ReadPosture, noPosture } from './use-posture.ts';

/**
 * The devices that a list with this query string (such as "filter=tag:prod&sort=-seen") shows, in its order, each once,
 * those in folded groups too.
 */
export function orderedDevices(
  answer: ListAnswer,
  query: string,
  now: number,
  warning: number,
  attributesOf: ReadPosture = noPosture,
): readonly ListedDevice[] {
  const search = readListSearch(parseQuery(query));
  const routers = liveRouters(answer.devices);
  const sorted = sortDevices(answer.devices, readSort(search.sort), { routers, now, warning }, attributesOf);
  const shown = filterDevices(sorted, search.filter ?? '', { now, routers, attributesOf, warning });
  const group = readGroup(search.group);
  if (group === undefined) return shown;
  return [...new Set(groupDevices(shown, group, undefined, attributesOf).flatMap(({ devices }) => devices))];
}
