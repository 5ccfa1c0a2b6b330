/** What the page of routes can be narrowed to, as the URL spells it; everything when left out. */
export const routeShows = [
  'waiting',
  'overlaps',
  'failover',
  'single',
  'offline',
  'unreachable',
  'unadvertised',
] as const;
export type RouteShow = (typeof routeShows)[number];

/** What the URL says of the page of routes. */
export type RoutesSearch = { readonly find?: string | undefined; readonly show?: RouteShow | undefined };

/** Reads the URL; what it cannot read is dropped. */
export function readRoutesSearch(search: Record<string, unknown>): RoutesSearch {
  const find = typeof search['find'] === 'string' ? search['find'] : '';
  const show = routeShows.find((known) => known === search['show']);
  return { ...(find === '' ? {} : { find }), ...(show === undefined ? {} : { show }) };
}
