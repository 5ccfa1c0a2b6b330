import * as v from 'valibot';
import { type Entry, type Part, aspects } from './change.ts';

const nothing = () => undefined;
const text = v.optional(v.string(), nothing);
const number = v.optional(v.number(), nothing);

const difference = v.variant('kind', [
  v.object({ kind: v.picklist(['added', 'removed']), text: v.string() }),
  v.object({ kind: v.literal('became'), before: v.string(), after: v.string() }),
]);

const part = v.object({
  aspect: v.optional(v.picklist(aspects)),
  title: v.optional(v.string()),
  id: v.string(),
  at: v.number(),
  deviceId: v.string(),
  deviceName: v.string(),
  differences: v.array(difference),
  undo: v.optional(v.object({ aspect: v.picklist(aspects), intent: v.unknown() }), nothing),
  finality: text,
  request: v.object({ method: v.string(), path: v.string(), body: v.optional(v.unknown(), nothing) }),
  outcome: v.picklist(['waiting', 'sending', 'applied', 'refused', 'not-applied', 'unknown', 'not-sent']),
  status: number,
  took: number,
  requestId: text,
  message: text,
  undoneAt: number,
  undoes: text,
  isRead: v.optional(v.boolean()),
});

/** A part of an entry, likewise. */
export const partSchema: v.GenericSchema<unknown, Part> = part;

/** An entry of the log as it comes back from the tab's storage, where what is undefined has no member. */
export const entrySchema: v.GenericSchema<unknown, Entry> = v.object({
  ...part.entries,
  aspect: v.picklist(aspects),
  title: v.string(),
  bulk: v.optional(v.object({ planned: v.number(), parts: v.pipe(v.array(part), v.readonly()) }), nothing),
});
