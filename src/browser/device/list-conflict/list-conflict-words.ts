import { type ListMerge, isSameUnit } from './list-merge.ts';

/** How a list is spoken of: "approves 10.0.0.0/16", "tag:web, added since you opened this, is removed". */
export type ListVerbs = {
  readonly add: string;
  readonly remove: string;
  readonly added: string;
  readonly removed: string;
};

/** The ways out of a conflict. */
export const choices = ['merge', 'take', 'overwrite'] as const;
export type Choice = (typeof choices)[number];

/** How many things the person changed, and how many others did. */
export function countMoved({ rows }: ListMerge): { readonly yours: number; readonly theirs: number } {
  return {
    yours: rows.filter(({ opened, wanted }) => !isSameUnit(opened, wanted)).length,
    theirs: rows.filter(({ opened, current }) => !isSameUnit(opened, current)).length,
  };
}

/** What each way out does, in one line. `nameOf` is what a sentence calls a unit. */
export function effectWords(
  merge: ListMerge,
  verbs: ListVerbs,
  nameOf: (unit: string) => string,
): Readonly<Record<Choice, string>> {
  const { yours } = countMoved(merge);
  return {
    merge: mergeEffect(merge, verbs, nameOf),
    take: yours === 1 ? 'My change is discarded.' : `My ${yours} changes are discarded.`,
    overwrite: overwriteEffect(merge, verbs, nameOf),
  };
}

function mergeEffect(
  { rows, merged, contested }: ListMerge,
  verbs: ListVerbs,
  nameOf: (unit: string) => string,
): string {
  const names = (isMeant: (row: ListMerge['rows'][number]) => boolean) =>
    rows.filter(isMeant).map(({ unit }) => nameOf(unit));
  const isDecided = (unit: string) => contested.includes(unit);
  const yours = rows.filter(
    ({ unit, opened, current, wanted }) =>
      isDecided(unit) || (!isSameUnit(opened, wanted) && !isSameUnit(current, wanted)),
  );
  const theirs = new Set(
    rows
      .filter(({ unit, opened, current }) => !isDecided(unit) && !isSameUnit(opened, current))
      .map(({ unit }) => unit),
  );
  const kept = names(({ unit, opened, current }) => theirs.has(unit) && current.length > opened.length);
  const left = names(({ unit, opened, current }) => theirs.has(unit) && current.length <= opened.length);
  const parts = [
    ...(kept.length > 0 ? [`keeps ${joined(kept)}`] : []),
    ...(left.length > 0 ? [`leaves ${joined(left)} ${verbs.removed}`] : []),
    ...side(
      verbs.add,
      yours.filter(({ current, wanted }) => wanted.length >= current.length),
      nameOf,
    ),
    ...side(
      verbs.remove,
      yours.filter(({ current, wanted }) => wanted.length < current.length),
      nameOf,
    ),
  ];
  if (parts.length === 0) return merged.length === 0 ? 'The list stays empty.' : 'The list stays as it is.';
  return sentence(parts.join(', '));
}

function overwriteEffect({ rows }: ListMerge, verbs: ListVerbs, nameOf: (unit: string) => string): string {
  const undone = rows.filter(
    ({ opened, current, wanted }) => !isSameUnit(opened, current) && !isSameUnit(current, wanted),
  );
  const clause = (units: readonly string[], was: string, becomes: string) =>
    units.length === 0
      ? []
      : [`${joined(units)}, ${was} since you opened this, ${units.length === 1 ? 'is' : 'are'} ${becomes}.`];
  const names = (isMeant: (row: ListMerge['rows'][number]) => boolean) =>
    undone.filter(isMeant).map(({ unit }) => nameOf(unit));
  const clauses = [
    ...clause(
      names(({ current, wanted }) => current.length > wanted.length),
      verbs.added,
      verbs.removed,
    ),
    ...clause(
      names(({ current, wanted }) => current.length <= wanted.length),
      verbs.removed,
      `${verbs.added} again`,
    ),
  ];
  return clauses.length === 0 ? 'Nothing of theirs is lost.' : clauses.map(capital).join(' ');
}

function side(verb: string, rows: ListMerge['rows'], nameOf: (unit: string) => string): readonly string[] {
  return rows.length === 0 ? [] : [`${verb} ${joined(rows.map(({ unit }) => nameOf(unit)))}`];
}

/** All names up to six, then the first five and how many more there are: the table has them all. */
function joined(names: readonly string[]): string {
  const shown = names.length <= 6 ? names : [...names.slice(0, 5), `${names.length - 5} more`];
  return [shown.slice(0, -1).join(', '), shown.at(-1)].filter((part) => part !== '').join(' and ');
}

function sentence(text: string): string {
  return `${capital(text)}.`;
}

/** A sentence begins with a capital, unless with what one would paste into a terminal: "tag:web", "fd00::/64". */
function capital(text: string): string {
  return /^[^\s,]*[:/]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
