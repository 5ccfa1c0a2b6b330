import { type AnyDevice, factsOf, machineName } from '#browser/device/device-facts.ts';
import { approvalChange } from '#browser/device/approval/approval.mutation.ts';
import { keyExpiryChange } from '#browser/device/key-expiry/key-expiry.mutation.ts';
import { restoredBy } from '#browser/device/key-expiry/key-expiry.schema.ts';
import { listed } from '#browser/device/listed.ts';
import { formatDate, formatExact, readDate } from '#browser/device/moment.ts';
import { printValue } from '#browser/device/posture/attribute-rows.ts';
import { keyPrefix, readValue } from '#browser/device/posture/posture-rules.ts';
import { setChange } from '#browser/device/posture/posture-change.ts';
import { type PostureIntent, isInEffect, isSameSeen, seenOf } from '#browser/device/posture/posture.schema.ts';
import { isOutrun } from '#browser/device/subnet-routes/routes-base.ts';
import { routesChange } from '#browser/device/subnet-routes/subnet-routes.mutation.ts';
import {
  applyRoutes,
  changesBetween,
  intentBetween,
  keysOf,
} from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import { tagsChange } from '#browser/device/tags/tags.mutation.ts';
import { changesOfOthers, hasSameTags, isNoWish, wishBetween } from '#browser/device/tags/tags.schema.ts';
import { type AttributeValue, customAttributeKey } from '#contract/posture.ts';
import { routeKey } from '#contract/prefix.ts';
import { type Verdict, cannot, conflict, soAlready, toSend } from './handover-line.ts';
import type { World } from './handover-world.ts';
import { type Sheet, attributesOf } from './sheet.ts';

/** Tags take over ownership, so the new device gets exactly those of the old one; none at all cannot be given. */
export function tagsVerdict({ sheet, next, before }: World): Verdict | undefined {
  const tags = next.tags ?? [];
  if (sheet.tags.length === 0) {
    if (tags.length === 0) return undefined;
    return cannot(
      `${sheet.name} has none, and a tagged device keeps at least one tag until it signs in again without tags.`,
    );
  }
  if (hasSameTags(tags, sheet.tags)) return soAlready(listed(sheet.tags));
  const wish = wishBetween(before.tags, sheet.tags);
  const intent = { ...wish, opened: before.tags };
  if (isNoWish(wish) || !isNoWish(changesOfOthers(tags, intent)))
    return conflict(tags.length === 0 ? 'It has no tags now' : `It has ${listed(tags)} now`);
  const owner = factsOf(next).owner;
  return toSend(
    { kind: 'tags', intent },
    tagsChange(keyOf(next), intent, next, undefined),
    owner === '' ? undefined : `It belongs to ${owner} until then, and to its tags from then on.`,
  );
}

/** Whether the key expires; its date is the new device's own. `isTagging` is false where the tags are left out. */
export function keyVerdict(world: World, isTagging: boolean): Verdict {
  const { sheet, next, before, now } = world;
  const wanted = sheet.keyExpiryDisabled;
  if (wanted === null) return cannot(`The server does not tell whether the key of ${sheet.name} expires.`);
  // The first tag may turn expiry off by itself (https://tailscale.com/blog/tagged-key-expiry).
  const isFirstTag = isTagging && sheet.tags.length > 0 && before.tags.length === 0;
  const isStillUntagged = isFirstTag && (next.tags ?? []).length === 0;
  if (next.keyExpiryDisabled === wanted) {
    if (wanted || !isStillUntagged) return soAlready(wanted ? 'Off' : `On, until ${untilWords(next)}`);
    return soAlready('On. Tagging may turn it off; then it is turned on again.');
  }
  const intent = { keyExpiryDisabled: wanted };
  const change = keyExpiryChange(keyOf(next), intent, next, now);
  if (wanted)
    return toSend(
      { kind: 'key-expiry', intent },
      change,
      isStillUntagged ? 'Tagging may turn it off by itself; then nothing is sent.' : undefined,
    );
  switch (restoredBy(next, now)) {
    case 'past':
      return cannot(`Turning it on would restore its own date, ${untilWords(next)}, and cut it off at once.`);
    case 'no-date':
      return toSend({ kind: 'key-expiry', intent }, change, 'The server names no date for it.');
    case 'future':
      return toSend({ kind: 'key-expiry', intent }, change, `Its own date counts from then on: ${untilWords(next)}.`);
  }
}

function untilWords({ expires }: AnyDevice): string {
  const at = readDate(expires);
  return at === undefined ? 'a date that the server does not give' : formatDate(at);
}

/** One custom attribute, with its value until its expiry. */
export function attributeVerdict(world: World, attribute: NonNullable<Sheet['attributes']>[number]): Verdict {
  const { next, attributes, before, now } = world;
  const { key, value, expiry } = attribute;
  if (attributes === undefined) return cannot('The attributes of the new device could not be read.');
  const until = readDate(expiry);
  if (until !== undefined && until <= now) return cannot(`It ran out on ${formatExact(until)}.`);
  const problem = customAttributeKey.test(key)
    ? valueProblem(value)
    : `A key is ${keyPrefix} and letters, digits, "_" or ":".`;
  if (problem !== undefined) return cannot(`It cannot be written as it is. ${problem}`);
  const known = attributesOf(before);
  const seen = seenOf(attributes, key);
  const base = known === undefined ? seen : seenOf(known, key);
  const intent: Extract<PostureIntent, { kind: 'set' }> = {
    kind: 'set',
    key,
    // Told to be one of the three just above.
    value: value as AttributeValue,
    ...(expiry === undefined ? {} : { expiry }),
    base,
  };
  if (isInEffect(attributes, intent)) return soAlready(printValue(value));
  if (!isSameSeen(seen, base))
    return conflict(seen === null ? 'It has no such attribute now' : `It has ${printValue(seen.value)} now`);
  const device = { deviceId: keyOf(next), deviceName: machineName(next) };
  return toSend({ kind: 'posture', intent }, setChange(device, intent, seen));
}

function valueProblem(value: unknown): string | undefined {
  if (typeof value === 'boolean') return undefined;
  if (typeof value !== 'string' && typeof value !== 'number')
    return 'Its value is neither text, nor a number, nor true or false.';
  const read = readValue(typeof value === 'string' ? 'string' : 'number', String(value));
  return 'problem' in read ? read.problem : undefined;
}

/** The approved routes of the old device, added to those that the new one has. */
export function routesVerdict({ sheet, next, before, since }: World): Verdict | undefined {
  if (sheet.routes.length === 0) return undefined;
  const routes = { advertised: next.advertisedRoutes ?? [], enabled: next.enabledRoutes ?? [] };
  const opened = { advertised: routes.advertised, enabled: before.routes };
  const missing = (from: readonly string[]) => {
    const known = keysOf(from);
    return sheet.routes.filter((route) => !known.has(routeKey(route)));
  };
  if (missing(routes.enabled).length === 0) return soAlready('The same are approved');
  const approved = { ...opened, enabled: [...before.routes, ...missing(before.routes)] };
  const intent = { ...intentBetween(opened, approved), base: { approved: before.routes, own: [], since } };
  const wanted = applyRoutes(routes, intent);
  if (isOutrun(intent, routes.enabled) || missing(wanted.enabled).length > 0)
    return conflict(`Approved are ${routes.enabled.length === 0 ? 'none' : listed(routes.enabled)} now`);
  const advertised = keysOf(routes.advertised);
  const early = changesBetween(routes, wanted).filter(({ prefix, isExitNode }) =>
    isExitNode ? !advertised.has('0.0.0.0/0') && !advertised.has('::/0') : !advertised.has(routeKey(prefix)),
  );
  return toSend(
    { kind: 'routes', intent },
    routesChange({ id: keyOf(next), name: machineName(next) }, routes, wanted),
    early.length === 0
      ? undefined
      : `${listed(early.map(({ prefix }) => prefix))} ${early.length === 1 ? 'is' : 'are'} not advertised by it: the approval counts once the machine advertises.`,
  );
}

/** Approval is given last of all that the new device gets by itself, so that it comes in as what it shall be. */
export function approvalVerdict({ sheet, next, before }: World): Verdict | undefined {
  const isApproved = factsOf(next).isApproved;
  if (!sheet.isApproved)
    return isApproved ? undefined : cannot(`${sheet.name} is not approved either. Approve the new device on its page.`);
  if (isApproved) return soAlready('Approved');
  if (before.isApproved) return conflict('Its approval was revoked');
  const intent = { authorized: true };
  return toSend({ kind: 'approval', intent }, approvalChange(keyOf(next), intent, next));
}

/** The id by which a device is asked for and changed. */
export function keyOf(device: AnyDevice): string {
  return factsOf(device).key;
}
