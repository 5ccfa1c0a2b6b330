import { ApiError } from '#browser/api/api-error.ts';
import { type ErrorWords, wordsOf } from '#browser/api/error-words.ts';
import type { Entry, Part } from '#browser/changes/change.ts';
import { authorizedBody, keyBody } from '#contract/device.ts';
import * as v from 'valibot';

/** True when an entry is in effect as far as this tab knows, and has a way back. */
export function canUndo(entry: Entry): boolean {
  return entry.bulk === undefined ? isUndoable(entry) : entry.bulk.parts.some(isUndoable);
}

/** The same of one device of a bulk change. */
export function isUndoable({ undo, outcome, undoneAt }: Part): boolean {
  return undo !== undefined && outcome === 'applied' && undoneAt === undefined;
}

/** The last change that can be taken back, the takings back themselves left out; undefined when there is none. */
export function lastUndoable(entries: readonly Entry[]): Entry | undefined {
  return entries.findLast((entry) => canUndo(entry) && entry.undoes === undefined);
}

/**
 * What a person has to know before a change is taken back, because that grants something or cuts something off;
 * undefined where it only takes away what was granted.
 */
export function undoConsequence({ aspect, deviceName, differences, request: { body } }: Entry): string | undefined {
  const removed = differences.flatMap((difference) => (difference.kind === 'removed' ? [difference.text] : []));
  switch (aspect) {
    case 'routes':
      return removed.length === 0 ? undefined : `${removed.join(', ')} will be approved again.`;
    case 'tags':
      return removed.length === 0 ? undefined : `${deviceName} gets the access of ${removed.join(', ')} again.`;
    case 'key-expiry':
      return v.is(keyBody, body) && body.keyExpiryDisabled
        ? 'The key gets its date back. Where that has passed, the device drops off at once.'
        : 'The key does not expire any more.';
    case 'approval':
      return v.is(authorizedBody, body) && body.authorized
        ? `${deviceName} is blocked until it is approved again.`
        : `${deviceName} may connect to the tailnet again.`;
    case 'ipv4':
      return 'Connections to its present address break.';
    case 'posture':
      return 'Access rules may depend on this attribute.';
    case 'name':
    case 'expire-key':
    case 'delete':
    case 'sharing':
    case 'handover':
      return undefined;
    default:
      return aspect satisfies never;
  }
}

/** Why taking a change back did not come about, whatever its aspect threw. */
export function undoFailureWords(error: unknown): ErrorWords {
  if (!(error instanceof Error)) return wordsOf(new Error(String(error)));
  const reason = error instanceof ApiError ? error : error.cause;
  const outcome = 'outcome' in error ? error.outcome : undefined;
  const own = { way: '', quote: undefined };
  if (outcome === 'changed-since')
    return { ...own, title: 'It was changed again since, so nothing was sent.', way: 'Decide on its page.' };
  if (outcome === 'not-kept') return { ...own, title: 'The server agreed, and goes on showing something else.' };
  if (outcome === 'not-read') return { ...own, title: 'The server agreed, and could not be read since.' };
  if (reason instanceof ApiError) {
    const words = wordsOf(reason);
    if (outcome === 'not-applied') return { ...words, way: 'Reading again shows it as before.' };
    if (outcome === 'unknown') return { ...words, way: 'It may or may not have been undone.' };
    return outcome === 'refused' ? words : { ...words, way: `Nothing was sent. ${words.way}`.trim() };
  }
  // Only an aspect that says in its own words why it does not go back throws a plain one.
  return error.name === 'Error' ? { ...own, title: error.message } : wordsOf(error);
}
