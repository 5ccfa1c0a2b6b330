import type { Routes } from '#browser/api/queries.ts';
import { type AnyDevice, factsOf } from '#browser/device/device-facts.ts';
import { hasSameApprovals } from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import { hasSameTags } from '#browser/device/tags/tags.schema.ts';
import { keyPrefix } from '#browser/device/posture/posture-rules.ts';
import type { Invite } from '#contract/invites.ts';
import type { Attributes } from '#contract/posture.ts';
import * as v from 'valibot';

const texts = v.pipe(v.array(v.string()), v.readonly());

/** What a device is at one moment, as far as another one can take it over, in plain facts: no key and no invite link. */
export const sheetSchema = v.object({
  /** Milliseconds since 1970. */
  takenAt: v.number(),
  id: v.string(),
  /** The machine name. */
  name: v.string(),
  ipv4: v.nullable(v.string()),
  ipv6: v.nullable(v.string()),
  tags: texts,
  owner: v.string(),
  os: v.string(),
  hostname: v.string(),
  /** Null where the API does not tell. */
  keyExpiryDisabled: v.nullable(v.boolean()),
  isApproved: v.boolean(),
  /** The approved routes, the halves of an exit node among them. */
  routes: texts,
  advertised: texts,
  /** The attributes that Tailboard could write; null where they could not be read. */
  attributes: v.nullable(
    v.pipe(v.array(v.object({ key: v.string(), value: v.unknown(), expiry: v.optional(v.string()) })), v.readonly()),
  ),
  /** The invites to it, without their links; null where they could not be read. */
  shares: v.nullable(
    v.pipe(v.array(v.object({ who: v.string(), isAccepted: v.boolean(), allowsExitNode: v.boolean() })), v.readonly()),
  ),
});
export type Sheet = v.InferOutput<typeof sheetSchema>;

/** Takes the sheet of a device; what could not be read of it is undefined. */
export function sheetOf(read: {
  device: AnyDevice;
  routes?: Routes | undefined;
  attributes: Attributes | undefined;
  invites?: readonly Invite[] | undefined;
  now: number;
}): Sheet {
  const { device, attributes, invites } = read;
  const facts = factsOf(device);
  return {
    takenAt: read.now,
    id: facts.key,
    name: facts.name,
    ipv4: facts.ipv4 ?? null,
    ipv6: facts.ipv6 ?? null,
    tags: [...(device.tags ?? [])].toSorted(),
    owner: facts.owner,
    os: facts.os,
    hostname: device.hostname ?? '',
    keyExpiryDisabled: device.keyExpiryDisabled ?? null,
    isApproved: facts.isApproved,
    routes: [...(read.routes?.enabled ?? device.enabledRoutes ?? [])],
    advertised: [...(read.routes?.advertised ?? device.advertisedRoutes ?? [])],
    attributes: attributes === undefined ? null : customAttributes(attributes),
    shares: invites?.map(shareOf) ?? null,
  };
}

function customAttributes({ attributes, expiries }: Attributes): NonNullable<Sheet['attributes']> {
  return Object.entries(attributes ?? {})
    .filter(([key]) => key.startsWith(keyPrefix))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => {
      const expiry = expiries?.[key];
      return { key, value, ...(typeof expiry === 'string' ? { expiry } : {}) };
    });
}

function shareOf({ accepted, acceptedBy, email, allowExitNode }: Invite): NonNullable<Sheet['shares']>[number] {
  return {
    who: acceptedBy?.loginName || email || 'whoever has its link',
    isAccepted: accepted === true,
    allowsExitNode: allowExitNode === true,
  };
}

/** The attributes of a sheet as an answer of the server has them; undefined where they were not read. */
export function attributesOf({ attributes }: Sheet): Attributes | undefined {
  if (attributes === null) return undefined;
  return {
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, value])),
    expiries: Object.fromEntries(
      attributes.flatMap(({ key, expiry }) => (expiry === undefined ? [] : [[key, expiry]])),
    ),
  };
}

/** What of a device is no longer as its sheet has it, in the words of the table; what was not read is not compared. */
export function changedSince(sheet: Sheet, now: Sheet): readonly string[] {
  const list = (enabled: readonly string[]) => ({ advertised: [], enabled });
  const changes: readonly (readonly [words: string, isSame: boolean])[] = [
    ['name', sheet.name === now.name],
    ['IPv4 address', sheet.ipv4 === now.ipv4],
    ['tags', hasSameTags(sheet.tags, now.tags)],
    ['key expiry', sheet.keyExpiryDisabled === now.keyExpiryDisabled],
    ['approval', sheet.isApproved === now.isApproved],
    ['routes', hasSameApprovals(list(sheet.routes), list(now.routes))],
    [
      'posture attributes',
      sheet.attributes === null ||
        now.attributes === null ||
        JSON.stringify(sheet.attributes) === JSON.stringify(now.attributes),
    ],
  ];
  return changes.flatMap(([words, isSame]) => (isSame ? [] : [words]));
}
