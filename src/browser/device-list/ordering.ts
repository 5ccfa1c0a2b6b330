import type { ListedDevice } from '#contract/device-list.ts';
import { type DeviceFacts, factsOf, machineName } from '#browser/device/device-facts.ts';
import { stateOf } from '#browser/device/device-status.ts';
import { readDate } from '#browser/device/moment.ts';
import type { Surroundings } from './columns.ts';
import type { Sliced } from './filter-counts.ts';
import { attributeOf } from './known-posture.ts';
import type { SortKey } from './list-search.ts';
import { devicesAt, orderByName } from './name-order.ts';
import type { ReadPosture } from './use-posture.ts';

/**
 * A sorted copy, the first of `sort` being the most important; devices that are equal in all of it follow by name, and
 * those that have no value in a column come last there, whichever way it is sorted.
 *
 * Each column is turned into ranks once per list, as whole numbers from 0. With those a list is sorted in time linear
 * to its length, one pass per column, so that a second order of 50,000 devices costs a few milliseconds.
 */
export function sortDevices(
  devices: readonly ListedDevice[],
  sort: readonly SortKey[],
  surroundings: Surroundings,
  read: ReadPosture,
): readonly ListedDevice[] {
  let order = orderByName(devices);
  for (const [at, { column, isDescending }] of [...sort.entries()].reverse()) {
    // That is how they stand before the first pass.
    if (column === 'name' && !isDescending && at === sort.length - 1) continue;
    order = pass(order, atOnce(ranksOf(devices, column, surroundings, read)), isDescending);
  }
  return devicesAt(devices, order);
}

/** What devices are ordered by, texts or numbers throughout a column; undefined comes last whichever way. */
type Value = string | number | undefined;
type ValueOf = (device: ListedDevice, facts: DeviceFacts, surroundings: Surroundings) => Value;

const values: Readonly<Record<string, ValueOf>> = {
  owner: (_, { tags, owner }) => (tags.length > 0 ? `tag:${tags.join(' ')}` : owner || undefined),
  ipv4: (_, { ipv4 }) => ipv4?.split('.').reduce((sum, part) => sum * 256 + Number(part), 0),
  os: (_, { os, version }) => `${os} ${versionOrder(version)}`.toLowerCase(),
  state: (device, facts, { routers, now, warning }) => {
    const { badges, facts: quiet } = stateOf(device, facts, routers, now, warning);
    const rank = badges.some(({ kind }) => kind === 'bad') ? 0 : badges.length > 0 ? 1 : quiet.length > 0 ? 2 : 3;
    return `${rank} ${badges[0]?.label ?? quiet[0] ?? ''}`;
  },
  // The connected ones were seen just now; whoever was never seen comes last.
  seen: (_, { isConnected, lastSeen }) => (isConnected ? -Infinity : lastSeen === undefined ? undefined : -lastSeen),
  tags: (_, { tags }) => tags.join(' ') || undefined,
  user: (_, { owner }) => owner.toLowerCase() || undefined,
  ipv6: (_, { ipv6 }) => ipv6,
  system: (_, { os }) => os.toLowerCase() || undefined,
  version: (_, { version }) => (version === '' ? undefined : versionOrder(version)),
  created: ({ created }) => readDate(created),
  expires: (_, { expires }) => expires,
  routes: (_, { subnets, exitNode }) => subnets.advertised * 2 + (exitNode === 'none' ? 0 : 1) || undefined,
  host: ({ hostname }) => hostname?.toLowerCase() || undefined,
  id: ({ nodeId }) => nodeId || undefined,
};

/** A version as a text that sorts as the version does: 1.9 before 1.10. */
function versionOrder(version: string): string {
  return version
    .split('.')
    .map((part) => part.padStart(4, '0'))
    .join('.');
}

function attributeValue(read: ReadPosture, key: string): ValueOf {
  return (device) => {
    const value = attributeOf(read, device.key, key);
    // One kind of value throughout, in which numbers stand as they count, the negative ones first.
    if (typeof value === 'number') return String(Math.round(value) + Number.MAX_SAFE_INTEGER).padStart(17, '0');
    return value === undefined ? undefined : String(value).toLowerCase();
  };
}

/** The rank of each device in one column; `count` is how many ranks there are, and stands for no value. */
type Ranks = { readonly ranks: Uint32Array; readonly count: number };
type Kept = Ranks & { readonly now: number; readonly warning: number; readonly read: ReadPosture | undefined };

const known = new WeakMap<readonly ListedDevice[], Map<string, Kept>>();

/**
 * Ranks these columns ahead of the first press on their heads, a piece at a time for `runInSlices`; what is known already
 * costs nothing.
 */
export function* prepareOrders(
  devices: readonly ListedDevice[],
  columns: readonly string[],
  surroundings: Surroundings,
  read: ReadPosture,
): Sliced<undefined> {
  for (const column of columns) {
    yield* ranksOf(devices, column, surroundings, read);
    yield;
  }
  return undefined;
}

function* ranksOf(
  devices: readonly ListedDevice[],
  column: string,
  surroundings: Surroundings,
  read: ReadPosture,
): Sliced<Ranks> {
  const kept = known.get(devices) ?? new Map<string, Kept>();
  known.set(devices, kept);
  // Only the state changes with the clock, and only attributes with what was read since.
  const basis = {
    now: column === 'state' ? surroundings.now : 0,
    warning: column === 'state' ? surroundings.warning : 0,
    read: column.includes(':') ? read : undefined,
  };
  const before = kept.get(column);
  if (before?.now === basis.now && before.warning === basis.warning && before.read === basis.read) return before;
  const valueOf = values[column] ?? attributeValue(read, column);
  const fresh = column === 'name' ? rankNames(devices) : yield* rankValues(devices, valueOf, surroundings);
  kept.set(column, { ...fresh, ...basis });
  return fresh;
}

function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

function rankNames(devices: readonly ListedDevice[]): Ranks {
  const ranks = new Uint32Array(devices.length);
  let count = 0;
  let before: string | undefined;
  for (const index of orderByName(devices)) {
    const device = devices[index];
    const name = device && machineName(device).toLowerCase();
    if (name !== before) count += 1;
    before = name;
    ranks[index] = count - 1;
  }
  return { ranks, count };
}

function* rankValues(devices: readonly ListedDevice[], valueOf: ValueOf, surroundings: Surroundings): Sliced<Ranks> {
  const places = new Map<string | number, number>();
  const found: Value[] = [];
  for (const device of devices) {
    const value = valueOf(device, factsOf(device), surroundings);
    if (value !== undefined) places.set(value, 0);
    found.push(value);
    if (found.length % piece === 0) yield;
  }
  const distinct = [...places.keys()].sort((one, other) => (one < other ? -1 : 1));
  yield;
  for (const [rank, value] of distinct.entries()) places.set(value, rank);
  const count = distinct.length;
  const rankOf = (value: Value) => (value === undefined ? count : (places.get(value) ?? count));
  return { ranks: Uint32Array.from(found, rankOf), count };
}

/** So many devices are ranked between two looks at the clock. */
const piece = 500;

/** One stable counting pass over devices that are already in the order of the less important columns. */
function pass(order: Uint32Array, { ranks, count }: Ranks, isDescending: boolean): Uint32Array {
  const placeOf = (index: number) => {
    const rank = ranks[index] ?? count;
    return isDescending && rank < count ? count - 1 - rank : rank;
  };
  const starts = new Uint32Array(count + 2);
  for (const index of order) starts[placeOf(index) + 1] = (starts[placeOf(index) + 1] ?? 0) + 1;
  for (let place = 1; place < starts.length; place++) starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const index of order) {
    const place = placeOf(index);
    const at = starts[place] ?? 0;
    sorted[at] = index;
    starts[place] = at + 1;
  }
  return sorted;
}
