import { json, noDevice, nothing, ready, refusal } from './answer.ts';
import { type FieldSet, keyOf } from './device-store.ts';
import { isTaken, labelFromHostname, requestedLabel } from './device-name.ts';
import { type Handlers, managed, visible } from './handlers.ts';
import { moment, rfc3339 } from './rfc3339.ts';
import { type TailnetState } from './tailnet.ts';

type DeviceHandlers = Pick<
  Handlers,
  'listDevices' | 'getDevice' | 'deleteDevice' | 'expireDevice' | 'setAuthorized' | 'setKeyExpiry' | 'setName'
>;

const fieldsOf = (query: URLSearchParams): FieldSet => (query.get('fields') === 'all' ? 'all' : 'default');

/** Listing, reading, deleting, approving, renaming, and the life of the key. */
export function deviceHandlers(tailnet: TailnetState, fieldsAllFails: boolean): DeviceHandlers {
  const { store } = tailnet;
  return {
    listDevices({ query }) {
      const fields = fieldsOf(query);
      if (fields === 'all' && fieldsAllFails && hasSharedIn(tailnet)) return refusal(404, 'unable to load devices');
      const filters = [...new Set(query.keys())].filter((key) => key !== 'fields');
      if (filters.length === 0) return ready(store.list(fields));
      const rows: unknown[] = [];
      for (const device of store.every()) {
        const row: unknown = JSON.parse(store.text(keyOf(device), 'all') ?? 'null');
        if (!passes(row, query, filters)) continue;
        rows.push(JSON.parse(store.text(keyOf(device), fields) ?? 'null'));
      }
      return json({ devices: rows });
    },
    getDevice: visible(tailnet, (device, { query }) => ready(store.text(keyOf(device), fieldsOf(query)) ?? 'null')),
    deleteDevice({ parameters }) {
      const device = store.find(parameters.deviceId);
      if (device === undefined) return noDevice();
      if (device.isExternal) return refusal(501, 'cannot delete devices outside of your tailnet');
      tailnet.forget(device);
      return nothing();
    },
    expireDevice: managed(tailnet, (device) => {
      const expires = moment(device.expires);
      if (expires === undefined || expires > tailnet.now()) device.expires = rfc3339(tailnet.now());
      tailnet.settleConnection(device);
      store.touch(device);
      return nothing();
    }),
    setAuthorized: managed(tailnet, (device, { body }) => {
      device.authorized = body.authorized;
      tailnet.settleConnection(device);
      store.touch(device);
      if (!body.authorized && device.isEphemeral) tailnet.forget(device);
      return nothing();
    }),
    setKeyExpiry: managed(tailnet, (device, { body }) => {
      device.keyExpiryDisabled = body.keyExpiryDisabled;
      tailnet.settleConnection(device);
      store.touch(device);
      return nothing();
    }),
    setName: managed(tailnet, (device, { body }) => {
      const label = body.name === '' ? labelFromHostname(tailnet, device) : requestedLabel(tailnet, body.name);
      if (isTaken(tailnet, label, device)) return refusal(400, `name "${label}" is already taken`);
      device.name = `${label}.${tailnet.domain}`;
      store.touch(device);
      return nothing();
    }),
  };
}

function hasSharedIn(tailnet: TailnetState): boolean {
  for (const device of tailnet.store.every()) if (device.isExternal) return true;
  return false;
}

/** Filters are exact, joined by AND, and a list must contain every value given for it; fields that are no simple type match nothing. */
function passes(row: unknown, query: URLSearchParams, filters: readonly string[]): boolean {
  if (typeof row !== 'object' || row === null) return false;
  const fields = new Map<string, unknown>(Object.entries(row));
  return filters.every((filter) => {
    const value = fields.get(filter);
    const has: readonly unknown[] = Array.isArray(value) ? value : [value ?? false];
    const texts = has.filter((entry) => typeof entry !== 'object').map(String);
    return query.getAll(filter).every((wanted) => texts.includes(wanted));
  });
}
