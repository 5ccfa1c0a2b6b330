import { type Session, sessionSchema } from '#contract/session.ts';
import * as v from 'valibot';
import { storageOf } from './settings/storage.ts';

const tokenKey = 'tailboard.token';

/** What the proxy said of itself in the document; a document without it reads as a live tailnet of unknown name. */
export function readSession(root: Document): Session {
  const content = root.querySelector('meta[name="tailboard"]')?.getAttribute('content') ?? '';
  let told: unknown;
  try {
    told = JSON.parse(content);
  } catch {
    told = {};
  }
  const parsed = v.safeParse(sessionSchema, told);
  return parsed.success ? parsed.output : { mode: 'live', credential: 'apiKey', tailnet: '', needsToken: true };
}

/**
 * Takes the token out of the start-up link's fragment and keeps it for this tab; gives undefined when there is none.
 * A fragment never reaches a server or its logs, and sessionStorage belongs to this port alone.
 */
export function takeToken(view: Window): string | undefined {
  const token = /^#token=([A-Za-z0-9_-]{20,100})$/.exec(view.location.hash)?.[1];
  if (token !== undefined) {
    keepToken(token);
    view.history.replaceState(null, '', view.location.pathname + view.location.search);
  }
  return storageOf('sessionStorage')?.getItem(tokenKey) ?? undefined;
}

/** Keeps a token for this tab. */
export function keepToken(token: string): void {
  storageOf('sessionStorage')?.setItem(tokenKey, token);
}
