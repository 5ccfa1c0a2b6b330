/** The columns that the list can be sorted by, as the URL spells them. */
export const sortColumns = ['name', 'owner', 'ipv4', 'os', 'state', 'seen'] as const;
export type SortColumn = (typeof sortColumns)[number];

/** What the URL says of the list. `sort` has a leading "-" for descending; both are left out at their default. */
export type ListSearch = { readonly filter?: string | undefined; readonly sort?: string | undefined };

export type Sort = { readonly column: SortColumn; readonly isDescending: boolean };

/** Reads the URL; what it cannot read is dropped, so an old link still opens the list. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const filter = typeof search['filter'] === 'string' ? search['filter'] : '';
  const sort = printSort(readSort(typeof search['sort'] === 'string' ? search['sort'] : undefined));
  return { ...(filter === '' ? {} : { filter }), ...(sort === undefined ? {} : { sort }) };
}

/** The order that a `sort` value stands for; by name when it says nothing. */
export function readSort(text: string | undefined): Sort {
  const isDescending = text?.startsWith('-') ?? false;
  const name = isDescending ? text?.slice(1) : text;
  const column = sortColumns.find((known) => known === name);
  return column === undefined ? { column: 'name', isDescending: false } : { column, isDescending };
}

/** The URL's spelling of an order; undefined for the default one. */
export function printSort({ column, isDescending }: Sort): string | undefined {
  if (column === 'name' && !isDescending) return undefined;
  return `${isDescending ? '-' : ''}${column}`;
}
