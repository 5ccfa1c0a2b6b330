// Each aspect has its own rule for being in effect; they are read here together, for a change whose answer was lost.
import type { Routes } from '#browser/api/queries.ts';
import type { Entry } from '#browser/changes/change.ts';
import { callOf } from '#browser/changes/request-of.ts';
import { authorizedBody, ipBody, keyBody, nameBody } from '#contract/device.ts';
import type { Invite } from '#contract/invites.ts';
import { type Attributes, attributeBody } from '#contract/posture.ts';
import { routeKey } from '#contract/prefix.ts';
import { exitRoutes, routesBody } from '#contract/subnet-routes.ts';
import * as v from 'valibot';
import { type AnyDevice, factsOf, machineName } from './device-facts.ts';
import { readDate } from './moment.ts';
import { hasName } from './name/name.schema.ts';
import { isSameSeen, postureIntent, seenOf, wantedBy } from './posture/posture.schema.ts';

/** What the server told of a device: the device, one of its parts, or that there is none. */
export type Reading =
  | { readonly kind: 'device'; readonly device: AnyDevice }
  | { readonly kind: 'routes'; readonly routes: Pick<Routes, 'enabled'> }
  | { readonly kind: 'attributes'; readonly attributes: Attributes }
  | { readonly kind: 'invites'; readonly invites: readonly Invite[] }
  | { readonly kind: 'gone' };

/** Clocks of a page and of a server differ by this much, in milliseconds, without anybody minding. */
const clockSkew = 60_000;

/**
 * Whether a reading shows a change in effect (true), the value from before (false), or tells nothing of it (undefined):
 * another part of the device, or a value that is neither, as when somebody else changed it since.
 */
export function wasApplied(entry: Entry, reading: Reading): boolean | undefined {
  const call = callOf(entry.request);
  if (call === undefined) return undefined;
  if (call.name === 'deleteDevice')
    return reading.kind === 'gone' ? true : reading.kind === 'device' ? false : undefined;
  switch (reading.kind) {
    case 'device':
      return call.name === 'setRoutes'
        ? hasRoutes(entry, reading.device.enabledRoutes ?? undefined)
        : isDeviceSo(call.name, entry, reading.device);
    case 'routes':
      return call.name === 'setRoutes' ? hasRoutes(entry, reading.routes.enabled) : undefined;
    case 'attributes':
      return hasAttribute(call, entry, reading.attributes);
    case 'invites':
      return areInvitesSo(call, entry, reading.invites);
    case 'gone':
      return undefined;
    default:
      return reading satisfies never;
  }
}

function isDeviceSo(name: string, entry: Entry, device: AnyDevice): boolean | undefined {
  const { body } = entry.request;
  const [difference] = entry.differences;
  const before = difference?.kind === 'became' ? difference.before : undefined;
  if (name === 'setKeyExpiry' && v.is(keyBody, body)) return isSame(device.keyExpiryDisabled, body.keyExpiryDisabled);
  if (name === 'setAuthorized' && v.is(authorizedBody, body)) return isSame(device.authorized, body.authorized);
  if (name === 'setIp' && v.is(ipBody, body)) return became(factsOf(device).ipv4, body.ipv4, before);
  if (name === 'setName' && v.is(nameBody, body))
    return hasName(device, body) || (machineName(device) === before ? false : undefined);
  if (name === 'setTags' && device.tags) return allOrNone(entry, device.tags, (tag) => tag);
  if (name === 'expireDevice') {
    const at = readDate(device.expires);
    return at === undefined ? undefined : at <= entry.at + (entry.took ?? 0) + clockSkew;
  }
  return undefined;
}

function isSame(now: boolean | null | undefined, wanted: boolean): boolean | undefined {
  return typeof now === 'boolean' ? now === wanted : undefined;
}

function became(now: string | undefined, wanted: string, before: string | undefined): boolean | undefined {
  if (now === wanted) return true;
  return now === before ? false : undefined;
}

/** True when everything that was added is there and nothing that was removed; false for the opposite. */
function allOrNone(entry: Entry, list: readonly string[], keyOf: (text: string) => string): boolean | undefined {
  const keys = new Set(list.map(keyOf));
  const shows = entry.differences.flatMap((difference) =>
    difference.kind === 'became' ? [] : [keys.has(keyOf(difference.text)) === (difference.kind === 'added')],
  );
  if (shows.length === 0) return undefined;
  if (shows.every(Boolean)) return true;
  return shows.some(Boolean) ? undefined : false;
}

/** As above; the log names an exit node as one thing, and the request tells which of its routes were meant. */
function hasRoutes(entry: Entry, enabled: readonly string[] | undefined): boolean | undefined {
  const { body } = entry.request;
  if (enabled === undefined || !v.is(routesBody, body)) return undefined;
  const sent = new Set(body.routes.map(routeKey));
  const differences = entry.differences.flatMap((difference) => {
    if (difference.kind === 'became' || difference.text !== 'Exit node') return [difference];
    const isAdded = difference.kind === 'added';
    return exitRoutes.flatMap((text) => (sent.has(text) === isAdded ? [{ kind: difference.kind, text }] : []));
  });
  return allOrNone({ ...entry, differences }, enabled, routeKey);
}

type Call = NonNullable<ReturnType<typeof callOf>>;

function hasAttribute({ name, parameters }: Call, entry: Entry, attributes: Attributes): boolean | undefined {
  const { body } = entry.request;
  const isSet = name === 'setAttribute' && v.is(attributeBody, body);
  if (!isSet && name !== 'deleteAttribute') return undefined;
  const now = seenOf(attributes, parameters['attributeKey'] ?? '');
  const wanted = isSet ? { value: body.value, ...(body.expiry ? { expiry: body.expiry } : {}) } : null;
  if (isSameSeen(now, wanted)) return true;
  // The way back holds what stood there before.
  const back = v.safeParse(postureIntent, entry.undo?.intent);
  return back.success && isSameSeen(now, wantedBy(back.output)) ? false : undefined;
}

function areInvitesSo({ name, parameters }: Call, entry: Entry, invites: readonly Invite[]): boolean | undefined {
  const invite = invites.find(({ id }) => id === parameters['inviteId']);
  if (name === 'deleteInvite') return invite === undefined;
  if (name !== 'resendInvite' || invite === undefined) return undefined;
  return (readDate(invite.lastEmailSentAt) ?? 0) >= entry.at - clockSkew;
}
