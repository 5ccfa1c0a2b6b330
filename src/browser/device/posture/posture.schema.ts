import type { AttributeValue, Attributes } from '#contract/posture.ts';
import { readDate } from '#browser/device/moment.ts';
import * as v from 'valibot';
import { typeOf } from './posture-rules.ts';

const seenSchema = v.object({ value: v.unknown(), expiry: v.optional(v.string()) });
/** An attribute as it stood when somebody decided to change it; null where there was none. */
export type Seen = v.InferOutput<typeof seenSchema>;

const base = v.nullable(seenSchema);
const value = v.union([v.string(), v.number(), v.boolean()]);

/**
 * What a person wants of one attribute: another value, with an expiry (RFC 3339) or for good; or that it is gone. `base`
 * is what they saw, so that nobody's newer value is overwritten unseen.
 */
export const postureIntent = v.variant('kind', [
  v.object({
    kind: v.literal('set'),
    key: v.string(),
    value,
    expiry: v.optional(v.string()),
    comment: v.optional(v.string()),
    base,
  }),
  v.object({ kind: v.literal('delete'), key: v.string(), base }),
]);
export type PostureIntent = v.InferOutput<typeof postureIntent>;

/** One attribute in an answer of the server; null when the device has none of this key. */
export function seenOf(answer: Attributes, key: string): Seen | null {
  const attributes = answer.attributes ?? {};
  if (!Object.hasOwn(attributes, key)) return null;
  const expiry = answer.expiries?.[key];
  return { value: attributes[key], ...(typeof expiry === 'string' ? { expiry } : {}) };
}

/** True when both hold the same value until the same second, however the time is spelled. */
export function isSameSeen(one: Seen | null, other: Seen | null): boolean {
  if (one === null || other === null) return one === other;
  return JSON.stringify(one.value) === JSON.stringify(other.value) && secondOf(one.expiry) === secondOf(other.expiry);
}

function secondOf(expiry: string | undefined): number | undefined {
  const at = readDate(expiry);
  return at === undefined ? undefined : Math.floor(at / 1000);
}

/** What stands there once an intent has been carried out. */
export function wantedBy(intent: PostureIntent): Seen | null {
  if (intent.kind === 'delete') return null;
  return { value: intent.value, ...(intent.expiry === undefined ? {} : { expiry: intent.expiry }) };
}

/** True when an answer of the server already shows what an intent asks for. */
export function isInEffect(answer: Attributes, intent: PostureIntent): boolean {
  return isSameSeen(seenOf(answer, intent.key), wantedBy(intent));
}

/** The attributes once an intent has been carried out; the same object when there is nothing to do. */
export function applyPosture(answer: Attributes, intent: PostureIntent): Attributes {
  if (isInEffect(answer, intent)) return answer;
  const wanted = wantedBy(intent);
  return {
    ...answer,
    attributes: withEntry(answer.attributes ?? {}, intent.key, wanted?.value),
    expiries: withEntry(answer.expiries ?? {}, intent.key, wanted?.expiry),
  };
}

function withEntry(record: Readonly<Record<string, unknown>>, key: string, entry: unknown): Record<string, unknown> {
  const others = Object.entries(record).filter(([name]) => name !== key);
  return Object.fromEntries(entry === undefined ? others : [...others, [key, entry]]);
}

/** The inverse of an intent over what stood there before; undefined where that is nothing that can be written again. */
export function inverseOf(intent: PostureIntent, before: Seen | null): PostureIntent | undefined {
  const { key } = intent;
  const now = wantedBy(intent);
  if (before === null) return { kind: 'delete', key, base: now };
  const value = writable(before.value);
  if (value === undefined) return undefined;
  const expiry = before.expiry === undefined ? {} : { expiry: before.expiry };
  return { kind: 'set', key, value, ...expiry, base: now };
}

function writable(value: unknown): AttributeValue | undefined {
  if (typeOf(value) === undefined) return undefined;
  // typeOf has just told that it is one of the three.
  return value as AttributeValue;
}
