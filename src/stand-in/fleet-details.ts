import { type Device } from '#contract/device.ts';
import { inventKeys } from './device-identity.ts';
import { type FleetKind } from './fleet-kinds.ts';
import { linuxDistros } from './fleet-words.ts';
import { createRandom, type Random } from './random.ts';
import { relaysFromFrankfurt } from './relays.ts';

const serialAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/**
 * The fields of a fleet's device that no list row shows, and its keys, made when they are first asked for: at 50,000
 * devices they are two thirds of the work. The same seed gives the same fields each time.
 */
export function fleetDetails(kind: FleetKind, ipv4: string, locked: boolean, seed: number): Partial<Device> {
  const random = createRandom(seed);
  const { machineKey, nodeKey } = inventKeys(random);
  if (kind.external) return { machineKey: '', nodeKey, tailnetLockKey: '' };
  const details: Partial<Device> = {
    machineKey,
    nodeKey,
    tailnetLockKey: locked ? `nlpub:${random.hex(64)}` : '',
    clientConnectivity: connectivity(kind.relay, ipv4, random),
    distro: kind.os === 'linux' ? { ...random.pick(linuxDistros) } : {},
  };
  const isPhone = kind.os === 'iOS' || kind.os === 'android';
  if (isPhone) details.postureIdentity = { disabled: true };
  else if (random.next() < 0.6) details.postureIdentity = { serialNumbers: [random.text(serialAlphabet, 10)] };
  return details;
}

function connectivity(relay: string, ipv4: string, random: Random): Device['clientConnectivity'] {
  const kind = random.next();
  if (kind < 0.03) return null;
  if (kind < 0.07) return { endpoints: [], mappingVariesByDestIP: null, latency: {}, clientSupports: {} };
  const hardNat = random.next() < 0.15;
  const host = ipv4.slice(ipv4.indexOf('.') + 1);
  const start = random.integer(relaysFromFrankfurt.length - 8);
  const others = relaysFromFrankfurt.slice(start, start + 7).filter(([city]) => city !== relay);
  const home = 2 + random.next() * 18;
  const latency: Record<string, { latencyMs: number; preferred?: boolean }> = {
    [relay]: { preferred: true, latencyMs: round(home) },
  };
  for (const [city] of others) latency[city] = { latencyMs: round(home + 4 + random.next() * 180) };
  return {
    endpoints: [
      `203.0.113.${1 + random.integer(254)}:${hardNat ? 20_000 + random.integer(40_000) : 41_641}`,
      `10.${host}:41641`,
    ],
    mappingVariesByDestIP: hardNat,
    latency,
    clientSupports: {
      hairPinning: null,
      ipv6: random.next() < 0.4,
      pcp: random.next() < 0.05,
      pmp: random.next() < 0.05,
      udp: random.next() < 0.98,
      upnp: random.next() < 0.2,
    },
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
