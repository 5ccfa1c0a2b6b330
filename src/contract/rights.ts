import { endpoints } from './endpoints.ts';

/** The parts of a tailnet that a credential is or is not let at, in the order in which they are told. */
export const parts = ['devices', 'routes', 'posture', 'invites', 'policy', 'settings', 'users'] as const;
export type Part = (typeof parts)[number];

/** What a credential may do with a part; each may do what those after it may. */
export const rights = ['change', 'read', 'none'] as const;
export type Right = (typeof rights)[number];

/** What a credential may do, as far as is known: a part that nothing is known of is absent. */
export type Rights = { readonly [P in Part]?: Right };

/** The OAuth scope that changing a part takes; reading takes the same with ":read" at its end. */
export const scopeOf: Readonly<Record<Part, string>> = {
  devices: endpoints.setTags.scope,
  routes: endpoints.setRoutes.scope,
  posture: endpoints.setAttribute.scope,
  invites: endpoints.deleteInvite.scope,
  policy: withoutRead(endpoints.getPolicy.scope),
  settings: withoutRead(endpoints.getSettings.scope),
  users: withoutRead(endpoints.listUsers.scope),
};

function withoutRead(scope: string): string {
  return scope.replace(/:read$/, '');
}

/** Whether scopes let a call through that takes `needed` (https://tailscale.com/kb/1215/oauth-clients#scopes). */
export function coversScope(granted: readonly string[], needed: string): boolean {
  const reads = needed.endsWith(':read');
  return granted.some(
    (scope) => scope === 'all' || scope === needed || (reads && (scope === 'all:read' || `${scope}:read` === needed)),
  );
}

/** What scopes let a credential do. Those of a kind that is not known here may let it do more, so nothing is told then. */
export function rightsOf(granted: readonly string[]): Rights {
  const known = new Set(['all', 'all:read', ...Object.values(scopeOf).flatMap((scope) => [scope, `${scope}:read`])]);
  const areKnown = granted.every((scope) => known.has(scope) || isElsewhere(scope));
  if (granted.length === 0 || !areKnown) return {};
  const right = (part: Part): Right =>
    coversScope(granted, scopeOf[part]) ? 'change' : coversScope(granted, `${scopeOf[part]}:read`) ? 'read' : 'none';
  return Object.fromEntries(parts.map((part) => [part, right(part)]));
}

/** Scopes of today's spelling that are for calls which Tailboard does not make. */
function isElsewhere(scope: string): boolean {
  return /^(account_settings|api_access_tokens|auth_keys|dns|federated_keys|log_streaming|logs:configuration|logs:network|networking_settings|oauth_apps|oauth_keys|services|webhooks)(:read)?$/.test(
    scope,
  );
}
