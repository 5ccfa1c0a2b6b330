import { type Session, ownerOf, sessionSchema } from '#contract/session.ts';
import * as v from 'valibot';

/** Whose page this is, and what became of it since it was opened. */
export type SessionState = {
  /** The session of this page, as it is by now. */
  readonly current: Session;
  /** The session of somebody else, or of another tailnet, which answers come from by now: the page is not theirs. */
  readonly other: Session | undefined;
  /**
   * What there is to take note of: the page was loaded in the place of somebody else's, or what may be done here is not
   * what it was. Where that was not known before, it is no news.
   */
  readonly news: 'handed-on' | 'rights' | undefined;
};

/** The session that a page goes by; it begins with that of the document. */
export type Sessions = {
  /** The same object until something changes. */
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** An answer carried this tag; one that is not known is asked about. */
  readonly heard: (tag: string | null) => void;
  /** Whoever reads this has taken note. */
  readonly noted: () => void;
};

/**
 * Follows the session by the tags of answers. `ask` gives the session as it is now, and undefined where that is not to be
 * had; `isHandedOn` is true for a page that was loaded in the place of somebody else's.
 */
export function createSessions(first: Session, ask: () => Promise<Session | undefined>, isHandedOn = false): Sessions {
  let state: SessionState = { current: first, other: undefined, news: isHandedOn ? 'handed-on' : undefined };
  let isAsking = false;
  const listeners = new Set<() => void>();
  const set = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const take = (next: Session) => {
    const { current, news } = state;
    const isOther = current.tag !== undefined && ownerOf(current.tag) !== ownerOf(next.tag ?? '');
    if (isOther) set({ ...state, other: next });
    else set({ current: next, other: undefined, news: maysDiffer(current, next) ? 'rights' : news });
  };
  const learn = async () => {
    isAsking = true;
    const next = await ask();
    isAsking = false;
    if (next !== undefined) take(next);
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard(tag) {
      if (tag === null || isAsking || tag === (state.other ?? state.current).tag) return;
      void learn();
    },
    noted: () => set({ ...state, news: undefined }),
  };
}

/** Whether two sessions of one person let them do different things, as far as that was known. */
function maysDiffer(before: Session, after: Session): boolean {
  if (before.tag === undefined) return false;
  const mays = ({ person, readOnly, hasUserKey }: Session) => [person?.role, readOnly === true, hasUserKey === true];
  if (JSON.stringify(mays(before)) !== JSON.stringify(mays(after))) return true;
  return Object.entries(before.rights ?? {}).some(([part, right]) => after.rights?.[part as 'devices'] !== right);
}

/** Asks the proxy at `origin` who this page is for by now; undefined when it does not say. Never rejects. */
export async function askSession(origin: string): Promise<Session | undefined> {
  try {
    const response = await fetch(`${origin}/api/session`, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      cache: 'no-store',
    });
    const told = v.safeParse(sessionSchema, response.ok ? await response.json() : undefined);
    return told.success ? told.output : undefined;
  } catch {
    return undefined;
  }
}
