import type { ListAnswer } from '#browser/api/queries.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { liveRouters } from '#browser/device/live-routers.ts';
import { parseQuery } from '#browser/search-params.ts';
import { filterDevices } from './filter-devices.ts';
import type { FilterWorld } from './filter-tokens.ts';
import { sortDevices } from './list-order.ts';
import { readListSearch, readSort } from './list-search.ts';

/** The devices that a list with this query string (such as "filter=tag:prod&sort=-seen") shows, in its order. */
export function orderedDevices(
  answer: ListAnswer,
  query: string,
  now: number,
  attributesOf?: FilterWorld['attributesOf'],
): readonly ListedDevice[] {
  const search = readListSearch(parseQuery(query));
  const routers = liveRouters(answer.devices);
  const sorted = sortDevices(answer.devices, readSort(search.sort), routers, now);
  return filterDevices(sorted, search.filter ?? '', { now, routers, attributesOf });
}
