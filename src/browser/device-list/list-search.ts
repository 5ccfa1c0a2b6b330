/**
 * What the URL says of the list; whatever is as usual is left out. `sort` and `columns` are lists with commas, a leading
 * "-" means descending; `closed` names the groups that are folded up, see `closed-groups.ts`. What stands in them is read in `list-spelling.ts`.
 */
export type ListSearch = {
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly columns?: string | undefined;
  readonly group?: string | undefined;
  readonly closed?: string | undefined;
  readonly density?: string | undefined;
};

export type SortKey = { readonly column: string; readonly isDescending: boolean };

/** The usual order. */
export const byName: readonly SortKey[] = [{ column: 'name', isDescending: false }];

const plain = /^[\w:,-]+$/;

/** Reads the URL; what cannot be right is dropped, so an old link still opens the list. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const text = (name: keyof ListSearch, shape = plain) => {
    const value = search[name];
    return typeof value === 'string' && shape.test(value) ? value : '';
  };
  const group = text('group');
  const read = {
    filter: text('filter', /./s),
    sort: text('sort'),
    columns: text('columns'),
    group,
    closed: group && text('closed', /./s),
    density: text('density', /^compact$/),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value));
}
