/** What one side changed in a list. */
export type ListChange = { readonly added: readonly string[]; readonly removed: readonly string[] };

/** One thing of the list, with the elements of it that each list has: none, some or all. */
export type MergeRow = {
  readonly unit: string;
  readonly opened: readonly string[];
  readonly current: readonly string[];
  readonly wanted: readonly string[];
};

export type ListMerge = {
  /** The list with the changes of both sides; what both changed to different ends is as `wanted` has it. */
  readonly merged: readonly string[];
  /** What others changed since it was opened, and what the person changed. By key. */
  readonly theirs: ListChange;
  readonly yours: ListChange;
  /** Units that both sides changed, each to something else: the person decides. */
  readonly contested: readonly string[];
  /** Every unit of the three lists, in the order in which they first name it. */
  readonly rows: readonly MergeRow[];
};

/**
 * Merges two changes of one list, element by element: `opened` is what the person saw, `current` what the server has
 * now, `wanted` what the person made of it. `keyOf` tells elements apart however they are spelled. An element is there
 * or not, so two changes of it agree; only where several elements move as one unit (`unitOf` of their keys) can they
 * disagree. An element that is kept is spelled as the server has it. Order and repetition mean nothing.
 */
export function mergeLists(lists: {
  opened: readonly string[];
  current: readonly string[];
  wanted: readonly string[];
  keyOf?: (element: string) => string;
  unitOf?: (key: string) => string;
}): ListMerge {
  const { keyOf = itself, unitOf = itself } = lists;
  const opened = spellings(lists.opened, keyOf);
  const current = spellings(lists.current, keyOf);
  const wanted = spellings(lists.wanted, keyOf);
  const keys = [...new Map([...opened, ...current, ...wanted]).keys()];
  const theirs = changeBetween(opened, current);
  const yours = changeBetween(opened, wanted);

  const rows = rowsOf(keys, unitOf).map(([unit, members]) => ({
    unit,
    opened: members.filter((key) => opened.has(key)),
    current: members.filter((key) => current.has(key)),
    wanted: members.filter((key) => wanted.has(key)),
  }));
  const contested = rows.filter(isContested).map(({ unit }) => unit);
  const decided = new Set(contested);
  const moved = new Set([...yours.added, ...yours.removed]);
  const isMerged = (key: string) => (decided.has(unitOf(key)) || moved.has(key) ? wanted : current).has(key);
  const merged = [...new Map([...wanted, ...current])].filter(([key]) => isMerged(key)).map(([, element]) => element);
  return { merged, theirs, yours, contested, rows };
}

/** True when both lists have the same elements of the unit. */
export function isSameUnit(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key) => other.includes(key));
}

function isContested({ opened, current, wanted }: MergeRow): boolean {
  return !isSameUnit(opened, current) && !isSameUnit(opened, wanted) && !isSameUnit(current, wanted);
}

function itself(text: string): string {
  return text;
}

/** The elements by their keys; of two spellings the first counts. */
function spellings(list: readonly string[], keyOf: (element: string) => string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const element of list) {
    const key = keyOf(element);
    if (!found.has(key)) found.set(key, element);
  }
  return found;
}

function changeBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ListChange {
  return {
    added: [...after.keys()].filter((key) => !before.has(key)),
    removed: [...before.keys()].filter((key) => !after.has(key)),
  };
}

function rowsOf(keys: readonly string[], unitOf: (key: string) => string): readonly [string, readonly string[]][] {
  const units = new Map<string, string[]>();
  for (const key of keys) {
    const unit = unitOf(key);
    const members = units.get(unit);
    if (members === undefined) units.set(unit, [key]);
    else members.push(key);
  }
  return [...units];
}
