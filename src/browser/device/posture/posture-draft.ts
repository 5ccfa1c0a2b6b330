import type { Attributes } from '#contract/posture.ts';
import { readDate } from '#browser/device/moment.ts';
import * as v from 'valibot';
import { printValue } from './attribute-rows.ts';
import {
  type KnownKey,
  type KnownKeys,
  type ValueType,
  commentProblem,
  expiryProblem,
  keyPrefix,
  keyProblem,
  readValue,
  typeOf,
  typeWords,
  valueTypes,
} from './posture-rules.ts';
import { type PostureIntent, type Seen, seenOf } from './posture.schema.ts';

const hour = 3_600_000;

/** How long an attribute lasts, in the order in which it is offered; "kept" is the expiry that it has already. */
export const lifetimes = ['always', 'kept', '4-hours', '1-day', '30-days', 'until'] as const;
export type Lifetime = (typeof lifetimes)[number];
const spans: Partial<Readonly<Record<Lifetime, number>>> = {
  '4-hours': 4 * hour,
  '1-day': 24 * hour,
  '30-days': 30 * 24 * hour,
};

const seen = v.nullable(v.object({ value: v.unknown(), expiry: v.optional(v.string()) }));

/** One attribute being added, edited or deleted, as far as it is not sent. */
export const postureDraft = v.object({
  mode: v.picklist(['add', 'edit', 'delete']),
  /** The key without its prefix. */
  name: v.string(),
  type: v.picklist(valueTypes),
  /** A text or number as typed. */
  text: v.string(),
  flag: v.boolean(),
  lasts: v.picklist(lifetimes),
  /** "2026-12-01T09:00", in UTC. */
  until: v.string(),
  comment: v.string(),
  /** What the server had when this was opened. */
  opened: seen,
  /** The server's own words about these very values, until they are changed. */
  refusal: v.optional(v.string()),
});
export type PostureDraft = v.InferOutput<typeof postureDraft>;

/** A form for a new attribute. */
export const emptyDraft: PostureDraft = {
  mode: 'add',
  name: '',
  type: 'string',
  text: '',
  flag: true,
  lasts: 'always',
  until: '',
  comment: '',
  opened: null,
};

/** A form that begins with an attribute as it is. */
export function draftOf(mode: 'edit' | 'delete', key: string, opened: Seen | null): PostureDraft {
  return {
    ...emptyDraft,
    mode,
    name: key.slice(keyPrefix.length),
    type: typeOf(opened?.value) ?? 'string',
    text: typeof opened?.value === 'boolean' ? '' : printValue(opened?.value ?? ''),
    flag: opened?.value !== false,
    lasts: opened?.expiry === undefined ? 'always' : 'kept',
    opened,
  };
}

/** A form with what an intent asked for, over what the server has now; `refusal` is what it said to it. */
export function draftAgain(intent: PostureIntent, shown: Attributes, refusal: string | undefined): PostureDraft {
  const opened = seenOf(shown, intent.key);
  if (intent.kind === 'delete') return draftOf('delete', intent.key, opened);
  const until = readDate(intent.expiry);
  return {
    ...draftOf('edit', intent.key, { value: intent.value }),
    mode: opened === null ? 'add' : 'edit',
    lasts: until === undefined ? 'always' : 'until',
    until: until === undefined ? '' : new Date(until).toISOString().slice(0, 16),
    comment: intent.comment ?? '',
    opened,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** True when closing the form would lose something. */
export function isWorthKeeping(draft: PostureDraft): boolean {
  if (draft.mode === 'delete') return false;
  const start = draft.mode === 'add' ? emptyDraft : draftOf('edit', keyOf(draft), draft.opened);
  return (['name', 'text', 'flag', 'lasts', 'until', 'comment'] as const).some(
    (field) => draft[field] !== start[field],
  );
}

/** The whole key of a draft. */
export function keyOf(draft: PostureDraft): string {
  return keyPrefix + draft.name;
}

/** The type that the draft's key has already, and why; undefined while any may be chosen. */
export function fixedType(draft: PostureDraft, known: KnownKeys): { type: ValueType; reason: string } | undefined {
  const twin = known.get(keyOf(draft).toLowerCase());
  if (twin === undefined || twin.key !== keyOf(draft)) return undefined;
  return { type: twin.type, reason: fixedReason(twin, draft.mode === 'add') };
}

function fixedReason({ key, type, devices }: KnownKey, isElsewhere: boolean): string {
  if (!isElsewhere) return `${key} is ${typeWords[type]}. A key has one type in the whole tailnet.`;
  const where = devices === 1 ? 'one other device' : `${devices} other devices`;
  return `${key} is ${typeWords[type]} on ${where}. A key has one type in the whole tailnet.`;
}

/** When the attribute runs out, milliseconds since 1970; undefined for never, NaN for a date that is none. */
export function expiryOf(draft: PostureDraft, now: number): number | undefined {
  if (draft.lasts === 'always') return undefined;
  if (draft.lasts === 'kept') return readDate(draft.opened?.expiry);
  const span = spans[draft.lasts];
  return span === undefined ? Date.parse(`${draft.until}Z`) : now + span;
}

/** What stands in the way of saving, field by field, as sentences; `isMissing` where nothing is typed yet. */
export type DraftProblems = {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly expiry?: string | undefined;
  readonly comment?: string | undefined;
};

/** A draft as an intent over `shown`, or what is wrong with it. */
export function readDraft(
  draft: PostureDraft,
  known: KnownKeys,
  shown: Attributes,
  now: number,
): { readonly intent: PostureIntent } | { readonly problems: DraftProblems } {
  const key = keyOf(draft);
  const base = seenOf(shown, key);
  if (draft.mode === 'delete') return { intent: { kind: 'delete', key, base } };
  const type = fixedType(draft, known)?.type ?? draft.type;
  const read = type === 'boolean' ? { value: draft.flag } : readValue(type, draft.text);
  const at = expiryOf(draft, now);
  const problems: DraftProblems = {
    key:
      draft.name === ''
        ? 'Type a key, such as auditLevel.'
        : (keyProblem(draft.name, known) ?? takenProblem(draft, base)),
    value: 'problem' in read ? read.problem : undefined,
    expiry: at === undefined ? undefined : expiryProblem(at, now),
    comment: commentProblem(draft.comment.trim()),
  };
  if ('problem' in read || Object.values(problems).some((problem) => problem !== undefined)) return { problems };
  const expiry = draft.lasts === 'kept' ? draft.opened?.expiry : at === undefined ? undefined : timeOf(at);
  const comment = draft.comment.trim();
  return {
    intent: {
      kind: 'set',
      key,
      value: read.value,
      ...(expiry === undefined ? {} : { expiry }),
      ...(comment === '' ? {} : { comment }),
      base,
    },
  };
}

function takenProblem(draft: PostureDraft, base: Seen | null): string | undefined {
  return draft.mode === 'add' && base !== null
    ? `This device has ${keyOf(draft)} already. Edit it in its row.`
    : undefined;
}

/** RFC 3339 without fractions, which is how the API writes times. */
function timeOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
