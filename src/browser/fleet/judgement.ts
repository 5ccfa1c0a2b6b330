import { compareNames } from '#browser/device-list/natural-order.ts';
import { type DeviceFacts, factsOf } from '#browser/device/device-facts.ts';
import { hasWaitingRoutes, isExpired } from '#browser/device/device-status.ts';
import { day, readDate } from '#browser/device/moment.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { hostTwins, nameTwins } from './name-twins.ts';
import { type PrefixRoutes, type RouteTable, isUnreachable, routeTableSteps } from './route-table.ts';
import type { Steps } from './steps.ts';

/** What is the matter with a device; each kind is dealt with in one place. */
export type AttentionKind =
  'router' | 'lock' | 'clone' | 'approval' | 'routes' | 'expiring' | 'expired' | 'name' | 'update' | 'stale';

/** One reason to look at one device. */
export type AttentionItem = {
  readonly kind: AttentionKind;
  readonly device: ListedDevice;
  readonly facts: DeviceFacts;
  /** When it came or comes about, milliseconds since 1970; undefined where nobody tells. */
  readonly at: number | undefined;
  /** The prefixes that it is about: those out of reach, or those that stop with the device's key. */
  readonly groups: readonly PrefixRoutes[];
  /** The device that is mistaken for this one, or has its name. */
  readonly twin: ListedDevice | undefined;
};

/** Groups by what to do, worst first. The last three are proposals: nothing waits, and nothing breaks. */
export const groupIds = ['broken', 'approval', 'routes', 'expiring', 'expired', 'names', 'updates', 'stale'] as const;
export type GroupId = (typeof groupIds)[number];

/** Groups in which something waits for a person, is broken or will break. */
const urgent: readonly GroupId[] = ['broken', 'approval', 'routes', 'expiring', 'expired'];

/** What a whole tailnet asks of its admin at one moment. */
export type Judgement = {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long before its end a key is warned about, in milliseconds. */
  readonly warning: number;
  readonly groups: Readonly<Record<GroupId, readonly AttentionItem[]>>;
  /** How many devices something is broken about, waits or will break; proposals are not counted. */
  readonly count: number;
  readonly table: RouteTable;
};

/** A device that was not seen for this long may be retired. */
export const staleAfter = 30 * day;

/**
 * Judges a tailnet. Devices that are shared in are their owner's business and give no reason. `warning` is how long
 * before its end a key is worth one, in milliseconds.
 */
export function* judgementSteps(devices: readonly ListedDevice[], now: number, warning: number): Steps<Judgement> {
  const table = yield* routeTableSteps(devices, now);
  const unreachable = new Set(table.groups.filter(isUnreachable));
  yield;
  const twins = nameTwins(devices);
  yield;
  const groups = {
    broken: [] as AttentionItem[],
    approval: [] as AttentionItem[],
    routes: [] as AttentionItem[],
    expiring: [] as AttentionItem[],
    expired: [] as AttentionItem[],
    names: [] as AttentionItem[],
    updates: [] as AttentionItem[],
    stale: [] as AttentionItem[],
  };
  for (const [position, device] of devices.entries()) {
    if (position % 256 === 255) yield;
    if (device.isExternal === true) continue;
    const facts = factsOf(device);
    const item = (kind: AttentionKind, more: Partial<AttentionItem> = {}): AttentionItem => ({
      kind,
      device,
      facts,
      at: undefined,
      groups: nothing,
      twin: undefined,
      ...more,
    });
    const served = table.served.get(device.key) ?? nothing;
    const { expires } = facts;
    const hasExpired = isExpired(facts, now);
    const lost = served.length === 0 ? nothing : served.filter((group) => unreachable.has(group));
    if (lost.length > 0) groups.broken.push(item('router', { groups: lost, at: facts.lastSeen }));
    if (facts.isLocked) groups.broken.push(item('lock'));
    if (device.multipleConnections === true) groups.broken.push(item('clone'));
    if (!facts.isApproved) groups.approval.push(item('approval', { at: readDate(device.created) }));
    if (hasWaitingRoutes(facts)) groups.routes.push(item('routes'));
    if (expires !== undefined && hasExpired) groups.expired.push(item('expired', { at: expires, groups: served }));
    if (expires !== undefined && !hasExpired && expires - now <= warning)
      groups.expiring.push(item('expiring', { at: expires, groups: served }));
    const twin = twins.nameHolder(device);
    if (twin !== undefined) groups.names.push(item('name', { twin }));
    if (device.updateAvailable === true) groups.updates.push(item('update'));
    const seen = lastSign(device, facts);
    if (!hasExpired && facts.isApproved && device.isEphemeral !== true && seen !== undefined && now - seen > staleAfter)
      groups.stale.push(item('stale', { at: facts.lastSeen }));
  }
  yield;
  const hosts = hostTwins(
    groups.approval.map(({ device }) => device),
    devices,
  );
  groups.approval = groups.approval.map((item) => ({ ...item, twin: hosts.get(item.device) }));
  yield;
  sortGroups(groups);
  const count = new Set(urgent.flatMap((id) => groups[id].map(({ device }) => device))).size;
  return { now, warning, groups, count, table };
}

const nothing: readonly PrefixRoutes[] = [];

/** When a device that is not connected was heard of last; one that never connected since it was added. */
function lastSign(device: ListedDevice, facts: DeviceFacts): number | undefined {
  if (facts.isConnected) return undefined;
  return facts.lastSeen ?? (facts.isPresenceKnown ? readDate(device.created) : undefined);
}

const brokenOrder: readonly AttentionKind[] = ['router', 'lock', 'clone'];

function sortGroups(groups: Record<GroupId, AttentionItem[]>): void {
  const byName = (one: AttentionItem, other: AttentionItem) =>
    compareNames(one.facts.name.toLowerCase(), other.facts.name.toLowerCase());
  const at = (item: AttentionItem) => item.at ?? Number.NEGATIVE_INFINITY;
  const order = (one: number, other: number) => (one < other ? -1 : one > other ? 1 : 0);
  // A router takes others along.
  const routersFirst = (one: AttentionItem, other: AttentionItem) =>
    Number(one.groups.length === 0) - Number(other.groups.length === 0);
  groups.broken.sort(
    (one, other) =>
      brokenOrder.indexOf(one.kind) - brokenOrder.indexOf(other.kind) ||
      other.groups.length - one.groups.length ||
      byName(one, other),
  );
  groups.approval.sort((one, other) => order(at(other), at(one)) || byName(one, other));
  groups.routes.sort(byName);
  groups.expiring.sort((one, other) => routersFirst(one, other) || order(at(one), at(other)) || byName(one, other));
  groups.expired.sort((one, other) => routersFirst(one, other) || order(at(other), at(one)) || byName(one, other));
  groups.names.sort(byName);
  groups.updates.sort(byName);
  groups.stale.sort((one, other) => order(at(one), at(other)) || byName(one, other));
}
