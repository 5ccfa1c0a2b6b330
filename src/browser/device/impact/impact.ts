import type { Invite } from '#contract/invites.ts';
import { contains, parsePrefix, routeKey } from '#contract/prefix.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import { type AnyDevice, factsOf } from '#browser/device/device-facts.ts';
import { statusOf } from '#browser/device/device-status.ts';
import { servedSubnets } from '#browser/device/live-routers.ts';
import { readDate } from '#browser/device/moment.ts';
import { listed } from '#browser/device/listed.ts';

/** What hangs on a device: what breaks when it is deleted, signed out, blocked or moved to another address. */
export type Impact = {
  readonly name: string;
  readonly isConnected: boolean;
  /** Prefixes that no other device is approved for; undefined while the other devices are not known. */
  readonly loneRoutes: readonly string[] | undefined;
  /** Prefixes that others are approved for, too; `successor` is undefined when none of those is connected. */
  readonly sharedRoutes: readonly { readonly prefix: string; readonly successor: string | undefined }[];
  /** All prefixes that it routes, exit node aside. */
  readonly routes: readonly string[];
  readonly isExitNode: boolean;
  /** True when another approved exit node is connected; false, too, while the other devices are not known. */
  readonly hasOtherExitNode: boolean;
  /** Who accepted a share of it, by login name or e-mail; undefined while its invites are not known. */
  readonly sharedWith: readonly string[] | undefined;
  /** Invites that nobody accepted yet. */
  readonly pendingInvites: number;
  /** Tags, without `tag:`, that no other device has. */
  readonly loneTags: readonly string[];
  /** How this console is probably reached through it; undefined when it is not, as far as can be told. */
  readonly consolePath:
    | { readonly kind: 'address'; readonly host: string }
    | { readonly kind: 'route'; readonly host: string; readonly prefix: string }
    | undefined;
};

/**
 * Works out what hangs on a device. `devices` is the whole tailnet and `invites` those of the device, each undefined
 * while not known. `consoleAddresses` are the host names under which this console is reached. The likely successor of a
 * shared prefix is the connected router that was added first (https://tailscale.com/kb/1115/high-availability); the API
 * names none.
 */
export function impactOf(world: {
  device: AnyDevice;
  devices: readonly AnyDevice[] | undefined;
  invites: readonly Invite[] | undefined;
  now: number;
  consoleAddresses?: readonly string[];
}): Impact {
  const { device, devices, invites, now, consoleAddresses = [] } = world;
  const facts = factsOf(device);
  const others = devices?.filter((other) => !isSame(other, device) && other.isExternal !== true);
  const routes = servedSubnets(device).map(routeKey);
  const shared = routes.map((prefix) => ({ prefix, routers: routersOf(prefix, others ?? []) }));
  const loneRoutes = shared.flatMap(({ prefix, routers }) => (routers.length === 0 ? [prefix] : []));
  return {
    name: facts.name,
    isConnected: facts.isConnected,
    routes,
    loneRoutes: others === undefined ? undefined : loneRoutes,
    sharedRoutes: shared.flatMap(({ prefix, routers }) =>
      routers.length === 0 ? [] : [{ prefix, successor: successorAmong(routers, now) }],
    ),
    isExitNode: (device.enabledRoutes ?? []).some(isExitRoute) && facts.exitNode !== 'none',
    hasOtherExitNode: others?.some((other) => isWorkingExitNode(other, now)) ?? false,
    sharedWith: invites?.flatMap((invite) =>
      invite.accepted === true ? [invite.acceptedBy?.loginName ?? invite.email ?? 'someone'] : [],
    ),
    pendingInvites: invites?.filter(({ accepted }) => accepted !== true).length ?? 0,
    loneTags:
      others === undefined ? [] : facts.tags.filter((tag) => !others.some(({ tags }) => tags?.includes(`tag:${tag}`))),
    consolePath: consolePathOf(device, loneRoutes, consoleAddresses),
  };
}

/** True when deleting a device is asked to be confirmed by its name: someone may be using it at this moment. */
export function isInUse(impact: Impact): boolean {
  const isShared = (impact.sharedWith?.length ?? 0) > 0;
  return impact.isConnected || impact.isExitNode || impact.routes.length > 0 || isShared;
}

function isSame(one: AnyDevice, other: AnyDevice): boolean {
  return one.nodeId && other.nodeId ? one.nodeId === other.nodeId : Boolean(one.id) && one.id === other.id;
}

function routersOf(prefix: string, others: readonly AnyDevice[]): readonly AnyDevice[] {
  return others.filter((other) => servedSubnets(other).some((route) => route === prefix || routeKey(route) === prefix));
}

function successorAmong(routers: readonly AnyDevice[], now: number): string | undefined {
  const working = routers.filter((router) => isWorking(router, now));
  const age = (router: AnyDevice) => readDate(router.created) ?? Infinity;
  const [first] = working.toSorted((one, other) => age(one) - age(other) || 0);
  return first && factsOf(first).name;
}

function isWorking(device: AnyDevice, now: number): boolean {
  return statusOf(factsOf(device), now) === 'connected';
}

function isWorkingExitNode(device: AnyDevice, now: number): boolean {
  return factsOf(device).exitNode === 'approved' && isWorking(device, now);
}

/** `localhost` is no name of the tailnet, even where a device calls itself so. */
function consolePathOf(
  device: AnyDevice,
  loneRoutes: readonly string[],
  hosts: readonly string[],
): Impact['consolePath'] {
  for (const given of hosts) {
    const host = given.toLowerCase().replace(/^\[|\]$|\.$/g, '');
    const name = (device.name ?? '').toLowerCase().replace(/\.$/, '');
    const isOwn =
      device.addresses?.some((address) => address.toLowerCase() === host) === true ||
      (host !== 'localhost' && host !== '' && (host === name || host === name.split('.')[0]));
    if (isOwn) return { kind: 'address', host };
    const address = parsePrefix(`${host}/${host.includes(':') ? 128 : 32}`);
    const prefix = address && loneRoutes.find((route) => isInside(route, address));
    if (prefix !== undefined) return { kind: 'route', host, prefix };
  }
  return undefined;
}

function isInside(route: string, address: NonNullable<ReturnType<typeof parsePrefix>>): boolean {
  const prefix = parsePrefix(route);
  return prefix !== undefined && contains(prefix, address);
}

/** What breaks, a sentence each, the worst first; empty when nothing hangs on the device. */
export function impactSentences(impact: Impact): readonly string[] {
  return [
    ...routeSentences(impact),
    ...(impact.isExitNode ? [exitNodeSentence(impact)] : []),
    ...shareSentences(impact),
    ...(impact.loneTags.length > 0
      ? [`No other device has ${listed(impact.loneTags.map((tag) => `tag:${tag}`))}.`]
      : []),
    ...(impact.isConnected ? ['It is connected now. Open connections to it break.'] : []),
  ];
}

/** How the person may lose this page, as a sentence; undefined when the console is not reached through the device. */
export function consoleSentence({ consolePath, name }: Impact): string | undefined {
  if (consolePath === undefined) return undefined;
  const { host } = consolePath;
  return consolePath.kind === 'address'
    ? `You reach Tailboard at ${host}, which is ${name}. This page may stop answering.`
    : `You reach Tailboard at ${host}, inside ${consolePath.prefix}, which only ${name} routes. This page may stop answering.`;
}

function routeSentences({ routes, loneRoutes, sharedRoutes, isConnected }: Impact): readonly string[] {
  if (routes.length === 0) return [];
  if (loneRoutes === undefined) return [`It routes ${listed(routes)}. Whether another device does is not known.`];
  const stranded = sharedRoutes.flatMap(({ prefix, successor }) => (successor === undefined ? [prefix] : []));
  const successors = [...new Set(sharedRoutes.flatMap(({ successor }) => successor ?? []))];
  return [
    ...(loneRoutes.length > 0 ? [`${listed(loneRoutes)} ${loses(loneRoutes)} only router.`] : []),
    ...(stranded.length > 0
      ? [
          isConnected
            ? `${listed(stranded)} ${loses(stranded)} only connected router.`
            : `${listed(stranded)} ${stranded.length > 1 ? 'have' : 'has'} no other connected router.`,
        ]
      : []),
    ...successors.map((successor) => {
      const prefixes = sharedRoutes.flatMap((route) => (route.successor === successor ? [route.prefix] : []));
      return `${listed(prefixes)} likely ${prefixes.length > 1 ? 'move' : 'moves'} to ${successor}.`;
    }),
  ];
}

function loses(prefixes: readonly string[]): string {
  return prefixes.length > 1 ? 'lose their' : 'loses its';
}

function exitNodeSentence({ hasOtherExitNode }: Impact): string {
  const rest = hasOtherExitNode ? 'choose another' : 'choose none, as no other is connected';
  return `Devices that use it as exit node lose the internet until they ${rest}.`;
}

function shareSentences({ sharedWith, pendingInvites }: Impact): readonly string[] {
  if (sharedWith === undefined) return ['Whether it is shared is not known.'];
  return [
    ...(sharedWith.length > 0 ? [`Shared with ${listed(sharedWith)}.`] : []),
    ...(pendingInvites > 0
      ? [`${pendingInvites} ${pendingInvites === 1 ? 'invite waits' : 'invites wait'} to be accepted.`]
      : []),
  ];
}
