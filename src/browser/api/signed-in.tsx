import type { Session } from '#contract/session.ts';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { type Api, ApiContext } from './api-context.ts';
import { type Rights, rightsBeside, rightsOf } from './rights.ts';

/**
 * Gives everything below the API with the session of this moment and what this tab may do by it, which a new start-up
 * link, another role or another person may change. `show` gives the session as it may be seen.
 */
export function SignedIn(props: {
  api: Omit<Api, keyof Rights | 'session' | 'otherSession'>;
  show: (session: Session) => Session;
  children: ReactNode;
}): ReactNode {
  const { api, show } = props;
  const token = useSyncExternalStore(api.signIn.subscribe, api.signIn.token);
  const { current, other } = useSyncExternalStore(api.sessions.subscribe, api.sessions.state);
  const value = useMemo(() => {
    const session = show(current);
    const otherSession = other && show(other);
    const rights = otherSession === undefined ? rightsOf(session, token) : rightsBeside(otherSession);
    return { ...api, session, otherSession, ...rights };
  }, [api, show, token, current, other]);
  return <ApiContext value={value}>{props.children}</ApiContext>;
}
