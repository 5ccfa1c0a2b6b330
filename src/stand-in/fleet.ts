import { type Device } from '#contract/device.ts';
import { exitRoutes } from '#contract/subnet-routes.ts';
import { type DeviceSeed } from './device-store.ts';
import { fullVersion, inventIdentity } from './device-identity.ts';
import { fleetDetails } from './fleet-details.ts';
import { createNumbering, drawKind, type FleetKind, loginName } from './fleet-kinds.ts';
import { exitTags, extraTags, regionTags, releases, routerTags, serverRoles, stageTags } from './fleet-words.ts';
import { formatIpv4, ipv6Beside, isReservedIpv4, isTailscaleIpv4 } from './ipv4.ts';
import { createRandom, hashText, hexDigits, mix, type Random } from './random.ts';
import { day, hour, minute, rfc3339, zeroTime } from './rfc3339.ts';
import { domain, type Person, type TailnetSeed } from './tailnet.ts';
import { approvingSettings, person, policyWith } from './tailnet-seed.ts';

const largest = 1_000_000;
const threeYears = 3 * 365 * day;

/**
 * A tailnet of `size` invented devices: the same size, seed and moment give the same bytes.
 * Throws RangeError unless the size is a whole number up to a million.
 */
export function fleet(size: number, seed: number, now: number): TailnetSeed {
  if (!Number.isSafeInteger(size) || size < 0 || size > largest) {
    throw new RangeError(`A fleet has 0 to ${largest} devices, not ${size}.`);
  }
  const people = Math.max(1, Math.ceil(size / 4));
  return {
    devices: fleetDevices(size, people, seed, Math.floor(now / 1000) * 1000),
    people: fleetPeople(people, now),
    policy: policyWith([
      ...serverRoles.flatMap(({ tags }) => tags),
      ...stageTags,
      ...regionTags,
      ...extraTags,
      ...routerTags,
      ...exitTags,
    ]),
    settings: approvingSettings(),
  };
}

function fleetPeople(count: number, now: number): Person[] {
  const roles = ['owner', 'admin', 'it-admin', 'network-admin'];
  return Array.from({ length: count }, (_, index) => person(loginName(index), now, { role: roles[index] ?? 'member' }));
}

function* fleetDevices(size: number, people: number, seed: number, now: number): Generator<DeviceSeed> {
  const numbering = createNumbering();
  const addresses = freeAddresses(seed);
  const versions = releases.map((release) => fullVersion(release, createRandom(hashText(release))));
  const prefixes = createPrefixes();
  const lockKeys = createRandom(mix(seed, 0x10c4)).next() < 0.5;
  for (let index = 0; index < size; index++) {
    const deviceSeed = mix(seed, index);
    const random = createRandom(deviceSeed);
    const kind = drawKind(random, numbering, people);
    const ipv4 = addresses.next().value;
    const created = now - threeYears + Math.floor(((index + random.next()) / size) * threeYears);
    const common = describe(kind, ipv4, created, now, random, versions);
    if (kind.external) {
      yield {
        device: {
          ...common,
          machineKey: '',
          blocksIncomingConnections: false,
          tailnetLockKey: '',
          tailnetLockError: '',
        },
      };
      continue;
    }
    const device: Device = {
      ...common,
      blocksIncomingConnections: random.next() < 0.03,
      tailnetLockKey: lockKeys ? `nlpub:${random.text(hexDigits, 64)}` : '',
      tailnetLockError: lockKeys && random.next() < 0.002 ? 'node key not signed' : '',
      ...(kind.tags === undefined ? {} : { tags: kind.tags }),
      ...(kind.ephemeral ? { isEphemeral: true } : {}),
      ...(random.next() < 0.001 ? { multipleConnections: true } : {}),
      ...prefixes.of(kind, random),
      sshEnabled: kind.tags !== undefined && random.next() < 0.2,
    };
    yield { device, details: () => fleetDetails(kind.os, kind.relay, ipv4, mix(deviceSeed, 1)) };
  }
}

/** Everything but routes and switches: who it is, whether it is connected, and how long its key lasts. */
function describe(
  kind: FleetKind,
  ipv4: string,
  created: number,
  now: number,
  random: Random,
  versions: readonly string[],
): Device {
  const { id, nodeId, machineKey, nodeKey } = inventIdentity(random);
  const lot = random.next();
  const pending = !kind.external && lot < 0.02;
  const expiring = !kind.external && lot >= 0.02 && lot < 0.04;
  const expired = !kind.external && lot >= 0.04 && lot < 0.07;
  const online = !expired && random.next() < (pending ? 0.5 : kind.tags === undefined ? 0.6 : 0.95);
  const outdated = !kind.external && random.next() < 0.06;
  const bornTagged = kind.tags !== undefined && random.next() < 0.5;
  const keyExpiryDisabled =
    kind.external || (!expiring && !expired && (bornTagged || random.next() < (kind.tags === undefined ? 0.02 : 0.8)));
  const neverSeen = pending && random.next() < 0.5;
  const offlineFor = expired ? random.next() * 200 * day : random.next() ** 3 * 60 * day + minute;
  return {
    addresses: [ipv4, ipv6Beside(ipv4, random.integer(0x10000))],
    id,
    nodeId,
    user: kind.user,
    name: `${kind.label}.${kind.external ? 'tail5b7fe.ts.net' : domain}`,
    hostname: kind.hostname,
    clientVersion: kind.external ? '' : outdated ? random.pick(versions.slice(1)) : (versions[0] ?? ''),
    updateAvailable: outdated,
    os: kind.os,
    created: kind.external ? '' : rfc3339(created),
    connectedToControl: online,
    ...(online || neverSeen ? {} : { lastSeen: rfc3339(now - offlineFor) }),
    keyExpiryDisabled,
    expires: kind.external || (keyExpiryDisabled && bornTagged) ? zeroTime : rfc3339(now + keyLasts()),
    authorized: !pending,
    isExternal: kind.external,
    machineKey,
    nodeKey,
  };

  function keyLasts(): number {
    if (expired) return -(random.next() * 200 * day + hour);
    if (expiring) return random.next() * 6.5 * day + hour;
    return (8 + random.next() * 170) * day;
  }
}

/** Addresses in 100.64.0.0/10, each once, in an order that looks drawn: an odd step walks through all 2^22 of them. */
function* freeAddresses(seed: number): Generator<string, never> {
  const base = 0x64400000;
  for (let count = 0; ; count++) {
    const address = base + ((mix(seed, 0x1b) + Math.imul(count, 0x9e3779b1)) & 0x3fffff);
    const host = address & 255;
    if (host !== 0 && host !== 255 && isTailscaleIpv4(address) && !isReservedIpv4(address)) yield formatIpv4(address);
  }
}

/** Routes of routers and exit nodes: one to three prefixes, every third router shares its neighbour's, some still wait. */
function createPrefixes() {
  let given = 0;
  let latest: readonly string[] = [];
  return {
    of(kind: FleetKind, random: Random): Pick<Device, 'enabledRoutes' | 'advertisedRoutes'> {
      if (kind.routes === 'none') return { enabledRoutes: [], advertisedRoutes: [] };
      const waits = random.next() < 0.12;
      if (kind.routes === 'exit node') {
        return { enabledRoutes: waits ? [] : [...exitRoutes], advertisedRoutes: [...exitRoutes] };
      }
      if (latest.length === 0 || random.next() < 0.67) {
        const count = 1 + random.integer(3);
        latest = Array.from({ length: count }, () => `10.${(given >> 8) & 255}.${given++ & 255}.0/24`);
      } else {
        const shared = latest;
        latest = [];
        return { enabledRoutes: [...shared], advertisedRoutes: [...shared] };
      }
      return { enabledRoutes: waits ? latest.slice(1) : [...latest], advertisedRoutes: [...latest] };
    },
  };
}
