import * as v from 'valibot';
import type { EndpointName } from '#contract/endpoints.ts';
import { inviteListSchema, inviteSchema } from '#contract/invites.ts';
import type { CallUpstream, UpstreamCall } from '#proxy/call-upstream.ts';

/** What was there before a write, and to whom it belonged. */
export type Before = { readonly device: string | null; readonly deviceName: string | null; readonly value: unknown };

/** How long a write waits to know what it changes. */
const longestMs = 2000;

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
};

/** The read that shows what a call is about to change; undefined where no single one does. */
function readFor(name: EndpointName): 'getDevice' | 'getAttributes' | 'getInvite' | undefined {
  if (deviceFields[name] !== undefined) return 'getDevice';
  if (name === 'setAttribute' || name === 'deleteAttribute') return 'getAttributes';
  return name === 'deleteInvite' || name === 'resendInvite' ? 'getInvite' : undefined;
}

/** Reads what a write is about to change, in one call; undefined where that takes too long or cannot be had. */
export async function readBefore(call: UpstreamCall, callUpstream: CallUpstream): Promise<Before | undefined> {
  const read = readFor(call.name);
  if (read === undefined) return undefined;
  const { deviceId, attributeKey, inviteId } = call.parameters;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), longestMs);
  });
  const parameters = read === 'getInvite' ? { inviteId: inviteId ?? '' } : { deviceId: deviceId ?? '' };
  const reading = callUpstream({ name: read, parameters, query: read === 'getDevice' ? '?fields=default' : '' });
  const result = await Promise.race([reading.catch(() => undefined), late]).finally(() => clearTimeout(timer));
  if (result?.judged.kind !== 'success') return undefined;
  return beforeIn(call.name, result.judged.body, attributeKey ?? '');
}

function beforeIn(name: EndpointName, body: Buffer, attributeKey: string): Before | undefined {
  const value = parse(body);
  if (deviceFields[name] !== undefined) {
    const device = v.safeParse(looseDevice, value);
    if (!device.success) return undefined;
    const fields = deviceFields[name].map((field) => [field, device.output[field] ?? null]);
    return { device: null, deviceName: deviceNameIn(body), value: Object.fromEntries(fields) };
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
  const parsed = v.safeParse(looseAttributes, value);
  if (!parsed.success) return undefined;
  // The API compares keys without regard to case.
  const entry = Object.entries(parsed.output.attributes).find(
    ([key]) => key.toLowerCase() === attributeKey.toLowerCase(),
  );
  return { device: null, deviceName: null, value: entry === undefined ? null : { value: entry[1] } };
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
