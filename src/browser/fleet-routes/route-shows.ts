import {
  type PrefixRoutes,
  type RouteTable,
  exitKey,
  isDown,
  isServing,
  isUnreachable,
  isWaiting,
} from '#browser/fleet/route-table.ts';
import type { RouteShow } from './routes-search.ts';

/** What each narrowing of the page is called. */
export const showWords: Readonly<Record<RouteShow, string>> = {
  waiting: 'Waiting',
  overlaps: 'Overlaps',
  failover: 'Failover',
  single: 'Single router',
  offline: 'Router offline',
  unreachable: 'Unreachable',
  unadvertised: 'Not advertised',
};

/** True when a prefix belongs to a narrowing. Exit nodes are no failover of one another: people choose one. */
export function isShown(group: PrefixRoutes, show: RouteShow): boolean {
  const { carriers } = group;
  const isExit = group.key === exitKey;
  switch (show) {
    case 'waiting':
      return carriers.some(isWaiting);
    case 'overlaps':
      return group.parent !== undefined;
    case 'failover':
      return !isExit && carriers.filter(isServing).length > 1;
    case 'single':
      return !isExit && carriers.filter(isServing).length === 1;
    case 'offline':
      return carriers.some((carrier) => isServing(carrier) && isDown(carrier));
    case 'unreachable':
      return isUnreachable(group);
    case 'unadvertised':
      return carriers.some(({ isAdvertised }) => !isAdvertised);
    default:
      return show satisfies never;
  }
}

/** How many prefixes each narrowing would show. */
export function countShows(table: RouteTable): Readonly<Record<RouteShow, number>> {
  const count = (show: RouteShow) => table.groups.reduce((sum, group) => sum + Number(isShown(group, show)), 0);
  return {
    waiting: count('waiting'),
    overlaps: count('overlaps'),
    failover: count('failover'),
    single: count('single'),
    offline: count('offline'),
    unreachable: count('unreachable'),
    unadvertised: count('unadvertised'),
  };
}
