import { type Device } from '#contract/device.ts';
import { type DemoRow, told } from './demo-row.ts';
import { fullVersion, inventIds, inventKeys } from './device-identity.ts';
import { ipv6Beside, parseIpv4 } from './ipv4.ts';
import { createRandom, hashText, type Random } from './random.ts';
import { relaysFromFrankfurt } from './relays.ts';
import { day, rfc3339, zeroTime } from './rfc3339.ts';
import { domain } from './tailnet.ts';

const newest = '1.92.3';
const ordinaryLifetime = 150;

/** The device that a row describes, `now` being the moment that all is told for. Fields stand in the API's order. */
export function demoDevice(row: DemoRow, now: number): Device {
  const random = createRandom(hashText(row.name));
  const identity = { ...inventIds(random), ...inventKeys(random), ...knownIdentities[row.name] };
  const release = row.release ?? newest;
  const connected = row.offlineSince === undefined;
  const external = row.sharedFrom !== undefined;
  const lockKey = knownLockKeys[row.name] ?? `nlpub:${random.hex(64)}`;
  const group = random.integer(0x10000);
  const common: Device = {
    addresses: [row.ipv4, row.ipv6 ?? (row.ipv4 && ipv6Beside(row.ipv4, group))].filter((text) => text !== undefined),
    id: identity.id,
    nodeId: identity.nodeId,
    user: row.user,
    name: `${row.name}.${row.sharedFrom ?? domain}`,
    hostname: row.hostname ?? row.name,
    clientVersion: external ? '' : fullVersion(release, createRandom(hashText(release))),
    updateAvailable: !external && release !== newest,
    os: row.os,
    created: row.added && rfc3339(moved(row.added, now)),
    connectedToControl: connected,
    ...(connected || row.offlineSince === 'never seen' ? {} : { lastSeen: fractional(row.offlineSince, now) }),
    keyExpiryDisabled: external || row.keyExpiryDisabled === true,
    expires: external || row.expires === 'never' ? zeroTime : rfc3339(now + (row.expires ?? ordinaryLifetime) * day),
    authorized: row.unapproved !== true,
    isExternal: external,
  };
  if (external) return sharedIn(common, row, identity.nodeKey);
  return {
    ...common,
    machineKey: identity.machineKey,
    nodeKey: identity.nodeKey,
    blocksIncomingConnections: row.blocksIncoming === true,
    tailnetLockKey: lockKey,
    tailnetLockError: row.lockError ?? '',
    ...(row.tags ? { tags: [...row.tags] } : {}),
    ...(row.ephemeral ? { isEphemeral: true } : {}),
    ...(row.sharedNodeKey ? { multipleConnections: true } : {}),
    enabledRoutes: [...(row.approved ?? [])],
    advertisedRoutes: [...(row.advertises ?? [])],
    clientConnectivity: connectivity(row, random),
    ...(row.serial === undefined ? {} : { postureIdentity: { serialNumbers: [row.serial] } }),
    ...(row.identityCollectionOff ? { postureIdentity: { disabled: true } } : {}),
    sshEnabled: row.ssh === true,
    distro: row.distro ? { ...row.distro } : {},
  };
}

/** Of a shared-in device the API knows little; machineKey is empty or missing, and no date may be null. */
function sharedIn(common: Device, row: DemoRow, nodeKey: string): Device {
  return {
    ...common,
    ...(row.tags ? { machineKey: '' } : { expires: null }),
    nodeKey,
    blocksIncomingConnections: false,
    tailnetLockKey: '',
    tailnetLockError: '',
    ...(row.tags ? { tags: [...row.tags] } : {}),
  };
}

const knownIdentities: Readonly<Record<string, { id: string; nodeId: string; nodeKey: string }>> = {
  'edge-fra-01': {
    id: '393735751060',
    nodeId: 'n5SUKe8CNTRL',
    nodeKey: 'nodekey:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  },
};
const knownLockKeys: Readonly<Record<string, string>> = {
  'edge-fra-01': 'nlpub:8f2c19d0b7e4453a96c1f05d7be83a2412c9d06f58a7e3b1904dc2f6a85b41aa',
};

/** A date of the told world, carried to the world whose present is `now`. */
export function moved(text: string, now: number): number {
  return now + Date.parse(text) - told;
}

/** Keeps a fraction of a second where one is written, as `lastSeen` may carry it. */
function fractional(text: string, now: number): string {
  const fraction = /\.\d+/.exec(text)?.[0] ?? '';
  return rfc3339(moved(text.replace(fraction, ''), now)).replace('Z', `${fraction}Z`);
}

function connectivity(row: DemoRow, random: Random): Device['clientConnectivity'] {
  if (row.connectivity === 'null') return null;
  if (row.connectivity === 'empty shell') {
    return { endpoints: [], mappingVariesByDestIP: null, latency: {}, clientSupports: {} };
  }
  const known = row.name === 'edge-fra-01';
  const address = parseIpv4(row.ipv4 ?? '') ?? 0x0a000000;
  const hardNat = row.connectivity === 'hard NAT';
  const relays = known ? relaysFromFrankfurt : farther(relaysFromFrankfurt.slice(0, 12), random);
  return {
    endpoints: known
      ? ['203.0.113.41:41641', '10.0.4.2:41641']
      : [
          `198.51.100.${address & 255}:${hardNat ? 20_000 + random.integer(40_000) : 41_641}`,
          `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}:41641`,
        ],
    mappingVariesByDestIP: hardNat,
    latency: Object.fromEntries(
      relays.map(([city, latencyMs], index) => [city, index === 0 ? { preferred: true, latencyMs } : { latencyMs }]),
    ),
    clientSupports: {
      hairPinning: known ? false : null,
      ipv6: !hardNat,
      pcp: false,
      pmp: false,
      udp: true,
      upnp: !known && !hardNat,
    },
  };
}

function farther(relays: typeof relaysFromFrankfurt, random: Random): typeof relaysFromFrankfurt {
  return relays.map(([city, milliseconds]) => [city, Math.round((milliseconds * 1.2 + random.next() * 3) * 1e6) / 1e6]);
}
