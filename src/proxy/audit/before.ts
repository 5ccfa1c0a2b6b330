import * as v from 'valibot';
import type { EndpointName } from '#contract/endpoints.ts';
import { inviteListSchema, inviteSchema } from '#contract/invites.ts';
import { batchAttributesBody } from '#contract/posture.ts';
import type { CallUpstream, UpstreamCall } from '#proxy/call-upstream.ts';

/** What was there before a write, and to whom it belonged. */
export type Before = { readonly device: string | null; readonly deviceName: string | null; readonly value: unknown };

/** How long a write waits to know what it changes. */
const longestMs = 2000;
/** Of a batch: the API counts requests, and whoever has sent a thousand devices waits for their answer. */
const mostDevices = 50;
const readAtOnce = 8;

const looseDevice = v.looseObject({ name: v.optional(v.unknown()) });
const looseAttributes = v.object({ attributes: v.record(v.string(), v.unknown()) });

/** Which fields of a device a call changes; what deletes or expires one leaves nobody else to ask. */
const deviceFields: Partial<Record<EndpointName, readonly string[]>> = {
  setAuthorized: ['authorized'],
  setName: ['name'],
  setKeyExpiry: ['keyExpiryDisabled', 'expires'],
  setIp: ['addresses'],
  expireDevice: ['keyExpiryDisabled', 'expires'],
  deleteDevice: ['hostname', 'user', 'tags', 'addresses', 'machineKey', 'nodeKey'],
  // What it replaces is read by the write itself; only the name is wanted.
  setRoutes: [],
};

/** The read that shows what a call is about to change; undefined where no single one does. */
function readFor(name: EndpointName): 'getDevice' | 'getAttributes' | 'getInvite' | undefined {
  if (deviceFields[name] !== undefined) return 'getDevice';
  if (name === 'setAttribute' || name === 'deleteAttribute') return 'getAttributes';
  return name === 'deleteInvite' || name === 'resendInvite' ? 'getInvite' : undefined;
}

/** Reads what a write is about to change; undefined where that takes too long or cannot be had. Never rejects. */
export async function readBefore(call: UpstreamCall, callUpstream: CallUpstream): Promise<Before | undefined> {
  if (call.name === 'patchAttributes') return readBatch(call, callUpstream);
  const read = readFor(call.name);
  if (read === undefined) return undefined;
  const { deviceId, attributeKey, inviteId } = call.parameters;
  const parameters = read === 'getInvite' ? { inviteId: inviteId ?? '' } : { deviceId: deviceId ?? '' };
  const reading = callUpstream({ name: read, parameters, query: read === 'getDevice' ? '?fields=default' : '' });
  const result = await inTime(reading.catch(() => undefined));
  if (result?.judged.kind !== 'success') return undefined;
  return beforeIn(call.name, result.judged.body, attributeKey ?? '');
}

/** What a reading gives, or undefined once a write has waited for it long enough. */
async function inTime<T>(reading: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), longestMs);
  });
  return Promise.race([reading, late]).finally(() => clearTimeout(timer));
}

function beforeIn(name: EndpointName, body: Buffer, attributeKey: string): Before | undefined {
  const value = parse(body);
  if (deviceFields[name] !== undefined) {
    const device = v.safeParse(looseDevice, value);
    if (!device.success) return undefined;
    const fields = deviceFields[name].map((field) => [field, device.output[field] ?? null]);
    const changed: unknown = fields.length === 0 ? null : Object.fromEntries(fields);
    return { device: null, deviceName: deviceNameIn(body), value: changed };
  }
  if (name === 'deleteInvite' || name === 'resendInvite') {
    const invite = v.safeParse(inviteSchema, value);
    if (!invite.success) return undefined;
    const { deviceId } = invite.output;
    return {
      device: deviceId === undefined || deviceId === null ? null : String(deviceId),
      deviceName: null,
      value: withoutLink(invite.output),
    };
  }
  const attribute = attributeIn(value);
  return attribute && { device: null, deviceName: null, value: attribute(attributeKey) };
}

/** Gives an attribute of an answer by its key, null where the device has none; undefined for an answer of another kind. */
function attributeIn(answer: unknown): ((key: string) => { value: unknown } | null) | undefined {
  const parsed = v.safeParse(looseAttributes, answer);
  if (!parsed.success) return undefined;
  const entries = Object.entries(parsed.output.attributes);
  return (key) => {
    // The API compares keys without regard to case.
    const entry = entries.find(([own]) => own.toLowerCase() === key.toLowerCase());
    return entry === undefined ? null : { value: entry[1] };
  };
}

/**
 * Reads what a batch is about to change, device by device, in the form of its body. A device that could not be read in
 * time, or that comes after the first fifty, is left out: nobody knows what it had.
 */
async function readBatch({ body }: UpstreamCall, callUpstream: CallUpstream): Promise<Before | undefined> {
  const asked = v.safeParse(batchAttributesBody, parse(Buffer.from(body ?? '')));
  if (!asked.success) return undefined;
  const waiting = Object.entries(asked.output.nodes).slice(0, mostDevices);
  const nodes: Record<string, unknown> = {};
  const end = performance.now() + longestMs;
  const reader = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && performance.now() < end; next = waiting.shift()) {
      const [deviceId, wanted] = next;
      const answer = await callUpstream({ name: 'getAttributes', parameters: { deviceId } }).catch(() => undefined);
      const attribute = answer?.judged.kind === 'success' ? attributeIn(parse(answer.judged.body)) : undefined;
      if (attribute === undefined || performance.now() >= end) continue;
      nodes[deviceId] = Object.fromEntries(Object.keys(wanted).map((key) => [key, attribute(key)]));
    }
  };
  await inTime(Promise.all(Array.from({ length: readAtOnce }, reader)));
  return { device: null, deviceName: null, value: { nodes: { ...nodes } } };
}

/** The MagicDNS name in a device's JSON; null where there is none. */
export function deviceNameIn(body: Buffer): string | null {
  const device = v.safeParse(v.object({ name: v.string() }), parse(body));
  return device.success ? device.output.name : null;
}

/** The invites in the answer that made them, without their links; undefined when it shows none. */
export function invitesIn(body: Buffer): unknown {
  const invites = v.safeParse(inviteListSchema, parse(body));
  return invites.success && invites.output !== null ? invites.output.map(withoutLink) : undefined;
}

function withoutLink({ id, email, multiUse, allowExitNode, accepted }: v.InferOutput<typeof inviteSchema>): unknown {
  return { id, email, multiUse, allowExitNode, accepted };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
