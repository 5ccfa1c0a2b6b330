import type { ListedDevice } from '#contract/device-list.ts';
import { type DeviceFacts, factsOf } from '#browser/device/device-facts.ts';
import { stateOf, statusOf, statusWords } from '#browser/device/device-status.ts';
import { readDate } from '#browser/device/moment.ts';
import type { Surroundings } from '#browser/device-list/columns.ts';
import { attributeOf } from '#browser/device-list/known-posture.ts';
import type { ReadPosture } from '#browser/device-list/use-posture.ts';

/** What an export looks at besides the device: the moment, the routers of the tailnet, the attributes that were read. */
export type World = Surroundings & { readonly read: ReadPosture };

/** The fields of one column, by name; dates as ISO texts in UTC, null for what the API does not tell. */
type Fields = Readonly<Record<string, unknown>>;
type FieldsOf = (device: ListedDevice, facts: DeviceFacts, world: World) => Fields;

const fields: Readonly<Record<string, FieldsOf>> = {
  name: (_, { name }) => ({ name }),
  owner: (_, { owner, tags }) => ({ owner: owner || null, tags: tags.map((tag) => `tag:${tag}`) }),
  ipv4: (_, { ipv4 }) => ({ ipv4: ipv4 ?? null }),
  os: (device, { os, version }) => ({
    os: os || null,
    clientVersion: version || null,
    updateAvailable: device.updateAvailable ?? null,
  }),
  state: (device, facts, { routers, now, warning }) => {
    const { badges, facts: quiet } = stateOf(device, facts, routers, now, warning);
    return { status: statusWords[statusOf(facts, now)], state: [...badges.map(({ label }) => label), ...quiet] };
  },
  seen: (_, { isConnected, lastSeen }) => ({ connected: isConnected, lastSeen: iso(lastSeen) }),
  tags: (_, { tags }) => ({ tags: tags.map((tag) => `tag:${tag}`) }),
  user: (_, { owner }) => ({ owner: owner || null }),
  ipv6: (_, { ipv6 }) => ({ ipv6: ipv6 ?? null }),
  system: (_, { os }) => ({ os: os || null }),
  version: (device, { version }) => ({
    clientVersion: version || null,
    updateAvailable: device.updateAvailable ?? null,
  }),
  created: ({ created }) => ({ created: iso(readDate(created)) }),
  expires: (device, { expires }) => ({
    keyExpires: iso(expires),
    keyExpiryDisabled: device.keyExpiryDisabled ?? null,
  }),
  routes: ({ advertisedRoutes, enabledRoutes }) => ({
    advertisedRoutes: advertisedRoutes ?? [],
    enabledRoutes: enabledRoutes ?? [],
  }),
  host: ({ hostname }) => ({ hostname: hostname || null }),
  id: ({ nodeId }) => ({ nodeId: nodeId ?? null }),
};

/** One device with the fields of these columns, and its node ID, by which another program finds it again. */
export function deviceObject(device: ListedDevice, columns: readonly string[], world: World): Fields {
  const facts = factsOf(device);
  const object: Record<string, unknown> = { nodeId: device.nodeId ?? null };
  for (const column of columns)
    Object.assign(object, fields[column]?.(device, facts, world) ?? attributeField(device, column, world.read));
  return object;
}

/** What one column says of a device as a single text: a date in UTC, several values with spaces between, "" for none. */
export function deviceText(device: ListedDevice, column: string, world: World): string {
  const facts = factsOf(device);
  switch (column) {
    case 'owner':
      return facts.tags.map((tag) => `tag:${tag}`).join(' ') || facts.owner;
    case 'os':
      return [facts.os, facts.version].filter(Boolean).join(' ');
    case 'version':
      return facts.version;
    case 'state': {
      const { badges, facts: quiet } = stateOf(device, facts, world.routers, world.now, world.warning);
      return [...badges.map(({ label }) => label), ...quiet].join('; ');
    }
    case 'seen':
      return facts.isConnected ? 'Connected' : (iso(facts.lastSeen) ?? '');
    case 'expires':
      return facts.expires === undefined && device.keyExpiryDisabled === true ? 'Off' : (iso(facts.expires) ?? '');
    case 'routes':
      return (device.enabledRoutes ?? []).join(' ');
    default: {
      const found = fields[column]?.(device, facts, world) ?? attributeField(device, column, world.read);
      return textOf(Object.values(found)[0]);
    }
  }
}

function attributeField(device: ListedDevice, key: string, read: ReadPosture): Fields {
  return { [key]: attributeOf(read, device.key, key) ?? null };
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
