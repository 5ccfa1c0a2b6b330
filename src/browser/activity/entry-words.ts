import type { Entry } from '#browser/changes/change.ts';
import { callOf } from '#browser/changes/request-of.ts';

/** True when a change did not come about, or may not have. */
export function isFailed({ outcome }: Pick<Entry, 'outcome'>): boolean {
  return outcome === 'refused' || outcome === 'not-applied' || outcome === 'unknown' || outcome === 'not-sent';
}

/**
 * True where a change did not come about and its panel can take it once more: it has the values still, or is where they
 * are given anew. What may have been applied is read first, and many devices have a review of their own.
 */
export function canRetry(entry: Entry): boolean {
  const isPlain = isFailed(entry) && entry.outcome !== 'unknown';
  return isPlain && entry.bulk === undefined && entry.deviceId !== '' && !isGone(entry);
}

/** What was done, or "Tags not changed" where it was not. A title ends with what was done: "Key expiry turned off". */
export function titleOf({ title, outcome }: Pick<Entry, 'title' | 'outcome'>): string {
  if (!isFailed({ outcome }) || outcome === 'unknown') return title;
  return title.replace(
    / (added|approved|changed|created|deleted|expired|mailed|renamed|reset|revoked|turned)\b/,
    ' not $1',
  );
}

/** What a failed change leaves to be said beside the server's own words; undefined where those say it all. */
export function failureWords(entry: Entry): string | undefined {
  // Of many devices each says for itself what became of it.
  if (entry.bulk !== undefined) return undefined;
  const answer = entry.status === undefined ? 'No answer came.' : `No usable answer came (${entry.status}).`;
  switch (entry.outcome) {
    case 'not-applied':
      return `${answer} Reading again showed the value from before.`;
    case 'unknown':
      return `${answer} It may or may not have been applied.`;
    case 'not-sent':
      return entry.took === undefined
        ? 'The page was left before it was sent.'
        : 'It could not be read first, so nothing was sent.';
    case 'waiting':
    case 'sending':
    case 'applied':
    case 'refused':
      return undefined;
    default:
      return entry.outcome satisfies never;
  }
}

/** The server's own words with their status: "400 invalid Prefix"; undefined where it said nothing. */
export function quoteOf({ status, message }: Pick<Entry, 'status' | 'message'>): string | undefined {
  // Below 400 the words are this page's own, about an answer that was none.
  if (status === undefined || status < 400 || message === undefined || message === '') return undefined;
  return `${status} ${message}`;
}

/** How the request ended: "200 in 184 ms", "No answer after 20.0 s"; undefined while it is under way, and where nothing was sent. */
export function answerWords({ outcome, status, took, message }: Entry): string | undefined {
  if (outcome === 'waiting' || outcome === 'sending' || outcome === 'not-sent') return undefined;
  if (took === undefined) {
    const isFound = outcome === 'applied' ? ' Reading again showed it applied.' : '';
    return `The tab was reloaded before the answer came.${isFound}`;
  }
  const time = took < 10_000 ? `${Math.round(took)} ms` : `${(took / 1000).toFixed(1)} s`;
  const answer = status === undefined ? `No answer after ${time}` : `${status} in ${time}`;
  return outcome === 'applied' && message !== undefined ? `${answer}. Reading again showed it applied` : answer;
}

/** True when the change took the device out of the tailnet, so that no page of it is left to link to. */
export function isGone({ outcome, request }: Pick<Entry, 'outcome' | 'request'>): boolean {
  return outcome === 'applied' && callOf(request)?.name === 'deleteDevice';
}

/** "1 change", "7 changes". */
export function changeCount(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}
