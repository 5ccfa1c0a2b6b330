import type { SortKey } from './list-search.ts';

/** The columns that the table can show and be sorted by, as the URL spells them; posture attributes go by their key. */
const columnIds = 'name owner ipv4 os state seen tags user ipv6 system version created expires routes host id'.split(
  ' ',
);
const attributeKey = /^[a-z][a-zA-Z0-9]{0,31}:[A-Za-z0-9_:]{1,121}$/;

/** The columns of a list whose link asks for no others, after Machine, which is always there and always first. */
const usualColumns: readonly string[] = columnIds.slice(1, 6);

/** The order that a `sort` value stands for, the most important column first; by name when it says nothing. */
export function readSort(text: string | undefined): readonly SortKey[] {
  const keys = names(text, (name) => isColumn(name.replace(/^-/, ''))).map((name) => ({
    column: name.replace(/^-/, ''),
    isDescending: name.startsWith('-'),
  }));
  const known = keys.filter(({ column }, at) => keys.findIndex((key) => key.column === column) === at);
  return known.length > 0 ? known : [{ column: 'name', isDescending: false }];
}

/** The URL's spelling of an order; undefined for the usual one. */
export function printSort(sort: readonly SortKey[]): string | undefined {
  const text = sort.map(({ column, isDescending }) => `${isDescending ? '-' : ''}${column}`).join();
  return text === '' || text === 'name' ? undefined : text;
}

/**
 * The order after a press on a column's head: by it alone, and the other way when it was the first already. With Shift
 * the others stay: the column is added as the last, then turned round, then taken out again.
 */
export function nextSort(sort: readonly SortKey[], column: string, isAdded: boolean): readonly SortKey[] {
  const at = sort.findIndex((key) => key.column === column);
  const isTurned = sort[at]?.isDescending === false;
  if (!isAdded) return [{ column, isDescending: at === 0 && isTurned }];
  if (at === -1) return [...sort, { column, isDescending: false }];
  return isTurned ? sort.with(at, { column, isDescending: true }) : sort.toSpliced(at, 1);
}

/** The columns that a `columns` value asks for, without Machine. */
export function readColumns(text: string | undefined): readonly string[] {
  const chosen = names(text, isColumn);
  return chosen.length > 0 ? chosen.filter((name) => name !== 'name') : usualColumns;
}

/** The URL's spelling of chosen columns; undefined for the usual ones. */
export function printColumns(columns: readonly string[]): string | undefined {
  const text = columns.join() || 'name';
  return text === usualColumns.join() ? undefined : text;
}

/** True for the key of a posture attribute, such as "custom:site". */
export function isAttributeKey(text: string): boolean {
  return attributeKey.test(text);
}

/** What a `group` value of the URL groups by: "tag", "owner", "os", or an attribute's key; undefined for nothing. */
export function readGroup(text: string | undefined): string | undefined {
  return text !== undefined && (/^(tag|owner|os)$/.test(text) || isAttributeKey(text)) ? text : undefined;
}

function isColumn(name: string): boolean {
  return columnIds.includes(name) || attributeKey.test(name);
}

function names(text: string | undefined, isKnown: (name: string) => boolean): readonly string[] {
  return [...new Set((text ?? '').split(','))].filter(isKnown);
}
