import type { Session } from '#contract/session.ts';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ActivityLog, SessionLog } from '#browser/changes/activity-log.ts';
import type { SendChange } from '#browser/changes/send-change.ts';
import type { Client, Exchange } from './client.ts';
import type { DeviceQueries } from './queries.ts';
import type { Rights } from './rights.ts';
import type { SessionState, Sessions } from './sessions.ts';
import type { SessionEnd, SignIn } from './sign-in.ts';

/** What every panel needs to ask and to write, made once per page load but for what the session says. */
export type Api = Rights & {
  readonly client: Client;
  readonly exchange: Exchange;
  /** The only way to change anything: sends once and writes it into the log. */
  readonly send: SendChange;
  readonly activity: ActivityLog;
  /** The same log, where what is wanted waits until it is sent. */
  readonly waiting: SessionLog;
  readonly queries: DeviceQueries;
  /** For whom the page is and what it knows of its proxy, as it is by now. */
  readonly session: Session;
  /** The session of somebody else, or of another tailnet, which answers come from by now: this page is not theirs. */
  readonly otherSession: Session | undefined;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
};

export const ApiContext = createContext<Api | undefined>(undefined);

/** The page's API; throws outside of the app, which is a mistake in the code and not in the data. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('useApi needs ApiContext above it.');
  return api;
}

/** How the session has ended; undefined while it goes on. */
export function useSessionEnd(): SessionEnd | undefined {
  const { signIn } = useApi();
  return useSyncExternalStore(signIn.subscribe, signIn.end);
}

/** What there is to take note of in the session, until that was done. */
export function useSessionNews(): SessionState['news'] {
  const { sessions } = useApi();
  return useSyncExternalStore(sessions.subscribe, () => sessions.state().news);
}
