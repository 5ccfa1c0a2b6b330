import { compareNames } from '#browser/device-list/natural-order.ts';
import { type DeviceFacts, factsOf } from '#browser/device/device-facts.ts';
import { type DeviceStatus, statusOf } from '#browser/device/device-status.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { type Prefix, comparePrefixes, contains, parsePrefix } from '#contract/prefix.ts';
import { exitRoutes, isExitRoute } from '#contract/subnet-routes.ts';
import type { Steps } from './steps.ts';

/** A device that advertises a prefix or is approved for it. */
export type Carrier = {
  readonly device: ListedDevice;
  readonly facts: DeviceFacts;
  readonly status: DeviceStatus;
  readonly isAdvertised: boolean;
  /** Of an exit node: that every half that it advertises is approved. */
  readonly isApproved: boolean;
};

/** Everybody who has to do with one prefix, or with exit nodes. */
export type PrefixRoutes = {
  /** The usual spelling of the prefix; `exitKey` for exit nodes; for what is no prefix the text as it came. */
  readonly key: string;
  /** Undefined for exit nodes and for what is no prefix. */
  readonly prefix: Prefix | undefined;
  /** By name. */
  readonly carriers: readonly Carrier[];
  /** The narrowest prefix of the table around this one. */
  readonly parent: PrefixRoutes | undefined;
  /** How many prefixes of the table lie around this one. */
  readonly depth: number;
  /** The prefixes right inside of this one. */
  readonly children: readonly PrefixRoutes[];
};

/** Who routes what in a whole tailnet: IPv4, IPv6, what is no prefix, and exit nodes last; the wider prefix comes first. */
export type RouteTable = {
  readonly groups: readonly PrefixRoutes[];
  readonly byKey: ReadonlyMap<string, PrefixRoutes>;
  /** The prefixes, exit nodes left out, that a device both advertises and is approved for, by the device's key. */
  readonly served: ReadonlyMap<string, readonly PrefixRoutes[]>;
};

/** Stands for both routes of an exit node, which no prefix can be mistaken for. */
export const exitKey = 'exit';

type Draft = {
  -readonly [K in keyof PrefixRoutes]: PrefixRoutes[K];
} & { carriers: Carrier[]; children: Draft[]; parent: Draft | undefined };

/**
 * Reads who advertises and is approved for which prefix. Devices that are shared in are left out, as their routes do
 * not reach this tailnet (https://tailscale.com/kb/1084/sharing). Prefixes inside one another are found in one walk
 * over their order.
 */
export function* routeTableSteps(devices: readonly ListedDevice[], now: number): Steps<RouteTable> {
  const drafts = new Map<string, Draft>();
  for (const [position, device] of devices.entries()) {
    if (position % 512 === 511) yield;
    const { advertisedRoutes: advertised, enabledRoutes: enabled } = device;
    if ((!advertised?.length && !enabled?.length) || device.isExternal === true) continue;
    yield;
    const facts = factsOf(device);
    const status = statusOf(facts, now);
    for (const { key, prefix, isAdvertised, isApproved } of routesRead(device)) {
      let draft = drafts.get(key);
      if (draft === undefined) {
        draft = { key, prefix, carriers: [], parent: undefined, depth: 0, children: [] };
        drafts.set(key, draft);
      }
      draft.carriers.push({ device, facts, status, isAdvertised, isApproved });
    }
  }
  yield;
  const groups = [...drafts.values()].sort(compareGroups);
  yield;
  nest(groups);
  const served = new Map<string, PrefixRoutes[]>();
  for (const [position, group] of groups.entries()) {
    if (position % 128 === 127) yield;
    group.carriers.sort((one, other) => compareNames(one.facts.name.toLowerCase(), other.facts.name.toLowerCase()));
    if (group.key === exitKey) continue;
    for (const { device } of group.carriers.filter(isServing)) {
      const known = served.get(device.key);
      if (known === undefined) served.set(device.key, [group]);
      else known.push(group);
    }
  }
  return { groups, byKey: drafts, served };
}

type RouteRead = Pick<PrefixRoutes, 'key' | 'prefix'> & Pick<Carrier, 'isAdvertised' | 'isApproved'>;

const known = new WeakMap<ListedDevice, readonly RouteRead[]>();

/** The routes of one device, each once; the same object gives the same routes, so a refresh reads those that changed. */
function routesRead(device: ListedDevice): readonly RouteRead[] {
  const before = known.get(device);
  if (before !== undefined) return before;
  const routes = new Map<string, { -readonly [K in keyof RouteRead]: RouteRead[K] }>();
  const note = (route: string, side: 'isAdvertised' | 'isApproved') => {
    const prefix = isExitRoute(route) ? undefined : parsePrefix(route);
    const key = isExitRoute(route) ? exitKey : (prefix?.text ?? route);
    const entry = routes.get(key) ?? { key, prefix, isAdvertised: false, isApproved: false };
    entry[side] = true;
    routes.set(key, entry);
  };
  for (const route of device.advertisedRoutes ?? []) note(route, 'isAdvertised');
  for (const route of device.enabledRoutes ?? []) note(route, 'isApproved');
  const exit = routes.get(exitKey);
  if (exit?.isAdvertised) exit.isApproved = factsOf(device).exitNode === 'approved';
  const read = [...routes.values()];
  known.set(device, read);
  return read;
}

/** A wider prefix stands right before those inside of it, so those around the next one are a stack. */
function nest(groups: readonly Draft[]): void {
  const around: { group: Draft; prefix: Prefix }[] = [];
  for (const group of groups) {
    const { prefix } = group;
    if (prefix === undefined) continue;
    for (let top = around.at(-1); top !== undefined && !contains(top.prefix, prefix); top = around.at(-1)) around.pop();
    group.parent = around.at(-1)?.group;
    group.depth = around.length;
    group.parent?.children.push(group);
    around.push({ group, prefix });
  }
}

function compareGroups(one: Draft, other: Draft): number {
  if (one.prefix !== undefined && other.prefix !== undefined) return comparePrefixes(one.prefix, other.prefix);
  return rankOf(one) - rankOf(other) || (one.key < other.key ? -1 : 1);
}

function rankOf({ prefix, key }: Draft): number {
  return prefix !== undefined ? 0 : key === exitKey ? 2 : 1;
}

/** True for a device that is advertising a prefix and approved for it. */
export function isServing(carrier: Carrier): boolean {
  return carrier.isAdvertised && carrier.isApproved;
}

/** True for a device that is known to carry nothing at the moment: offline, cut off or not approved itself. */
export function isDown({ status }: Carrier): boolean {
  return status !== 'connected' && status !== 'unknown';
}

/** True for a device that advertises a prefix and waits for its approval. */
export function isWaiting(carrier: Carrier): boolean {
  return carrier.isAdvertised && !carrier.isApproved;
}

/** True when somebody serves the prefix, and everybody who does is down. */
export function isUnreachable({ carriers }: PrefixRoutes): boolean {
  const serving = carriers.filter(isServing);
  return serving.length > 0 && serving.every(isDown);
}

/**
 * The narrowest prefix around this one that somebody reaches at the moment. Traffic for a prefix whose routers are all
 * down does not fall back to it (https://tailscale.com/kb/1115/high-availability).
 */
export function liveAround(group: PrefixRoutes): PrefixRoutes | undefined {
  for (let around = group.parent; around !== undefined; around = around.parent)
    if (around.carriers.some((carrier) => isServing(carrier) && !isDown(carrier))) return around;
  return undefined;
}

/** The routes that a group stands for, as the API has them. */
export function routesOf({ key }: PrefixRoutes): readonly string[] {
  return key === exitKey ? exitRoutes : [key];
}
