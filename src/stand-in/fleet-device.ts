import { type Device } from '#contract/device.ts';
import { inventIds } from './device-identity.ts';
import { type FleetKind } from './fleet-kinds.ts';
import { type ApprovedAndAdvertised } from './fleet-routes.ts';
import { ipv6Beside } from './ipv4.ts';
import { type Random } from './random.ts';
import { day, hour, minute, rfc3339, zeroTime } from './rfc3339.ts';
import { domain } from './tailnet.ts';

export type FleetPlace = {
  readonly kind: FleetKind;
  readonly ipv4: string;
  /** Milliseconds since 1970, as is `now`. */
  readonly created: number;
  readonly now: number;
  /** Full client versions, newest first. */
  readonly versions: readonly string[];
  /** Whether the tailnet is locked, so that a key can lack its signature. */
  readonly locked: boolean;
  readonly routes: ApprovedAndAdvertised;
};

type State = 'waiting' | 'expiring' | 'expired' | 'ordinary';

/** One device of a fleet: 2 % wait for approval, 2 % have a key that runs out within a week, of 3 % it has, 6 % are out of date. */
export function fleetDevice(
  { kind, ipv4, created, now, versions, locked, routes }: FleetPlace,
  random: Random,
): Device {
  const { external, tags } = kind;
  const state = external ? 'ordinary' : drawState(random);
  const online = state !== 'expired' && random.next() < (state === 'waiting' ? 0.5 : tags === undefined ? 0.6 : 0.95);
  const neverSeen = state === 'waiting' && random.next() < 0.5;
  const outdated = !external && random.next() < 0.06;
  const canRunOut = state === 'ordinary' || state === 'waiting';
  const bornTagged = tags !== undefined && canRunOut && random.next() < 0.5;
  const expiryOff = external || bornTagged || (canRunOut && random.next() < (tags === undefined ? 0.02 : 0.8));
  const { id, nodeId } = inventIds(random);
  const device: Device = {
    addresses: [ipv4, ipv6Beside(ipv4, random.integer(0x10000))],
    id,
    nodeId,
    user: kind.user,
    name: `${kind.label}.${external ? 'tail5b7fe.ts.net' : domain}`,
    hostname: kind.hostname,
    clientVersion: external ? '' : ((outdated ? random.pick(versions.slice(1)) : versions[0]) ?? ''),
    updateAvailable: outdated,
    os: kind.os,
    created: external ? '' : rfc3339(created),
    connectedToControl: online,
    keyExpiryDisabled: expiryOff,
    expires: external || bornTagged ? zeroTime : rfc3339(now + keyLasts(state, random)),
    authorized: state !== 'waiting',
    isExternal: external,
    blocksIncomingConnections: !external && random.next() < 0.03,
    tailnetLockError: locked && !external && random.next() < 0.002 ? 'node key not signed' : '',
  };
  // Assigned one by one: ten times as fast as spreading, which counts at 50,000 devices.
  if (!online && !neverSeen) device.lastSeen = rfc3339(now - offlineFor(state, random));
  if (tags !== undefined) device.tags = tags;
  if (kind.ephemeral) device.isEphemeral = true;
  if (external) return device;
  if (random.next() < 0.001) device.multipleConnections = true;
  device.enabledRoutes = routes.enabledRoutes;
  device.advertisedRoutes = routes.advertisedRoutes;
  device.sshEnabled = tags !== undefined && random.next() < 0.2;
  return device;
}

function drawState(random: Random): State {
  const lot = random.next();
  if (lot < 0.02) return 'waiting';
  if (lot < 0.04) return 'expiring';
  return lot < 0.07 ? 'expired' : 'ordinary';
}

/** Milliseconds from now until the key runs out; negative when it has. */
function keyLasts(state: State, random: Random): number {
  if (state === 'expired') return -(random.next() * 200 * day + hour);
  if (state === 'expiring') return random.next() * 6.5 * day + hour;
  return (8 + random.next() * 170) * day;
}

function offlineFor(state: State, random: Random): number {
  return state === 'expired' ? random.next() * 200 * day : random.next() ** 3 * 60 * day + minute;
}
