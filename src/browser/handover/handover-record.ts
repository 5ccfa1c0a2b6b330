import { partSchema } from '#browser/changes/entry-schema.ts';
import { withoutSecrets } from '#browser/changes/without-secrets.ts';
import * as v from 'valibot';
import { sheetSchema } from './sheet.ts';

const texts = v.pipe(v.array(v.string()), v.readonly());

/**
 * A hand-over as it outlives its page: what was decided and what was sent, in plain facts. Where it stands is not in it;
 * that the server knows.
 */
export const recordSchema = v.object({
  /** The old device as it was when this was begun. */
  sheet: sheetSchema,
  /** Null while the new device is not here. */
  newId: v.nullable(v.string()),
  fate: v.picklist(['aside', 'remove']),
  leftOut: texts,
  /** Null until the first request. */
  begun: v.nullable(
    v.object({
      at: v.number(),
      /** The new device as it was reviewed, and the newest entry of the log at that moment. */
      before: sheetSchema,
      since: v.optional(v.string()),
      /** The entry of the log that tells of this. */
      entryId: v.string(),
      /** How many requests it was to be. */
      planned: v.number(),
    }),
  ),
  /** What was sent for which line, in order. */
  sent: v.pipe(v.array(v.object({ line: v.string(), part: partSchema })), v.readonly()),
});
export type HandoverRecord = v.InferOutput<typeof recordSchema>;
export type Sent = HandoverRecord['sent'][number];

/** Under what name the browser keeps the hand-over of a device. */
export const storageKey = (id: string): string => `tailboard.handover.${id}`;

/** The hand-over of a device that `storage` has; undefined for none, and for what has another shape. */
export function readRecord(storage: Pick<Storage, 'getItem'> | undefined, id: string): HandoverRecord | undefined {
  try {
    const parsed = v.safeParse(recordSchema, JSON.parse(storage?.getItem(storageKey(id)) ?? 'null'));
    if (!parsed.success || parsed.output.sheet.id !== id) return undefined;
    return { ...parsed.output, sent: parsed.output.sent.map(lost) };
  } catch {
    // Storage may be switched off, and what stands there may be anything.
    return undefined;
  }
}

/** What was under way when the page went can no longer be answered here. */
function lost({ line, part }: Sent): Sent {
  return { line, part: part.outcome === 'sending' ? { ...part, outcome: 'unknown' } : part };
}

/** Keeps a hand-over, or forgets the one of this device. */
export function keepRecord(
  storage: Pick<Storage, 'setItem' | 'removeItem'> | undefined,
  id: string,
  record: HandoverRecord | undefined,
): void {
  try {
    if (record === undefined) storage?.removeItem(storageKey(id));
    else storage?.setItem(storageKey(id), JSON.stringify(withoutSecrets(record)));
  } catch {
    // Without storage it lives as long as the page.
  }
}
