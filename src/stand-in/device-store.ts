import { type Device } from '#contract/device.ts';

/** A device as it enters the tailnet; `details` are the fields that are dear to make, asked for when first read. */
export type DeviceSeed = { readonly device: Device; readonly details?: () => Partial<Device> };

export type FieldSet = 'all' | 'default';

/** Fields that only `fields=all` sends (https://tailscale.com/api, "List tailnet devices"). */
const onlyWithAll: ReadonlySet<string> = new Set([
  'enabledRoutes',
  'advertisedRoutes',
  'clientConnectivity',
  'postureIdentity',
  'multipleConnections',
  'sshEnabled',
  'distro',
] satisfies (keyof Device)[]);

function withoutDearFields(device: Device): Partial<Device> {
  return Object.fromEntries(Object.entries(device).filter(([name]) => !onlyWithAll.has(name)));
}

type Slot = {
  readonly device: Device;
  details: (() => Partial<Device>) | undefined;
  readonly page: Page;
  /** Handed out to a test or a second admin, who may change it unseen: never remembered as text. */
  live: boolean;
};
type Page = { readonly slots: Slot[]; readonly bytes: Partial<Record<FieldSet, Uint8Array>> };

const pageSize = 256;

/**
 * The devices in the order of their creation. A list is remembered as JSON in pages of 256 devices, each until one of its
 * devices changes, so that a list of thousands costs no more than its bytes.
 */
export type DeviceStore = ReturnType<typeof createDeviceStore>;

/** The id that everything else about a device is filed under. */
export function keyOf(device: Device): string {
  return device.nodeId ?? device.id ?? '';
}

export function createDeviceStore(seeds: Iterable<DeviceSeed>) {
  const pages: Page[] = [];
  const byId = new Map<string, Slot>();
  const encoder = new TextEncoder();

  const forget = (slot: Slot) => {
    delete slot.page.bytes.all;
    delete slot.page.bytes.default;
  };
  const idsOf = (device: Device) => [device.nodeId, device.id].filter((id): id is string => Boolean(id));
  const complete = (slot: Slot): Device => {
    if (slot.details !== undefined) Object.assign(slot.device, slot.details());
    slot.details = undefined;
    return slot.device;
  };
  const sentFields = (slot: Slot, fields: FieldSet): Partial<Device> => {
    const device = slot.details === undefined ? slot.device : Object.assign({}, slot.device, slot.details());
    return fields === 'all' ? device : withoutDearFields(device);
  };
  const bytesOf = (page: Page, fields: FieldSet): Uint8Array => {
    const known = page.slots.some((slot) => slot.live) ? undefined : page.bytes[fields];
    if (known !== undefined) return known;
    const text = JSON.stringify(page.slots.map((slot) => sentFields(slot, fields)));
    const bytes = encoder.encode(text.slice(1, -1));
    page.bytes[fields] = bytes;
    return bytes;
  };
  const remove = (id: string): boolean => {
    const slot = byId.get(id);
    if (slot === undefined) return false;
    forget(slot);
    slot.page.slots.splice(slot.page.slots.indexOf(slot), 1);
    for (const known of idsOf(slot.device)) byId.delete(known);
    return true;
  };
  const put = ({ device, details }: DeviceSeed) => {
    const [id] = idsOf(device);
    if (id === undefined) throw new TypeError('A device needs an id.');
    const former = byId.get(id);
    let page = former?.page ?? pages.at(-1);
    if (page === undefined || (former === undefined && page.slots.length >= pageSize)) {
      page = { slots: [], bytes: {} };
      pages.push(page);
    }
    const slot: Slot = { device, details, page, live: false };
    if (former === undefined) page.slots.push(slot);
    else {
      page.slots.splice(page.slots.indexOf(former), 1, slot);
      for (const known of idsOf(former.device)) byId.delete(known);
    }
    forget(slot);
    for (const known of idsOf(device)) byId.set(known, slot);
  };
  for (const seed of seeds) put(seed);

  return {
    put,
    remove,
    /** By nodeId or by numeric id. Its dear details may be missing; everything that a write changes is there. */
    find: (id: string): Device | undefined => byId.get(id)?.device,
    /** Every device in order of creation, details perhaps missing. */
    *every(): Generator<Device> {
      for (const page of pages) for (const slot of page.slots) yield slot.device;
    },
    /** Says that a device was changed, so that later answers are written anew. */
    touch(device: Device): void {
      const slot = byId.get(keyOf(device));
      if (slot !== undefined) forget(slot);
    },
    /** The complete record for somebody who may change it without `touch`. */
    live(id: string): Device | undefined {
      const slot = byId.get(id);
      if (slot === undefined) return undefined;
      slot.live = true;
      return complete(slot);
    },
    /** The complete record to look at. */
    complete(id: string): Device | undefined {
      const slot = byId.get(id);
      return slot === undefined ? undefined : complete(slot);
    },
    /** One device as JSON, or undefined. */
    text(id: string, fields: FieldSet): string | undefined {
      const slot = byId.get(id);
      return slot === undefined ? undefined : JSON.stringify(sentFields(slot, fields));
    },
    /** The whole list as the parts of one JSON text. */
    list(fields: FieldSet): readonly Uint8Array[] {
      const parts: Uint8Array[] = [encoder.encode('{"devices":[')];
      const comma = encoder.encode(',');
      for (const page of pages) {
        if (page.slots.length === 0) continue;
        if (parts.length > 1) parts.push(comma);
        parts.push(bytesOf(page, fields));
      }
      parts.push(encoder.encode(']}'));
      return parts;
    },
  };
}
