// Limits of posture attributes (https://tailscale.com/api, "Set custom device posture attributes").
import type { AttributeValue, Attributes } from '#contract/posture.ts';

/** Every key that can be written begins with this (https://tailscale.com/kb/1288/device-posture). */
export const keyPrefix = 'custom:';
/** Characters of a key at most, its prefix included. */
export const longestKey = 128;
/** Characters of a text value at most. */
export const longestText = 50;
/** Characters of a comment at most. */
export const longestComment = 200;

/** What an attribute can hold, as the API names it. */
export const valueTypes = ['string', 'number', 'boolean'] as const;
export type ValueType = (typeof valueTypes)[number];

/** The words for a type: "custom:site is text". */
export const typeWords: Readonly<Record<ValueType, string>> = {
  string: 'text',
  number: 'a whole number',
  boolean: 'true or false',
};

/** One key of the tailnet: its spelling, its type, and on how many devices it was seen. */
export type KnownKey = { readonly key: string; readonly type: ValueType; readonly devices: number };
/** Keys by their lower-case spelling, because no two differ only in case. */
export type KnownKeys = ReadonlyMap<string, KnownKey>;

/** The custom keys in the attributes of some devices; where devices disagree, the first one is believed. */
export function knownKeys(answers: readonly Attributes[]): KnownKeys {
  const known = new Map<string, KnownKey>();
  for (const answer of answers)
    for (const [key, value] of Object.entries(answer.attributes ?? {})) {
      const type = typeOf(value);
      if (!key.startsWith(keyPrefix) || type === undefined) continue;
      const before = known.get(key.toLowerCase());
      known.set(key.toLowerCase(), { key, type, ...before, devices: (before?.devices ?? 0) + 1 });
    }
  return known;
}

/** The type of a value that the API may hold; undefined for everything else. */
export function typeOf(value: unknown): ValueType | undefined {
  const type = typeof value;
  return valueTypes.find((candidate) => candidate === type);
}

/** What is wrong with a key, given without its prefix, as sentences; undefined when it can be written. */
export function keyProblem(name: string, known: KnownKeys): string | undefined {
  const key = keyPrefix + name;
  const foreign = /[^A-Za-z0-9_:]/u.exec(name)?.[0];
  if (foreign !== undefined)
    return `Use letters, digits, "_" and ":" only. ${foreign.trim() === '' ? 'A space' : `"${foreign}"`} is none of them.`;
  if (key.length > longestKey) return `A key has at most ${longestKey} characters, ${keyPrefix} included.`;
  const twin = known.get(key.toLowerCase());
  if (twin !== undefined && twin.key !== key)
    return `${twin.key} exists and differs only in case. A key has one spelling in the whole tailnet.`;
  return undefined;
}

/** Why a key cannot hold a type, as far as the keys read so far tell; undefined when it can. */
export function typeProblem(key: string, type: ValueType, known: KnownKeys): string | undefined {
  const fixed = known.get(key.toLowerCase());
  if (fixed === undefined || fixed.type === type) return undefined;
  const where = fixed.devices === 1 ? 'one device' : `${fixed.devices} devices`;
  return `${fixed.key} is ${typeWords[fixed.type]} on ${where}, and a key has one type in the whole tailnet.`;
}

/** What is wrong with a text value; undefined when it can be written. An empty one cannot. */
function textProblem(text: string): string | undefined {
  if (text === '') return 'Type a value.';
  if (/[^A-Za-z0-9_.]/u.test(text)) return 'Use letters, digits, "_" and "." only.';
  if (text.length > longestText) return `A text has at most ${longestText} characters.`;
  return undefined;
}

/** What is wrong with a number; undefined for a whole one up to 2^53-1. */
function numberProblem(number: number): string | undefined {
  if (Number.isSafeInteger(number)) return undefined;
  if (Number.isNaN(number)) return 'Use a whole number, such as 87.';
  if (Number.isInteger(number) || !Number.isFinite(number))
    return `Use a whole number up to ${Number.MAX_SAFE_INTEGER.toLocaleString('en')}.`;
  return 'Use a whole number. Posture numbers have no decimals.';
}

/** The value of a type that was typed, or what is wrong with the text. */
export function readValue(type: 'string' | 'number', text: string): { value: string | number } | { problem: string } {
  const value = type === 'string' ? text : readNumber(text);
  const problem = typeof value === 'string' ? textProblem(value) : numberProblem(value);
  return problem === undefined ? { value } : { problem };
}

/** NaN for what is no number, half a number for one with decimals, even with ".0". */
function readNumber(text: string): number {
  const trimmed = text.trim();
  // -0 would be sent as 0 and then differ from what was asked for.
  if (/^[+-]?\d+$/.test(trimmed)) return Number(trimmed) + 0;
  return /^[+-]?\d+[.,]\d*$|^[+-]?[.,]\d+$/.test(trimmed) ? 0.5 : Number.NaN;
}

/** What is wrong with the moment of expiry, in milliseconds since 1970; undefined when it can be sent. */
export function expiryProblem(at: number, now: number): string | undefined {
  if (Number.isNaN(at)) return 'Give a date and a time.';
  if (at <= now) return 'That time has passed. Give a later one.';
  return undefined;
}

/** What is wrong with a comment; undefined when it can be sent. */
export function commentProblem(comment: string): string | undefined {
  return comment.length > longestComment ? `A comment has at most ${longestComment} characters.` : undefined;
}

/** A whole attribute as it would be sent. */
export type Attribute = {
  readonly key: string;
  readonly value: AttributeValue;
  readonly expiry?: string | undefined;
  readonly comment?: string | undefined;
};

/** The first thing that is wrong with an attribute, by everything that a page can know; undefined when it can be sent. */
export function attributeProblem(attribute: Attribute, known: KnownKeys, now: number): string | undefined {
  const { key, value, expiry, comment = '' } = attribute;
  if (!key.startsWith(keyPrefix) || key === keyPrefix) return `A key begins with ${keyPrefix} and has a name.`;
  const type = typeOf(value);
  return (
    keyProblem(key.slice(keyPrefix.length), known) ??
    (type && typeProblem(key, type, known)) ??
    (typeof value === 'string' ? textProblem(value) : undefined) ??
    (typeof value === 'number' ? numberProblem(value) : undefined) ??
    (expiry === undefined ? undefined : expiryProblem(Date.parse(expiry), now)) ??
    commentProblem(comment)
  );
}
