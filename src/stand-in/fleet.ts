import { createPrefixes } from './fleet-routes.ts';
import { type DeviceSeed } from './device-store.ts';
import { fullVersion } from './device-identity.ts';
import { fleetDetails } from './fleet-details.ts';
import { fleetDevice } from './fleet-device.ts';
import { createNumbering, drawKind, loginName } from './fleet-kinds.ts';
import { exitTags, extraTags, regionTags, releases, routerTags, serverRoles, stageTags } from './fleet-words.ts';
import { formatIpv4, isReservedIpv4, isTailscaleIpv4 } from './ipv4.ts';
import { createRandom, hashText, mix } from './random.ts';
import { day } from './rfc3339.ts';
import { type Person, type TailnetSeed } from './tailnet.ts';
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
    people: () => fleetPeople(people, now),
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
  const locked = createRandom(mix(seed, 0x10c4)).next() < 0.5;
  for (let index = 0; index < size; index++) {
    const deviceSeed = mix(seed, index);
    const random = createRandom(deviceSeed);
    const kind = drawKind(random, numbering, people);
    const ipv4 = addresses.next().value;
    const created = now - threeYears + Math.floor(((index + random.next()) / size) * threeYears);
    const device = fleetDevice(
      { kind, ipv4, created, now, versions, locked, routes: prefixes.of(kind, random) },
      random,
    );
    const detailsSeed = mix(deviceSeed, 1);
    yield { device, details: () => fleetDetails(kind, ipv4, locked, detailsSeed) };
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
