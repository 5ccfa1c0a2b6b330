import { type Device } from '#contract/device.ts';
import { type AttributeValue } from '#contract/posture.ts';
import { type Answer, json, noDevice, nothing, refusal } from './answer.ts';
import { type Handlers, managed, visible } from './handlers.ts';
import { moment } from './rfc3339.ts';
import { type Attribute, type TailnetState } from './tailnet.ts';

type PostureHandlers = Pick<Handlers, 'getAttributes' | 'setAttribute' | 'deleteAttribute' | 'patchAttributes'>;
type Write = { readonly device: Device; readonly key: string; readonly value: Attribute | null };

/** Posture attributes. The rules are documented (https://tailscale.com/api); the sentences of the refusals are ours. */
export function postureHandlers(tailnet: TailnetState): PostureHandlers {
  const apply = (writes: readonly Write[]) => {
    for (const { device, key, value } of writes) {
      const attributes = attributesOf(tailnet, device);
      if (value === null) attributes.delete(key);
      else {
        attributes.set(key, value);
        tailnet.attributeKeys.set(key.toLowerCase(), { key, type: typeof value.value });
      }
    }
  };
  return {
    getAttributes: visible(tailnet, (device) => readAttributes(tailnet, device)),
    setAttribute: managed(tailnet, (device, { parameters, body }) => {
      const key = parameters.attributeKey;
      const refused = judge(tailnet, key, body);
      if (refused !== undefined) return refusal(400, refused);
      apply([{ device, key, value: attribute(body) }]);
      return nothing();
    }),
    deleteAttribute: managed(tailnet, (device, { parameters }) => {
      apply([{ device, key: parameters.attributeKey, value: null }]);
      return nothing();
    }),
    patchAttributes({ body }) {
      const writes: Write[] = [];
      const types = new Map<string, { key: string; type: string }>();
      for (const [id, entries] of Object.entries(body.nodes)) {
        const device = tailnet.store.find(id);
        if (device === undefined || device.isExternal) return noDevice();
        for (const [key, entry] of Object.entries(entries)) {
          if (entry === null) {
            writes.push({ device, key, value: null });
            continue;
          }
          const earlier = types.get(key.toLowerCase());
          const refused = judge(tailnet, key, entry) ?? (earlier && clash(key, entry.value, earlier));
          if (refused !== undefined) return refusal(400, refused);
          types.set(key.toLowerCase(), { key, type: typeof entry.value });
          writes.push({ device, key, value: attribute(entry) });
        }
      }
      apply(writes);
      return nothing();
    },
  };
}

type Sent = { readonly value: AttributeValue; readonly expiry?: string | undefined };

function attribute({ value, expiry }: Sent): Attribute {
  return expiry === undefined ? { value } : { value, expiry };
}

/** Why a value cannot be written, or undefined when it can. */
function judge(tailnet: TailnetState, key: string, { value, expiry }: Sent): string | undefined {
  if (typeof value === 'string' && !/^[A-Za-z0-9_.]{1,50}$/.test(value)) {
    return `invalid value for ${key}: strings are 1 to 50 letters, digits, "_" or "."`;
  }
  if (expiry !== undefined) {
    const until = moment(expiry);
    if (until === undefined) return `invalid expiry for ${key}: not an RFC 3339 time`;
    if (until <= tailnet.now()) return `invalid expiry for ${key}: must be in the future`;
  }
  const known = tailnet.attributeKeys.get(key.toLowerCase());
  return known === undefined ? undefined : clash(key, value, known);
}

/** A key has one spelling and one type in the whole tailnet, both fixed by its first write. */
function clash(key: string, value: AttributeValue, known: { key: string; type: string }): string | undefined {
  if (known.key !== key) return `attribute ${key} differs from ${known.key} only in case`;
  return known.type === typeof value ? undefined : `attribute ${key} is of type ${known.type}, not ${typeof value}`;
}

/** The custom attributes that have not run out. */
function attributesOf(tailnet: TailnetState, device: Device): Map<string, Attribute> {
  const attributes = tailnet.attributes(device.nodeId ?? device.id ?? '');
  for (const [key, { expiry }] of attributes) {
    const until = moment(expiry);
    if (until !== undefined && until <= tailnet.now()) attributes.delete(key);
  }
  return attributes;
}

function readAttributes(tailnet: TailnetState, device: Device): Answer {
  const values: Record<string, AttributeValue> = {};
  const expiries: Record<string, string> = {};
  for (const [key, { value, expiry }] of attributesOf(tailnet, device)) {
    values[key] = value;
    if (expiry !== undefined) expiries[key] = expiry;
  }
  const attributes = sorted({ ...(device.isExternal ? {} : reportedByNode(device)), ...values });
  return json(Object.keys(expiries).length === 0 ? { attributes } : { attributes, expiries: sorted(expiries) });
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

const osVersions: Readonly<Record<string, string>> = {
  linux: '6.12.9',
  macOS: '26.1.0',
  windows: '10.0.26100.4351',
  iOS: '26.1',
  tvOS: '26.1',
  android: '16',
  freebsd: '14.2',
};

/** What every client says of itself; read-only. */
function reportedByNode(device: Device): Record<string, AttributeValue> {
  const os = device.os ?? '';
  return {
    'node:os': os.toLowerCase(),
    'node:osVersion': osVersions[os] ?? '1.0',
    'node:tsAutoUpdate': ['windows', 'iOS', 'tvOS'].includes(os),
    'node:tsReleaseTrack': 'stable',
    'node:tsVersion': (device.clientVersion ?? '').split('-')[0] ?? '',
  };
}
