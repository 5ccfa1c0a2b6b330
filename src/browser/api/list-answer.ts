import { type ListedDevice, createDeviceListReader } from '#contract/device-list.ts';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import type { ListAnswer } from './queries.ts';
import { nextTurn } from './turns.ts';

/**
 * What is worked out before a newer list takes the place of the one on screen, so that a refresh costs no more at that
 * moment than its rows: `device` for each one that is new or changed, a few at a time, and `order` once for all.
 */
export type Preparation = {
  readonly device: (device: ListedDevice) => void;
  readonly order: (devices: readonly ListedDevice[], before: readonly ListedDevice[]) => void;
};

/**
 * Lists with all fields; where the server cannot ("unable to load devices", seen with shared-in devices), lists the
 * default ones, which leave the routes out. Keeps the object of every device of the list `before` that did not change,
 * so that its row, facts and search text are kept too, and the whole of `before` when nothing did. Throws ApiError.
 */
export async function fetchList(
  client: Client,
  signal: AbortSignal,
  before: ListAnswer | undefined,
  preparation: Preparation | undefined,
): Promise<ListAnswer> {
  try {
    return await read('all');
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'missing' || error.message !== 'unable to load devices')
      throw error;
    return await read('default');
  }

  async function read(fields: 'all' | 'default'): Promise<ListAnswer> {
    const known = new Map(before?.devices.map((device) => [device.key, device]));
    const devices: ListedDevice[] = [];
    const reader = createDeviceListReader();
    const onDevices = (entries: readonly unknown[]) => {
      for (const device of reader.add(entries)) {
        const old = known.get(device.key);
        const isKnown = old !== undefined && isSameDevice(old, device);
        devices.push(isKnown ? old : device);
        if (!isKnown && before !== undefined) preparation?.device(device);
      }
    };
    const answer = await client('listDevices', { parameters: { tailnet: '-' }, query: { fields }, signal, onDevices });
    // An answer without any `devices` is no empty tailnet but an answer of another kind.
    if (answer.devices === undefined)
      throw new ApiError('The server sent an unexpected answer.', { kind: 'unexpected', status: 200 });
    const after = { devices, unreadable: reader.unreadable, hasRoutes: fields === 'all' };
    if (before !== undefined && isSameAnswer(before, after)) return before;
    if (before !== undefined && preparation !== undefined) {
      preparation.order(devices, before.devices);
      await nextTurn();
    }
    return after;
  }
}

function isSameAnswer(before: ListAnswer, after: ListAnswer): boolean {
  return (
    before.hasRoutes === after.hasRoutes &&
    before.unreadable.length === after.unreadable.length &&
    before.devices.length === after.devices.length &&
    before.devices.every((device, position) => device === after.devices[position])
  );
}

/** Compares field by field instead of walking both trees: a third of the time at 10,000 devices. */
function isSameDevice(one: ListedDevice, other: ListedDevice): boolean {
  for (const field in one) {
    // `in` gives the object's own field names as plain text.
    const name = field as keyof ListedDevice;
    const a = one[name];
    const b = other[name];
    if (a === b) continue;
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  }
  return true;
}
