import type { Session } from '#contract/session.ts';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { type Api, ApiContext } from './api-context.ts';

/** Gives everything below the API with what this tab may do, which a new start-up link may change. */
export function SignedIn(props: { api: Omit<Api, 'readOnlyReason'>; children: ReactNode }): ReactNode {
  const { api } = props;
  const token = useSyncExternalStore(api.signIn.subscribe, api.signIn.token);
  const current = useMemo(() => ({ ...api, readOnlyReason: readOnlyReason(api.session, token) }), [api, token]);
  return <ApiContext value={current}>{props.children}</ApiContext>;
}

function readOnlyReason(session: Session, token: string | undefined): string | undefined {
  if (session.readOnly === true) return 'This console is set to look but not change.';
  if (session.person?.role === 'viewer') return 'Your account can look but not change.';
  if (session.needsToken && token === undefined)
    return 'This tab can look but not change. Open the link printed at start-up to make changes.';
  return undefined;
}
