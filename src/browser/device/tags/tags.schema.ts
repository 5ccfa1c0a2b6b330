import * as v from 'valibot';

const tagList = v.pipe(v.array(v.string()), v.readonly());

/**
 * What a person wants of a device's tags: some to add and some to remove, each with its `tag:`. Never a whole list.
 * `opened` is the list that the wish was made on; where it is given, a list that others changed since is asked about and
 * not written. `own` are tags that this page itself was changing then, which are no change of others.
 */
export const tagsIntentSchema = v.object({
  add: tagList,
  remove: tagList,
  opened: v.optional(tagList),
  own: v.optional(tagList),
});
export type TagsIntent = v.InferOutput<typeof tagsIntentSchema>;

/** The wish itself, without what it was made on. */
export type TagsWish = Pick<TagsIntent, 'add' | 'remove'>;
export const noWish: TagsWish = { add: [], remove: [] };

/**
 * The tags once a wish has been carried out, sorted as the server sorts them; everything else stays as it came. Gives
 * the same list when there is nothing to do, so a wish folded twice is folded once. A tag named on both sides is removed.
 */
export function applyTags(tags: readonly string[], wish: TagsWish): readonly string[] {
  const remove = new Set(wish.remove);
  const kept = tags.filter((tag) => !remove.has(tag));
  const known = new Set(kept);
  const added = wish.add.filter((tag) => !known.has(tag) && !remove.has(tag));
  if (added.length === 0 && kept.length === tags.length) return tags;
  return [...new Set([...kept, ...added])].toSorted();
}

/** True when both lists have the same tags, whatever their order. Upper and lower case are told apart, as the API does. */
export function hasSameTags(one: readonly string[], other: readonly string[]): boolean {
  const tags = new Set(one);
  return tags.size === new Set(other).size && other.every((tag) => tags.has(tag));
}

/** What differs from one list to another: what only the second has, and what only the first has. */
export function wishBetween(before: readonly string[], after: readonly string[]): TagsWish {
  return { add: without(after, before), remove: without(before, after) };
}

function without(tags: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return [...new Set(tags)].filter((tag) => !known.has(tag));
}

/**
 * What others changed since a wish was made, leaving out what this page itself is changing and what comes to the same as
 * the wish. Empty where there is nothing to ask.
 */
export function changesOfOthers(current: readonly string[], intent: TagsIntent): TagsWish {
  const { opened, own = [] } = intent;
  if (opened === undefined) return noWish;
  const ours = new Set([...own, ...intent.add, ...intent.remove]);
  const { add, remove } = wishBetween(opened, current);
  const theirs = (tags: readonly string[]) => tags.filter((tag) => !ours.has(tag));
  return { add: theirs(add), remove: theirs(remove) };
}

/** True when a wish does nothing. */
export function isNoWish({ add, remove }: TagsWish): boolean {
  return add.length === 0 && remove.length === 0;
}

/** A wish with one more tag added or removed over `opened`; what only restores that leaves the wish. */
export function stageTag(wish: TagsWish, opened: readonly string[], tag: string, isWanted: boolean): TagsWish {
  const others = (tags: readonly string[]) => tags.filter((other) => other !== tag);
  const left = { add: others(wish.add), remove: others(wish.remove) };
  if (opened.includes(tag) === isWanted) return left;
  return isWanted ? { ...left, add: [...left.add, tag] } : { ...left, remove: [...left.remove, tag] };
}

/** Two wishes as one; the second has the last word. */
export function joinWishes(first: TagsWish, second: TagsWish): TagsWish {
  const last = new Set([...second.add, ...second.remove]);
  const others = (tags: readonly string[]) => tags.filter((tag) => !last.has(tag));
  return { add: [...others(first.add), ...second.add], remove: [...others(first.remove), ...second.remove] };
}

/** Why a tagged device keeps its last tag (https://tailscale.com/kb/1068/tags). */
export const lastTagReason =
  'A tagged device keeps at least one tag: the server refuses to remove the last. Add another one first.';

/** True when removing any one of the wanted tags would leave a tagged device without tags, which the server refuses. */
export function isLastTag(confirmed: readonly string[], wanted: readonly string[]): boolean {
  return confirmed.length > 0 && wanted.length <= 1;
}
