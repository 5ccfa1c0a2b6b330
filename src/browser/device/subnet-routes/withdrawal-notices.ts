import { isExitRoute } from '#contract/subnet-routes.ts';
import { listed } from '#browser/device/listed.ts';
import { routerNames } from './other-routers.ts';
import { contains, parsePrefix, routeKey } from '#contract/prefix.ts';
import { type RouteNotice, type StagedRoutes, nameIn } from './staged-routes.ts';
import { type RouteChange, keysOf } from './subnet-routes.schema.ts';

/** What withdrawing these prefixes does. One that is not advertised carries nothing, so nothing is lost with it. */
export function withdrawalNotices(staged: StagedRoutes, withdrawals: readonly RouteChange[]): readonly RouteNotice[] {
  const advertised = keysOf(staged.after.advertised);
  return withdrawals.flatMap((change) => {
    if (change.isExitNode)
      return staged.after.advertised.some((route) => isExitRoute(routeKey(route))) ? [exitNodeNotice(staged)] : [];
    const key = routeKey(change.prefix);
    return advertised.has(key) && staged.others !== undefined ? [withdrawalNotice(staged, staged.others, key)] : [];
  });
}

function withdrawalNotice(staged: StagedRoutes, others: NonNullable<StagedRoutes['others']>, key: string): RouteNotice {
  const serving = others.serving(key);
  const working = serving.filter(({ trouble }) => trouble === undefined);
  if (working.length > 0) {
    const isAlone = working.length === 1;
    return {
      kind: 'info',
      title: isAlone ? `${key} has no failover any more.` : `${key} keeps ${working.length} routers.`,
      body: `After saving, ${routerNames(working)} ${isAlone ? 'carries it alone' : 'carry it'}.`,
    };
  }
  if (serving.length > 0) {
    return {
      kind: 'warn',
      title: `${key} loses its only working router.`,
      body: `The rest is ${routerNames(serving)}. Devices that reach it through the tailnet will be cut off.`,
    };
  }
  const wider = widerThan(staged, others, key);
  if (wider !== undefined)
    return { kind: 'warn', title: `${key} loses its only router.`, body: `Its traffic then goes ${wider}.` };
  return {
    kind: 'warn',
    title: `${key} loses its only router.`,
    body: 'Devices that reach it through the tailnet will be cut off.',
  };
}

/** Where the traffic of a prefix goes that nobody serves any more: to the longest prefix around it. */
function widerThan(staged: StagedRoutes, others: NonNullable<StagedRoutes['others']>, key: string): string | undefined {
  const prefix = parsePrefix(key);
  if (prefix === undefined) return undefined;
  const advertised = keysOf(staged.after.advertised);
  const own = [...keysOf(staged.after.enabled)]
    .filter((route) => advertised.has(route) && !isExitRoute(route))
    .flatMap((route) => parsePrefix(route) ?? [])
    .map((other) => ({ prefix: other, names: nameIn(staged) }));
  const foreign = others.served.map((other) => ({ prefix: other.prefix, names: routerNames(other.routers) }));
  const around = [...own, ...foreign].filter(
    (other) => other.prefix.length < prefix.length && contains(other.prefix, prefix),
  );
  const longest = Math.max(...around.map((other) => other.prefix.length));
  const nearest = around.filter((other) => other.prefix.length === longest);
  const [first] = nearest;
  return (
    first &&
    `through ${listed(nearest.map(({ names }) => names))}, which ${nearest.length > 1 ? 'serve' : 'serves'} the wider ${first.prefix.text}`
  );
}

function exitNodeNotice(staged: StagedRoutes): RouteNotice {
  return {
    kind: 'warn',
    title: `${nameIn(staged)} is no exit node any more.`,
    body: 'Devices that use it lose the internet until they choose another or none.',
  };
}
