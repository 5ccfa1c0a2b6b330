import type * as v from 'valibot';
import { type Device } from '#contract/device.ts';
import { type AttributeValue } from '#contract/posture.ts';
import { type policySchema, type settingsSchema, type userSchema } from '#contract/tailnet.ts';
import { type DeviceSeed, type DeviceStore, createDeviceStore, keyOf } from './device-store.ts';
import { type Random } from './random.ts';
import { moment, rfc3339 } from './rfc3339.ts';

export type Policy = v.InferOutput<typeof policySchema>;
export type Settings = v.InferOutput<typeof settingsSchema>;
export type Person = v.InferOutput<typeof userSchema>;
/** A posture attribute; `expiry` is RFC 3339 as it was sent. */
export type Attribute = { readonly value: AttributeValue; readonly expiry?: string };
/** An invite as it is sent. The three numbers are int64, held as digits because they may exceed 2^53. */
export type StoredInvite = {
  readonly id: string;
  readonly created: string;
  readonly tailnetId: string;
  readonly deviceId: string;
  readonly sharerId: string;
  readonly multiUse?: true;
  readonly allowExitNode?: true;
  readonly email?: string;
  lastEmailSentAt?: string;
  readonly inviteUrl: string;
  readonly accepted: boolean;
  readonly acceptedBy?: { readonly id: string; readonly loginName: string; readonly profilePicUrl: string };
};

/** Everything that a tailnet starts with. */
export type TailnetSeed = {
  readonly devices: Iterable<DeviceSeed>;
  /** Asked once, when users are first read: a large fleet has thousands. */
  readonly people: () => readonly Person[];
  readonly policy: Policy;
  readonly settings: Settings;
  /** By nodeId, then by key. */
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, Attribute>>>>;
  /** By nodeId. */
  readonly invites?: Readonly<Record<string, readonly StoredInvite[]>>;
};

/** The truth behind the API, for tests and for a second admin's changes; nothing here is refused. */
export type Tailnet = {
  /** The live record, by nodeId, id or first label of its name. Throws RangeError when there is none. */
  device(idOrName: string): Device;
  /** Every device in order of creation, to look at. */
  devices(): readonly Readonly<Device>[];
  /** Adds a device, or replaces the one with the same nodeId. Throws TypeError when it has no id. */
  put(device: Device): void;
  /** Takes a device away by nodeId, id or first label, as a deletion elsewhere does. Throws RangeError when there is none. */
  remove(idOrName: string): void;
  /** The custom attributes of a device by key. */
  attributes(idOrName: string): Map<string, Attribute>;
  /** The invites of a device, oldest first. */
  invites(idOrName: string): StoredInvite[];
  readonly policy: Policy;
  readonly settings: Settings;
};

/** A tailnet with the parts that only the API's handlers use. */
export type TailnetState = Tailnet & {
  readonly name: string;
  readonly id: string;
  readonly domain: string;
  readonly now: () => number;
  readonly random: Random;
  readonly store: DeviceStore;
  readonly people: () => readonly Person[];
  /** Labels of deleted devices and the moment until which nobody else gets them. */
  readonly heldNames: Map<string, number>;
  /** The spelling and the type that each attribute key got by its first write, by lower-case key. */
  readonly attributeKeys: Map<string, { readonly key: string; readonly type: string }>;
  /** The invites of every device that has or had some. */
  readonly inviteLists: ReadonlyMap<string, StoredInvite[]>;
  /** Takes a device away, and holds its name for a while (observed; for how long is a guess). */
  forget(device: Device): void;
  /** Makes `connectedToControl` follow what lets the device in: approval and key. */
  settleConnection(device: Device): void;
};

export type TailnetOptions = {
  readonly name: string;
  readonly now: () => number;
  readonly random: Random;
  readonly seed: TailnetSeed;
};

export const domain = 'tail4e21b.ts.net';
const nameHeldFor = 10 * 60 * 1000;

/** The first label of a MagicDNS name. */
export function labelOf(device: Device): string {
  return device.name?.split('.')[0] ?? '';
}

/** True when the device's key has run out and nothing keeps it valid. */
function keyExpired(device: Device, now: number): boolean {
  const expires = moment(device.expires);
  return !device.keyExpiryDisabled && expires !== undefined && expires <= now;
}

export function createTailnet({ name, now, random, seed }: TailnetOptions): TailnetState {
  const store = createDeviceStore(seed.devices);
  const attributes = new Map<string, Map<string, Attribute>>();
  const invites = new Map<string, StoredInvite[]>();
  const heldNames = new Map<string, number>();
  const attributeKeys: TailnetState['attributeKeys'] = new Map();
  /** Devices that an admin's change cut off, and which therefore come back when it is undone. */
  const cutOff = new Set<string>();
  let people: readonly Person[] | undefined;

  for (const [id, entries] of Object.entries(seed.attributes ?? {})) {
    attributes.set(id, new Map(Object.entries(entries)));
    for (const [key, { value }] of Object.entries(entries)) {
      attributeKeys.set(key.toLowerCase(), { key, type: typeof value });
    }
  }
  for (const [id, entries] of Object.entries(seed.invites ?? {})) invites.set(id, [...entries]);

  const lookUp = (idOrName: string): Device => {
    const byId = store.find(idOrName);
    if (byId !== undefined) return byId;
    for (const device of store.every()) if (labelOf(device) === idOrName) return device;
    throw new RangeError(`There is no device ${idOrName} in this tailnet.`);
  };
  const listed = <T>(lists: Map<string, T>, device: Device, empty: () => T): T => {
    const list = lists.get(keyOf(device)) ?? empty();
    lists.set(keyOf(device), list);
    return list;
  };
  const erase = (device: Device) => {
    store.remove(keyOf(device));
    attributes.delete(keyOf(device));
    invites.delete(keyOf(device));
    cutOff.delete(keyOf(device));
  };

  return {
    name,
    id: 'T7Kq2mVx9B11CNTRL',
    domain,
    now,
    random,
    store,
    people: () => (people ??= seed.people()),
    policy: seed.policy,
    settings: seed.settings,
    heldNames,
    attributeKeys,
    inviteLists: invites,
    device: (idOrName) => store.live(keyOf(lookUp(idOrName))) ?? lookUp(idOrName),
    devices: () => Array.from(store.every(), (device) => store.complete(keyOf(device)) ?? device),
    put: (device) => store.put({ device }),
    remove: (idOrName) => erase(lookUp(idOrName)),
    attributes: (idOrName) => listed(attributes, lookUp(idOrName), () => new Map<string, Attribute>()),
    invites: (idOrName) => listed(invites, lookUp(idOrName), () => []),
    forget(device) {
      heldNames.set(labelOf(device), now() + nameHeldFor);
      erase(device);
    },
    settleConnection(device) {
      const letIn = device.authorized !== false && !keyExpired(device, now());
      if (!letIn && device.connectedToControl) {
        device.connectedToControl = false;
        device.lastSeen = rfc3339(now());
        cutOff.add(keyOf(device));
      } else if (letIn && cutOff.delete(keyOf(device))) {
        device.connectedToControl = true;
        delete device.lastSeen;
      }
    },
  };
}
