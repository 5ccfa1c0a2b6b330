import type { ListedDevice } from '#contract/device-list.ts';
import { type DeviceFacts, factsOf } from '#browser/device/device-facts.ts';
import { expiringSoon, hasWaitingRoutes, isExpired, needsAttention } from '#browser/device/device-status.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { day } from '#browser/device/moment.ts';
import type { Filter, FilterKey } from './filter-language.ts';

/** What some tokens look at besides the device: the moment, and who else carries its routes. */
export type FilterWorld = { readonly now: number; readonly routers: LiveRouters };

type Test = (device: ListedDevice) => boolean;

/** Makes the test that a filter stands for. Values are only ever compared, never run: a filter cannot stall the page. */
export function compileFilter(filter: Filter, world: FilterWorld): Test {
  switch (filter.kind) {
    case 'all': {
      const tests = filter.of.map((part) => compileFilter(part, world));
      return (device) => tests.every((test) => test(device));
    }
    case 'any': {
      const tests = filter.of.map((part) => compileFilter(part, world));
      return (device) => tests.some((test) => test(device));
    }
    case 'not': {
      const test = compileFilter(filter.of, world);
      return (device) => !test(device);
    }
    case 'text':
      return (device) => searchText(device).includes(filter.text);
    case 'token':
      return tokenTests[filter.key](filter.value, world);
  }
}

const texts = new WeakMap<ListedDevice, string>();

/** All that free text looks at, lower-case: names, addresses, owner or tags, operating system. Kept per device. */
function searchText(device: ListedDevice): string {
  const before = texts.get(device);
  if (before !== undefined) return before;
  const facts = factsOf(device);
  const owner = facts.tags.length > 0 ? `tag:${facts.tags.join('\ntag:')}` : facts.owner;
  const text = [device.name ?? '', device.hostname ?? '', device.addresses?.join('\n') ?? '', owner, facts.os]
    .join('\n')
    .toLowerCase();
  texts.set(device, text);
  return text;
}

type StatusValue = 'connected' | 'offline' | 'expired' | 'pending' | 'external' | 'locked';

const statusTests: Readonly<Record<StatusValue, (facts: DeviceFacts, now: number) => boolean>> = {
  connected: (facts) => facts.isConnected,
  offline: (facts) => !facts.isConnected,
  expired: isExpired,
  pending: (facts) => !facts.isApproved,
  external: (facts) => facts.isExternal,
  locked: (facts) => facts.isLocked,
};

/** The values that `status:` knows. */
const statusValues = Object.keys(statusTests) as readonly StatusValue[];

const never: Test = () => false;

const tokenTests: Readonly<Record<FilterKey, (value: string, world: FilterWorld) => Test>> = {
  tag(value) {
    const tag = value.startsWith('tag:') ? value.slice(4) : value;
    return (device) => factsOf(device).tags.some((own) => own.toLowerCase() === tag);
  },
  os: (value) => (device) => factsOf(device).os.toLowerCase() === value,
  owner: (value) => (device) => factsOf(device).owner.toLowerCase().includes(value),
  name: (value) => (device) => factsOf(device).name.toLowerCase().includes(value),
  ip: (value) => (device) => device.addresses?.some((address) => address.includes(value)) ?? false,
  status(value, { now }) {
    const status = statusValues.find((known) => known === value);
    if (status === undefined) return never;
    const test = statusTests[status];
    return (device) => test(factsOf(device), now);
  },
  version: matchVersion,
  is: (value, { now, routers }) =>
    value === 'attention' ? (device) => needsAttention(device, factsOf(device), routers, now) : never,
  route: (value) =>
    value === 'waiting'
      ? (device) => hasWaitingRoutes(factsOf(device))
      : (device) => device.advertisedRoutes?.some((route) => route.startsWith(value)) ?? false,
  expires: matchExpiry,
  update: (value) => (device) => (device.updateAvailable === true) === (value !== 'no'),
};

/** `version:1.92` is that line, patch by patch; `<`, `<=`, `>` and `>=` compare number by number. */
function matchVersion(value: string): Test {
  const [, operator = '', wanted = ''] = /^([<>]=?)?(.*)$/.exec(value) ?? [];
  if (wanted === '') return () => true;
  if (operator === '')
    return (device) => {
      const { version } = factsOf(device);
      return version === wanted || version.startsWith(`${wanted}.`);
    };
  return (device) => {
    const { version } = factsOf(device);
    if (version === '') return false;
    const order = compareVersions(version, wanted);
    if (order === 0) return operator.endsWith('=');
    return operator.startsWith('<') ? order < 0 : order > 0;
  };
}

/** Negative when `one` is the older version. Parts that are no number count as 0. */
function compareVersions(one: string, other: string): number {
  const a = one.split('.');
  const b = other.split('.');
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (Number.parseInt(a[index] ?? '0', 10) || 0) - (Number.parseInt(b[index] ?? '0', 10) || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `expires:<7d`, `expires:soon` (the same), `expires:off`. Days only; what has expired is `status:expired`. */
function matchExpiry(value: string, { now }: FilterWorld): Test {
  if (value === 'off') return (device) => device.keyExpiryDisabled === true;
  const days = /^<(\d{1,5})d?$/.exec(value)?.[1];
  if (days === undefined && value !== 'soon') return never;
  const within = days === undefined ? expiringSoon : Number(days) * day;
  return (device) => {
    const { expires } = factsOf(device);
    return expires !== undefined && expires > now && expires - now <= within;
  };
}
