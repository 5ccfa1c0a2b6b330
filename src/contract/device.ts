import * as v from 'valibot';

/** Text that the API may also send as null or leave out; both read as undefined. */
const text = v.optional(v.fallback(v.nullish(v.string()), undefined));
const flag = v.optional(v.fallback(v.nullish(v.boolean()), undefined));
const texts = v.optional(v.fallback(v.nullish(v.array(v.string())), undefined));

/** One DERP region's answer time as the device measured it. */
const latency = v.object({
  latencyMs: v.optional(v.fallback(v.nullish(v.number()), undefined)),
  preferred: flag,
});

/** Each capability is true, false, or not known (null or absent). */
const clientSupports = v.object({
  hairPinning: flag,
  ipv6: flag,
  pcp: flag,
  pmp: flag,
  udp: flag,
  upnp: flag,
});

const clientConnectivity = v.object({
  endpoints: texts,
  mappingVariesByDestIP: flag,
  latency: v.optional(v.fallback(v.nullish(v.record(v.string(), latency)), undefined)),
  clientSupports: v.optional(v.fallback(v.nullish(clientSupports), undefined)),
});

const postureIdentity = v.object({
  serialNumbers: texts,
  hardwareAddresses: texts,
  disabled: flag,
});

const distro = v.object({ name: text, version: text, codeName: text });

/**
 * A device as GET /device/{id} sends it. Nothing in the vendor's document is required and live answers have dropped
 * fields before, so every field may be missing; a field of the wrong type reads as missing and the rest stays.
 * Only an answer that is no object at all, or one without any id, is refused.
 * Dates are RFC 3339 text; "" and 0001-01-01T00:00:00Z mean "no date".
 */
export const deviceSchema = v.pipe(
  v.object({
    addresses: texts,
    id: text,
    nodeId: text,
    user: text,
    name: text,
    hostname: text,
    clientVersion: text,
    updateAvailable: flag,
    os: text,
    created: text,
    connectedToControl: flag,
    lastSeen: text,
    keyExpiryDisabled: flag,
    expires: text,
    authorized: flag,
    isExternal: flag,
    machineKey: text,
    nodeKey: text,
    blocksIncomingConnections: flag,
    tailnetLockKey: text,
    tailnetLockError: text,
    tags: texts,
    isEphemeral: flag,
    multipleConnections: flag,
    enabledRoutes: texts,
    advertisedRoutes: texts,
    clientConnectivity: v.optional(v.fallback(v.nullish(clientConnectivity), undefined)),
    postureIdentity: v.optional(v.fallback(v.nullish(postureIdentity), undefined)),
    sshEnabled: flag,
    distro: v.optional(v.fallback(v.nullish(distro), undefined)),
  }),
  v.check((device) => Boolean(device.nodeId || device.id), 'A device needs an id.'),
);

/** One device, every field optional. */
export type Device = v.InferOutput<typeof deviceSchema>;

/** The list's envelope; its devices are read one by one so that a bad one hides no other. A missing or null list is empty. */
export const deviceListSchema = v.object({ devices: v.nullish(v.array(v.unknown())) });

const strict = v.strictObject;
export const authorizedBody = strict({ authorized: v.boolean() });
export const nameBody = strict({ name: v.pipe(v.string(), v.maxLength(255)) });
export const tagsBody = strict({ tags: v.pipe(v.array(v.pipe(v.string(), v.maxLength(255))), v.maxLength(1000)) });
export const keyBody = strict({ keyExpiryDisabled: v.boolean() });
export const ipBody = strict({ ipv4: v.pipe(v.string(), v.maxLength(64)) });
