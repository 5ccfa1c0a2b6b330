import { type SignIn, endedBy } from '#browser/api/sign-in.ts';
import { basePath } from '#browser/place.ts';
import { keepToken } from '#browser/session.ts';
import { tokenHeader } from '#contract/session.ts';

/**
 * What a look at the session has found: signed in; still out, for a link (`stale`) or for the portal (`out`); or nothing,
 * as Tailboard does not answer or the browser has no network.
 */
export type Looked = 'in' | 'stale' | 'out' | 'silent' | 'offline';

/**
 * Asks Tailboard whether this tab is signed in, with another token where one is given; what it finds is kept. Never
 * rejects, and changes nothing of a tailnet.
 */
export async function lookAgain(signIn: SignIn, token = signIn.token()): Promise<Looked> {
  const headers = new Headers({ accept: 'application/json' });
  if (token !== undefined) headers.set(tokenHeader, token);
  try {
    const response = await fetch(`${basePath()}/api/session`, { headers, redirect: 'manual', cache: 'no-store' });
    const way = endedBy(response);
    if (way !== undefined) {
      signIn.refused(way, false);
      return way === 'link' ? 'stale' : 'out';
    }
    if (!response.ok) return 'silent';
    if (token !== undefined) keepToken(token);
    signIn.begun(token);
    return 'in';
  } catch {
    return navigator.onLine ? 'silent' : 'offline';
  }
}

/** The token of a start-up link, or one that was copied alone; undefined when there is none in `text`. */
export function tokenIn(text: string): string | undefined {
  return /(?:^|#token=)([A-Za-z0-9_-]{43})$/.exec(text.trim())?.[1];
}

/** The address of another console than `origin`, as a link names it; undefined when it names none. */
export function otherConsole(text: string, origin: string): string | undefined {
  const given = /^https?:\/\/[^/#?\s]+/i.exec(text.trim())?.[0];
  return given === undefined || given.toLowerCase() === origin ? undefined : given;
}
