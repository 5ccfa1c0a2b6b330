/** What the page of shares can be narrowed to; everything when left out. */
export const shareShows = ['pending', 'accepted', 'expired', 'risky'] as const;
export type ShareShow = (typeof shareShows)[number];

/** What the URL says of the page of shares. */
export type SharesSearch = { readonly find?: string | undefined; readonly show?: ShareShow | undefined };

/** Reads the URL; what it cannot read is dropped. */
export function readSharesSearch(search: Record<string, unknown>): SharesSearch {
  const find = typeof search['find'] === 'string' ? search['find'] : '';
  const show = shareShows.find((known) => known === search['show']);
  return { ...(find === '' ? {} : { find }), ...(show === undefined ? {} : { show }) };
}
