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
  const devices: ListedDevice[] = [];
  const unreadable: UnreadableDevice[] = [];
  const seen = new Set<string>();
  for (const [position, entry] of (entries ?? []).entries()) {
    const device = pickPlain(entry) ?? pickLenient(entry);
    if (device === undefined) {
      unreadable.push({ position, id: idOf(entry) });
      continue;
    }
    let key = device.nodeId || device.id || '';
    while (seen.has(key)) key += '+';
    seen.add(key);
    device.key = key;
    devices.push(device as ListedDevice);
  }
  return { devices, unreadable };
}

type Draft = { key: string; id?: unknown; nodeId?: string | undefined } & Record<string, unknown>;

function pickPlain(entry: unknown): (Draft & { nodeId?: string; id?: string }) | undefined {
  if (!isRecord(entry)) return undefined;
  const picked: Record<string, unknown> = { key: '' };
  for (const field of fields) {
    const value = entry[field];
    if (value === undefined || value === null) {
      picked[field] = undefined;
      continue;
    }
    const kind = listedFields[field];
    if (kind === 'strings') {
      if (!Array.isArray(value)) return undefined;
      for (const item of value) if (typeof item !== 'string') return undefined;
    } else if (typeof value !== kind) return undefined;
    picked[field] = value;
  }
  if (!picked['nodeId'] && !picked['id']) return undefined;
  return picked as Draft & { nodeId?: string; id?: string };
}

function pickLenient(entry: unknown): (Draft & { nodeId?: string; id?: string }) | undefined {
  const parsed = v.safeParse(deviceSchema, entry);
  return parsed.success ? pickPlain(parsed.output) : undefined;
}

function idOf(entry: unknown): string | undefined {
  if (!isRecord(entry)) return undefined;
  const id = entry['nodeId'] ?? entry['id'];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
