import * as v from 'valibot';
import { type Device, deviceSchema } from './device.ts';

/**
 * The fields of a device that a list shows. The rest (connectivity, posture identity, distro) is read with the single
 * device: at 10,000 devices it is two thirds of the memory and no row shows it.
 */
const listedFields = {
  id: 'string',
  nodeId: 'string',
  name: 'string',
  hostname: 'string',
  user: 'string',
  os: 'string',
  clientVersion: 'string',
  updateAvailable: 'boolean',
  created: 'string',
  connectedToControl: 'boolean',
  lastSeen: 'string',
  keyExpiryDisabled: 'boolean',
  expires: 'string',
  authorized: 'boolean',
  isExternal: 'boolean',
  blocksIncomingConnections: 'boolean',
  tailnetLockError: 'string',
  isEphemeral: 'boolean',
  multipleConnections: 'boolean',
  sshEnabled: 'boolean',
  addresses: 'strings',
  tags: 'strings',
  enabledRoutes: 'strings',
  advertisedRoutes: 'strings',
} as const satisfies Partial<Record<keyof Device, 'string' | 'boolean' | 'strings'>>;

type ListedField = keyof typeof listedFields;

/** A device as a list holds it: `key` is unique in its list even where the server sent an id twice. */
export type ListedDevice = { readonly key: string } & { readonly [F in ListedField]: Device[F] };

/** An entry of the list that is no device: shown and counted, so that it is not taken for missing. */
export type UnreadableDevice = { readonly position: number; readonly id: string | undefined };

export type DeviceList = {
  readonly devices: readonly ListedDevice[];
  readonly unreadable: readonly UnreadableDevice[];
};

const fields = Object.keys(listedFields) as readonly ListedField[];

/**
 * Reads the `devices` of a list answer one by one; a missing or null list is empty. Devices of the expected shape take
 * a path without the schema library (5 ms instead of 60 for 10,000); every other one is read by `deviceSchema`, so
 * both ways give the same result, which `device-list.test.ts` holds by property.
 */
export function readDeviceList(entries: readonly unknown[] | null | undefined): DeviceList {
  const reader = createDeviceListReader();
  return { devices: reader.add(entries ?? []), unreadable: reader.unreadable };
}

/**
 * The same for a list that comes in parts: `add` reads the next entries, in their order, and gives the devices among
 * them; `unreadable` holds the others so far.
 */
export function createDeviceListReader() {
  const unreadable: UnreadableDevice[] = [];
  const seen = new Set<string>();
  let position = 0;
  return {
    unreadable,
    add(entries: readonly unknown[]): readonly ListedDevice[] {
      const devices: ListedDevice[] = [];
      for (const entry of entries) {
        const device = readEntry(entry);
        if (device === undefined) unreadable.push({ position, id: idOf(entry) });
        else {
          let key = device.nodeId || device.id || '';
          while (seen.has(key)) key += '+';
          seen.add(key);
          devices.push(pick(device, key));
        }
        position += 1;
      }
      return devices;
    },
  };
}

type Plain = Readonly<Partial<Record<ListedField, unknown>>> & Pick<Device, ListedField>;

/**
 * The listed fields of an entry, as one literal: objects that are filled key by key become dictionaries in V8, which
 * take three times the memory.
 */
function pick(entry: Plain, key: string): ListedDevice {
  return {
    key,
    id: entry.id ?? undefined,
    nodeId: entry.nodeId ?? undefined,
    name: entry.name ?? undefined,
    hostname: entry.hostname ?? undefined,
    user: entry.user ?? undefined,
    os: entry.os ?? undefined,
    clientVersion: entry.clientVersion ?? undefined,
    updateAvailable: entry.updateAvailable ?? undefined,
    created: entry.created ?? undefined,
    connectedToControl: entry.connectedToControl ?? undefined,
    lastSeen: entry.lastSeen ?? undefined,
    keyExpiryDisabled: entry.keyExpiryDisabled ?? undefined,
    expires: entry.expires ?? undefined,
    authorized: entry.authorized ?? undefined,
    isExternal: entry.isExternal ?? undefined,
    blocksIncomingConnections: entry.blocksIncomingConnections ?? undefined,
    tailnetLockError: entry.tailnetLockError ?? undefined,
    isEphemeral: entry.isEphemeral ?? undefined,
    multipleConnections: entry.multipleConnections ?? undefined,
    sshEnabled: entry.sshEnabled ?? undefined,
    addresses: entry.addresses ?? undefined,
    tags: entry.tags ?? undefined,
    enabledRoutes: entry.enabledRoutes ?? undefined,
    advertisedRoutes: entry.advertisedRoutes ?? undefined,
  };
}

/** True when every listed field is absent, null, or of its type, so that the schema would change nothing. */
function isPlain(entry: unknown): entry is Plain {
  if (!isRecord(entry)) return false;
  for (const field of fields) {
    const value = entry[field];
    if (value === undefined || value === null) continue;
    const kind = listedFields[field];
    if (kind !== 'strings') {
      if (typeof value !== kind) return false;
    } else {
      if (!Array.isArray(value)) return false;
      for (const item of value) if (typeof item !== 'string') return false;
    }
  }
  return Boolean(entry['nodeId']) || Boolean(entry['id']);
}

function readEntry(entry: unknown): Plain | undefined {
  if (isPlain(entry)) return entry;
  const parsed = v.safeParse(deviceSchema, entry);
  return parsed.success ? parsed.output : undefined;
}

function idOf(entry: unknown): string | undefined {
  if (!isRecord(entry)) return undefined;
  const id = entry['nodeId'] ?? entry['id'];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
