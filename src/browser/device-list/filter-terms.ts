import { meantKey } from './filter-guide.ts';
import type { Filter } from './filter-language.ts';
import type { NoteText } from './filter-notes.ts';
import { type FilterKey, filterKeys, tokenReaders } from './filter-tokens.ts';

/** What one word means: any of its alternatives, none when it asks nothing yet. */
type ReadTerm = { readonly alternatives: readonly Filter[]; readonly problem?: NoteText | undefined };

const attributePrefix = 'custom:';

/** A value of which nothing but the operator is typed yet; before that of an attribute stands its name. */
const nothing = { token: /^[<>]?=?$/, attr: /^$|[<>=:]$/ } as const;

/** Reads a word without its leading "-": a token when its key is known and understands the value, else free text. */
export function readTerm(raw: string): ReadTerm {
  const plain = textOf(raw);
  const text: Filter = { kind: 'text', text: plain };
  const colon = raw.indexOf(':');
  const typed = raw.slice(0, Math.max(0, colon)).toLowerCase();
  if (raw.startsWith('"') || colon < 1)
    return raw.toLowerCase() === 'untagged'
      ? { alternatives: [{ kind: 'token', key: 'is', value: 'untagged' }] }
      : { alternatives: plain === '' ? [] : [text] };

  const key = isAttribute(raw) ? 'attr' : filterKeys.find((known) => known === typed);
  if (key === undefined) return { alternatives: [text], problem: unknownKey(typed) };
  const { prefix, values } = readValues(key, typed === 'attr' || key !== 'attr' ? raw.slice(colon + 1) : raw);
  const meant = values.map(textOf).filter((value) => !nothing[key === 'attr' ? 'attr' : 'token'].test(value));
  if (meant.length === 0) return { alternatives: [], problem: { kind: 'empty', key } };

  const tokens = meant.map((value) => ({ kind: 'token', key, value: prefix + value }) as const);
  const strange = tokens.find(({ value }) => tokenReaders[key](value) === undefined);
  if (strange === undefined) return { alternatives: tokens };
  const alternatives = tokens.map((token) =>
    tokenReaders[key](token.value) === undefined
      ? ({ kind: 'text', text: `${key === 'attr' ? '' : `${key}:`}${token.value}` } as const)
      : token,
  );
  return { alternatives, problem: { kind: 'value', key } };
}

/** Without quotes, lower-case. */
function textOf(raw: string): string {
  return raw.replaceAll('"', '').toLowerCase();
}

/** `custom:…`, or any `namespace:name` that is compared with something, whose namespace is no key of ours. */
function isAttribute(raw: string): boolean {
  if (raw.slice(0, attributePrefix.length).toLowerCase() === attributePrefix) return true;
  const namespace = /^([a-z][\w-]*):[\w:-]+[<>=]/i.exec(raw)?.[1]?.toLowerCase();
  return namespace !== undefined && !filterKeys.some((key) => key === namespace);
}

/** A key that is none; nothing is said of what looks like an IPv6 address or the time of day. */
function unknownKey(typed: string): NoteText | undefined {
  if (/^[\da-f]{1,4}$/.test(typed) || !/^[a-z][\w-]*$/.test(typed)) return undefined;
  return { kind: 'key', typed, meant: meantKey(typed) };
}

/**
 * The values after a key, as typed: one, or those of a list `(a | b)` or `a|b`. The name of an attribute with its
 * operator stands before each of them.
 */
function readValues(key: FilterKey, rest: string): { readonly prefix: string; readonly values: readonly string[] } {
  const name = key === 'attr' ? (/^[^"<>=(|,]+(?:[<>]=?|=)/.exec(rest)?.[0] ?? '') : '';
  const list = rest.slice(name.length);
  const isList = list.startsWith('(');
  const values = cut(isList ? list.slice(1, list.endsWith(')') ? -1 : undefined) : list, isList);
  return { prefix: name.toLowerCase(), values: isList ? values.filter((value) => value !== 'OR') : values };
}

/** Cuts at "|" and ",", in brackets also at spaces; quoted ones do not cut. */
function cut(text: string, isList: boolean): readonly string[] {
  const values: string[] = [];
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    const isCut = character === '|' || character === ',' || (isList && character.trim() === '');
    if (at < text.length && (isQuoted || !isCut)) continue;
    values.push(text.slice(start, at));
    start = at + 1;
  }
  return values;
}
