import type { Device } from '#contract/device.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import { readDate } from './moment.ts';

/** What list, filter and page ask of a device, derived once per answer of the server. Dates are milliseconds or undefined. */
export type DeviceFacts = {
  readonly key: string;
  /** First label of the MagicDNS name, else the OS host name, else the id: never empty. */
  readonly name: string;
  readonly ipv4: string | undefined;
  readonly ipv6: string | undefined;
  /** Tags without their `tag:`; a device with tags has no owner (https://tailscale.com/kb/1068/tags). */
  readonly tags: readonly string[];
  readonly owner: string;
  readonly os: string;
  /** "1.92.3", or "" where the API does not tell. */
  readonly version: string;
  readonly isConnected: boolean;
  /** False when the API tells neither that the device is connected nor when it was last seen. */
  readonly isPresenceKnown: boolean;
  /** False only where the API says so: an answer without the field is no reason to raise an alarm. */
  readonly isApproved: boolean;
  readonly isExternal: boolean;
  readonly isLocked: boolean;
  readonly lastSeen: number | undefined;
  /** When the key stops working; undefined when expiry is off, unknown, or not this tailnet's business. */
  readonly expires: number | undefined;
  readonly subnets: RouteCount;
  /** An exit node is two routes; it is approved when both are, and waits when one that is advertised is not. */
  readonly exitNode: 'none' | 'waiting' | 'approved';
};

export type RouteCount = { readonly advertised: number; readonly approved: number };

/** A device as the list or as its own page has it. */
export type AnyDevice = Device | ListedDevice;

const osNames: Readonly<Record<string, string>> = {
  linux: 'Linux',
  windows: 'Windows',
  macos: 'macOS',
  ios: 'iOS',
  tvos: 'tvOS',
  android: 'Android',
  freebsd: 'FreeBSD',
  openbsd: 'OpenBSD',
};

/** The first label of a MagicDNS name: "edge-fra-01" of "edge-fra-01.tail4e21b.ts.net". */
export function machineName(device: AnyDevice): string {
  const name = device.name ?? '';
  const dot = name.indexOf('.');
  const label = dot === -1 ? name : name.slice(0, dot);
  return label || device.hostname || device.nodeId || device.id || 'unnamed';
}

const known = new WeakMap<AnyDevice, DeviceFacts>();

/** The facts of one device; the same object gives the same facts, so an unchanged device costs nothing on a refresh. */
export function factsOf(device: AnyDevice): DeviceFacts {
  const before = known.get(device);
  if (before !== undefined) return before;
  const facts = derive(device);
  known.set(device, facts);
  return facts;
}

function derive(device: AnyDevice): DeviceFacts {
  const tags = (device.tags ?? []).map((tag) => (tag.startsWith('tag:') ? tag.slice(4) : tag));
  const isExternal = device.isExternal === true;
  const routes = countRoutes(device.advertisedRoutes ?? [], device.enabledRoutes ?? []);
  return {
    key: 'key' in device ? device.key : device.nodeId || device.id || '',
    name: machineName(device),
    ipv4: device.addresses?.find((address) => !address.includes(':')),
    ipv6: device.addresses?.find((address) => address.includes(':')),
    tags,
    owner: tags.length > 0 ? '' : (device.user ?? ''),
    os: osName(device.os ?? ''),
    version: (device.clientVersion ?? '').split('-', 1)[0] ?? '',
    isConnected: device.connectedToControl === true,
    isPresenceKnown: typeof device.connectedToControl === 'boolean' || readDate(device.lastSeen) !== undefined,
    isApproved: device.authorized !== false,
    isExternal,
    isLocked: Boolean(device.tailnetLockError),
    lastSeen: readDate(device.lastSeen),
    expires: isExternal || device.keyExpiryDisabled === true ? undefined : readDate(device.expires),
    subnets: routes.subnets,
    exitNode: routes.exitNode,
  };
}

/** "Linux" for "linux"; a name that nobody has heard of yet is shown as it came. */
function osName(os: string): string {
  return osNames[os.toLowerCase()] ?? os;
}

function countRoutes(
  advertised: readonly string[],
  enabled: readonly string[],
): Pick<DeviceFacts, 'subnets' | 'exitNode'> {
  if (advertised.length === 0) return nothingRouted;
  let subnets = 0;
  let approved = 0;
  let exit: DeviceFacts['exitNode'] = 'none';
  for (const route of advertised) {
    const isApproved = enabled.includes(route);
    if (isExitRoute(route)) {
      if (exit !== 'waiting') exit = isApproved ? 'approved' : 'waiting';
    } else {
      subnets += 1;
      if (isApproved) approved += 1;
    }
  }
  return { subnets: { advertised: subnets, approved }, exitNode: exit };
}

const nothingRouted = { subnets: { advertised: 0, approved: 0 }, exitNode: 'none' } as const;
