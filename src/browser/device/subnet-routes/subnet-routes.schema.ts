import type { Routes } from '#browser/api/queries.ts';
import { exitRoutes, isExitRoute } from '#contract/subnet-routes.ts';
import { routeKey, sortRoutes } from '#contract/prefix.ts';

/**
 * What a person wants of a device's routes: prefixes to approve and to withdraw. Never a whole list. With a `base` it is
 * not sent over what others changed since then; the person is asked. Without one it is folded over whatever there is.
 */
export type RoutesIntent = {
  readonly approve: readonly string[];
  readonly withdraw: readonly string[];
  readonly base?: RoutesBase | undefined;
  /** True when one half of an exit node is meant alone, because it was alone before. */
  readonly isExact?: boolean | undefined;
  /** The entry of the log that this takes back. */
  readonly undoes?: string | undefined;
};

/** What an intent was decided on. */
export type RoutesBase = {
  /** The approved routes that the person saw. */
  readonly approved: readonly string[];
  /** Prefixes that this page itself was changing: whatever became of them is no change of others. */
  readonly own: readonly string[];
  /** The newest entry of the log at that moment: later ones of this page are no change of others either. */
  readonly since?: string | undefined;
};

/**
 * The way back from a change. `approved` is the list that the change left, given where the way back approves something:
 * over a list that others changed since it would grant more than the person thinks of.
 */
export type RoutesUndo = Omit<RoutesIntent, 'base' | 'undoes'> & { readonly approved?: readonly string[] | undefined };

export const noIntent: RoutesIntent = { approve: [], withdraw: [] };

/**
 * What is approved once an intent has been carried out: everything else stays as it came. Both halves of an exit node
 * move together (https://tailscale.com/kb/1103/exit-nodes). Gives the same object when there is nothing to do, so an
 * intent folded twice is folded once. A prefix named on both sides is withdrawn, which is the safe reading.
 */
export function applyRoutes(routes: Routes, intent: RoutesIntent): Routes {
  const whole = intent.isExact === true ? (given: readonly string[]) => given : withBothHalves;
  const withdraw = new Set(whole(intent.withdraw).map(routeKey));
  const seen = new Set<string>();
  const kept = routes.enabled.filter((route) => {
    const key = routeKey(route);
    if (withdraw.has(key) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const added = whole(intent.approve).filter((route) => {
    const key = routeKey(route);
    if (withdraw.has(key) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const isWithdrawn = routes.enabled.some((route) => withdraw.has(routeKey(route)));
  if (added.length === 0 && !isWithdrawn) return routes;
  return { advertised: routes.advertised, enabled: sortRoutes([...kept, ...added]) };
}

function withBothHalves(routes: readonly string[]): readonly string[] {
  if (!routes.some((route) => isExitRoute(routeKey(route)))) return routes;
  return [...routes.filter((route) => !isExitRoute(routeKey(route))), ...exitRoutes];
}

/** True when the same prefixes are approved, however they are spelled and ordered. */
export function hasSameApprovals(one: Routes, other: Routes): boolean {
  const keys = keysOf(one.enabled);
  return keys.size === keysOf(other.enabled).size && other.enabled.every((route) => keys.has(routeKey(route)));
}

/** The list as it is sent: subnets first and the exit node last, as people read it. The server sorts by itself. */
export function requestedRoutes(routes: Routes): string[] {
  const isExit = (route: string) => isExitRoute(routeKey(route));
  return [...routes.enabled.filter((route) => !isExit(route)), ...routes.enabled.filter(isExit)];
}

/** The spellings that tell the routes of a list apart. */
export function keysOf(routes: readonly string[]): ReadonlySet<string> {
  return new Set(routes.map(routeKey));
}

/**
 * Advertised but not approved (waiting), both (approved), approved but not advertised (unadvertised: pre-approved, or
 * no longer advertised, which the API does not tell apart), or neither.
 */
export type RouteState = 'waiting' | 'approved' | 'unadvertised' | 'neither';

export type RouteRow = {
  /** As the server spells it. */
  readonly prefix: string;
  readonly key: string;
  readonly state: RouteState;
  readonly isAdvertised: boolean;
  readonly isApproved: boolean;
};

/** The subnets of a device, one row each, the exit node left out. `extra` are prefixes that have a row in any case. */
export function routeRows(routes: Routes, extra: readonly string[] = []): readonly RouteRow[] {
  const advertised = keysOf(routes.advertised);
  const enabled = keysOf(routes.enabled);
  const spellings = new Map<string, string>();
  for (const route of [...routes.advertised, ...routes.enabled, ...extra]) {
    const key = routeKey(route);
    if (!isExitRoute(key) && !spellings.has(key)) spellings.set(key, route);
  }
  return sortRoutes([...spellings.values()]).map((prefix) => {
    const key = routeKey(prefix);
    const isAdvertised = advertised.has(key);
    const isApproved = enabled.has(key);
    return { prefix, key, isAdvertised, isApproved, state: stateOf(isAdvertised, isApproved) };
  });
}

function stateOf(isAdvertised: boolean, isApproved: boolean): RouteState {
  if (isAdvertised) return isApproved ? 'approved' : 'waiting';
  return isApproved ? 'unadvertised' : 'neither';
}

export type ExitNode = {
  /** Which of the two routes are advertised and approved: none, one or both. */
  readonly advertised: readonly string[];
  readonly approved: readonly string[];
  readonly state: RouteState;
};

/** The exit node of a device: one thing of two routes, approved when every half that is advertised is. */
export function exitNodeOf(routes: Routes): ExitNode {
  const advertised = halvesIn(routes.advertised);
  const approved = halvesIn(routes.enabled);
  const isApproved =
    advertised.length === 0 ? approved.length > 0 : advertised.every((half) => approved.includes(half));
  return { advertised, approved, state: stateOf(advertised.length > 0, isApproved) };
}

function halvesIn(routes: readonly string[]): readonly string[] {
  const keys = keysOf(routes);
  return exitRoutes.filter((route) => keys.has(route));
}

/** One thing that will change, the exit node counting as one. */
export type RouteChange = {
  readonly kind: 'approve' | 'withdraw';
  readonly prefix: string;
  readonly isExitNode: boolean;
};

/** What differs in approvals from `before` to `after`: approvals first, subnets in order, the exit node last. */
export function changesBetween(before: Routes, after: Routes): readonly RouteChange[] {
  return [
    ...changedSide('approve', after.enabled, keysOf(before.enabled)),
    ...changedSide('withdraw', before.enabled, keysOf(after.enabled)),
  ];
}

function changedSide(kind: RouteChange['kind'], routes: readonly string[], known: ReadonlySet<string>): RouteChange[] {
  const changed = sortRoutes(routes.filter((route) => !known.has(routeKey(route))));
  const subnets = changed.filter((route) => !isExitRoute(routeKey(route)));
  const changes = subnets.map((prefix): RouteChange => ({ kind, prefix, isExitNode: false }));
  if (subnets.length < changed.length) changes.push({ kind, prefix: 'Exit node', isExitNode: true });
  return changes;
}

/** The changes as an intent, ready to be sent; the exit node is both of its routes. */
export function intentOf(changes: readonly RouteChange[]): RoutesIntent {
  const side = (kind: RouteChange['kind']) =>
    changes
      .filter((change) => change.kind === kind)
      .flatMap((change) => (change.isExitNode ? [...exitRoutes] : [change.prefix]));
  return { approve: side('approve'), withdraw: side('withdraw') };
}

/** What leads from `before` to `after`, prefix by prefix: a half of an exit node that moves alone is meant alone. */
export function intentBetween(before: Routes, after: Routes): RoutesIntent {
  const approve = withoutThose(after.enabled, before.enabled);
  const withdraw = withoutThose(before.enabled, after.enabled);
  const isHalf = (routes: readonly string[]) => halvesIn(routes).length === 1;
  return isHalf(approve) || isHalf(withdraw) ? { approve, withdraw, isExact: true } : { approve, withdraw };
}

function withoutThose(routes: readonly string[], known: readonly string[]): readonly string[] {
  const keys = keysOf(known);
  return sortRoutes(routes.filter((route) => !keys.has(routeKey(route))));
}

/** An intent as changes, for sentences about it. */
export function changesOf(intent: RoutesIntent): readonly RouteChange[] {
  return [...changedSide('approve', intent.approve, new Set()), ...changedSide('withdraw', intent.withdraw, new Set())];
}

/**
 * A draft with one tick set or cleared over what is shown; `prefix` may be either half of the exit node. A tick that
 * only restores what is shown leaves the draft, so going back and forth ends with no change.
 */
export function stage(draft: RoutesIntent, shown: Routes, prefix: string, isTicked: boolean): RoutesIntent {
  const staged = withBothHalves([prefix]);
  const keys = keysOf(staged);
  const others = (routes: readonly string[]) => routes.filter((route) => !keys.has(routeKey(route)));
  const intent = isTicked ? { approve: staged, withdraw: [] } : { approve: [], withdraw: staged };
  const left = { ...draft, approve: others(draft.approve), withdraw: others(draft.withdraw) };
  if (applyRoutes(shown, intent) === shown) return left;
  return {
    ...draft,
    approve: [...left.approve, ...intent.approve],
    withdraw: [...left.withdraw, ...intent.withdraw],
  };
}

/** Two drafts as one; the second has the last word. */
export function mergeIntents(first: RoutesIntent, second: RoutesIntent): RoutesIntent {
  const keys = keysOf(withBothHalves([...second.approve, ...second.withdraw]));
  const others = (routes: readonly string[]) => routes.filter((route) => !keys.has(routeKey(route)));
  const merged = {
    approve: [...others(first.approve), ...second.approve],
    withdraw: [...others(first.withdraw), ...second.withdraw],
  };
  // Whatever a tick means is in the intent by name already.
  return first.isExact === true || second.isExact === true ? { ...merged, isExact: true } : merged;
}

/** "2 of 3 approved", the exit node left out; "" where there is no subnet. */
export function approvalWords(routes: Routes): string {
  const rows = routeRows(routes);
  const advertised = rows.filter(({ isAdvertised }) => isAdvertised);
  const approved = advertised.filter(({ isApproved }) => isApproved);
  const early = rows.filter(({ state }) => state === 'unadvertised').length;
  return [
    ...(advertised.length > 0 ? [`${approved.length} of ${advertised.length} approved`] : []),
    ...(early > 0 ? [`${early} not advertised`] : []),
  ].join(', ');
}
