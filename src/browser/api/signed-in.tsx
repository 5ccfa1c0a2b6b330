import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { type Api, ApiContext } from './api-context.ts';
import { type Rights, rightsOf } from './rights.ts';

/** Gives everything below the API with what this tab may do, which a new start-up link may change. */
export function SignedIn(props: { api: Omit<Api, keyof Rights>; children: ReactNode }): ReactNode {
  const { api } = props;
  const token = useSyncExternalStore(api.signIn.subscribe, api.signIn.token);
  const current = useMemo(() => ({ ...api, ...rightsOf(api.session, token) }), [api, token]);
  return <ApiContext value={current}>{props.children}</ApiContext>;
}
