import { ApiError } from './api-error.ts';

/** An error for a person: what is the case, what can be done, and the server's own words where it had some. */
export type ErrorWords = { readonly title: string; readonly way: string; readonly quote: string | undefined };

/** The words for an error; anything that is no ApiError reads as a mistake of the page, without its inner text. */
export function wordsOf(error: Error): ErrorWords {
  if (!(error instanceof ApiError)) return { title: 'This page made a mistake.', way: 'Reload it.', quote: undefined };
  const quote = error.message || undefined;
  switch (error.kind) {
    case 'offline':
      return { title: 'You are offline.', way: 'It is tried again once the connection is back.', quote: undefined };
    case 'unreachable':
      return { title: 'Tailboard itself does not answer.', way: 'Check that it is still running.', quote: undefined };
    case 'slow-down':
      return {
        title: 'The server asked Tailboard to slow down (429).',
        way: 'It tries again by itself.',
        quote: undefined,
      };
    case 'key-refused':
      return {
        title: "The API refused the server's Tailscale key.",
        way: 'Ask whoever runs Tailboard to replace it. Until then nothing can be read or changed.',
        quote: undefined,
      };
    case 'login':
      return { title: 'The session ended.', way: 'It goes on once you are signed in again.', quote: undefined };
    case 'forbidden':
      return {
        title: 'The key that Tailboard uses may not do this (403).',
        way: 'Its role or scopes decide that.',
        quote,
      };
    case 'missing':
      return { title: 'The server does not know this (404).', way: 'It may have been removed.', quote };
    case 'unsupported':
      return { title: 'This server does not offer this (501).', way: 'The rest works.', quote };
    case 'invalid':
      return { title: `The server refused this (${error.status}).`, way: '', quote };
    case 'unexpected':
      return {
        title: 'The server sent an unexpected answer.',
        way: 'Something between here and the API may be broken.',
        quote: undefined,
      };
    case 'server':
      return {
        title: `The server did not answer as it should (${error.status}).`,
        way: 'It may pass by itself.',
        quote,
      };
  }
}
