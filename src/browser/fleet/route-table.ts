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
  const prefixes = new Map<string, Prefix | undefined>();
  const keyOf = (route: string): string => {
    if (isExitRoute(route)) return exitKey;
    if (!prefixes.has(route)) prefixes.set(route, parsePrefix(route));
    return prefixes.get(route)?.text ?? route;
  };

  let steps = 0;
  for (const device of devices) {
    if (++steps % 512 === 0) yield;
    const { advertisedRoutes: advertised, enabledRoutes: enabled } = device;
    if ((!advertised?.length && !enabled?.length) || device.isExternal === true) continue;
    yield;
    const facts = factsOf(device);
    const status = statusOf(facts, now);
    const advertisedKeys = new Set(advertised?.map(keyOf));
    const enabledKeys = new Set(enabled?.map(keyOf));
    for (const key of new Set([...advertisedKeys, ...enabledKeys])) {
      const isAdvertised = advertisedKeys.has(key);
      const isApproved = key === exitKey && isAdvertised ? facts.exitNode === 'approved' : enabledKeys.has(key);
      let draft = drafts.get(key);
      if (draft === undefined) {
        const prefix = key === exitKey ? undefined : (prefixes.get(key) ?? parsePrefix(key));
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
  for (const group of groups) {
    if (++steps % 128 === 0) yield;
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
