import { ApiError } from '#browser/api/api-error.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { type FailureWords, changeFailureWords } from './change-failure.ts';
import { WriteError } from './write-error.ts';

/** What is changed that is not the device itself: a plural ("invites"), and what a 403 to changing it means. */
export type WrittenThing = { readonly plural: string; readonly forbidden: string };

/** As `changeFailureWords`, for what has an answer of its own. `action` says what was asked for: "delete custom:site". */
export function writeFailureWords(error: Error, action: string, { plural, forbidden }: WrittenThing): FailureWords {
  const words = changeFailureWords(error, action, `change ${plural}`);
  if (error instanceof WriteError && error.outcome === 'changed-since')
    return {
      title: `Tailboard did not ${action}.`,
      body: 'Someone else changed it since you saw it. Nothing has been saved; what the server has now stands here.',
      quote: undefined,
      requestId: undefined,
    };
  if (error instanceof WriteError && error.outcome === 'not-sent')
    return { ...words, body: words.body.replace(/^The device/, `The ${plural}`) };
  if (!(error instanceof ChangeError)) return words;
  if (error.outcome === 'not-applied')
    return { ...words, body: `It was not applied: reading the ${plural} again shows them as before.` };
  if (error.outcome === 'applied')
    return { ...words, body: `It was applied all the same: reading the ${plural} again shows it.` };
  if (error.outcome === 'unknown')
    return {
      ...words,
      body: `It may or may not have been applied: the ${plural} could not be read again to find out.`,
    };
  if (isPlainNo(error.reason)) return { ...words, body: forbidden };
  if (error.reason.kind === 'missing') return { ...words, body: 'It is gone, or belongs to another tailnet.' };
  return words;
}

function isPlainNo(reason: unknown): boolean {
  return reason instanceof ApiError && (reason.status === 402 || reason.status === 403);
}
