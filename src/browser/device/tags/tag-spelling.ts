/** What a person typed into the field for a tag. */
export type TypedTag =
  | { readonly kind: 'empty' }
  /** Tags to add, each with its `tag:`, none of which is wanted already. */
  | { readonly kind: 'ok'; readonly tags: readonly string[] }
  | { readonly kind: 'bad'; readonly sentence: string };

const prefix = 'tag:';
const longest = 255;

/**
 * Reads one tag, or several with commas or blanks between them; `tag:` is added where it is missing. A tag is a letter
 * and then letters, digits and hyphens (https://tailscale.com/kb/1068/tags). `wanted` are those that are there already.
 */
export function readTags(text: string, wanted: readonly string[]): TypedTag {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) return { kind: 'empty' };
  const tags: string[] = [];
  for (const word of words) {
    const tag = withPrefix(word);
    const sentence = spellingProblem(tag) ?? (wanted.includes(tag) ? `${tag} is there already.` : undefined);
    if (sentence !== undefined) return { kind: 'bad', sentence };
    if (!tags.includes(tag)) tags.push(tag);
  }
  return { kind: 'ok', tags };
}

/** A typed word with its `tag:`, written once and in small letters. */
export function withPrefix(word: string): string {
  return prefix + word.trim().replace(/^(tag:)+/i, '');
}

/** What is wrong with the spelling of a tag and how to mend it, as a sentence; undefined when nothing is. */
function spellingProblem(tag: string): string | undefined {
  const name = tag.slice(prefix.length);
  if (name === '') return 'Type a name after tag:, such as tag:web.';
  if (!/^[a-zA-Z]/.test(name)) return `${tag} has to begin with a letter.`;
  const [bad] = /[^a-zA-Z0-9-]/u.exec(name) ?? [];
  if (bad !== undefined) return `${tag} has “${bad}” in it. Use letters, digits and hyphens.`;
  if (tag.length > longest) return `A tag has at most ${longest} characters, and this one has ${tag.length}.`;
  return undefined;
}

/** The tags that the server names as the ones it refuses: "requested tags [tag:x tag:y] are invalid or not permitted". */
export function refusedTags(message: string): readonly string[] {
  const [, list = ''] = /\[([^\]]*)\]/.exec(message) ?? [];
  return list.split(/[\s,]+/).filter((tag) => tag.startsWith(prefix));
}
