import { errorHeader } from '#contract/session.ts';

/**
 * Who wants a new sign-in: Tailboard itself (`link`: it was started anew, and the token of this tab is of the start
 * before), or whoever stands in front of it (`portal`).
 */
export type SessionEnd = {
  readonly way: 'link' | 'portal';
  /** True once a change was refused for it, which is then to be offered again. */
  readonly hasRefused: boolean;
};

/** Whether this tab may still ask and write, as far as answers have told. */
export type SignIn = {
  /** What goes along with writes; undefined in a tab that was opened without the start-up link. */
  readonly token: () => string | undefined;
  /** The same object until more is refused; undefined while nothing was. */
  readonly end: () => SessionEnd | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  /** A request was refused for want of a sign-in. */
  readonly refused: (way: SessionEnd['way'], isWrite: boolean) => void;
  /** A change failed for it, be it that what has to be read first was refused. */
  readonly missed: () => void;
  /** Tailboard answered a request, so whoever stands in front lets them through. */
  readonly answered: () => void;
  /** Tailboard did not answer. */
  readonly lost: () => void;
  /** Signed in again, with this token where one is needed. */
  readonly begun: (token: string | undefined) => void;
};

/**
 * The sign-in of a tab that begins with a token, or without. `onReturn` is told when Tailboard answers again after it did
 * not: it may have been started anew.
 */
export function createSignIn(first: string | undefined, onReturn: () => void = () => undefined): SignIn {
  let token = first;
  let end: SessionEnd | undefined;
  let isLost = false;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    token: () => token,
    end: () => end,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refused(way, isWrite) {
      // A reading that is refused again tells nothing new; a change that is refused again is another one to tell of.
      if (end?.way === way && !isWrite) return;
      end = { way, hasRefused: isWrite || end?.hasRefused === true };
      tell();
    },
    missed() {
      if (end === undefined) return;
      end = { ...end, hasRefused: true };
      tell();
    },
    answered() {
      const isBack = isLost;
      isLost = false;
      if (end?.way === 'portal') {
        end = undefined;
        tell();
      }
      if (isBack) onReturn();
    },
    lost: () => {
      isLost = true;
    },
    begun(next) {
      token = next;
      end = undefined;
      tell();
    },
  };
}

/**
 * Who wants a new sign-in, by an answer; undefined where nobody does. Tailboard answers every call with JSON and never
 * with a redirect, so a redirect, a page, and a 401 or 403 without its code come from whoever stands in front. With
 * `redirect: 'manual'` none of that is followed, and so what ends without any answer is the network.
 */
export function endedBy(response: Response): SessionEnd['way'] | undefined {
  if (response.type === 'opaqueredirect') return 'portal';
  const code = response.headers.get(errorHeader);
  if (response.status === 401) return code === 'login_required' ? 'link' : 'portal';
  const isPage = /^text\/html\b/i.test(response.headers.get('content-type') ?? '');
  return isPage && code === null && (response.ok || response.status === 403) ? 'portal' : undefined;
}
