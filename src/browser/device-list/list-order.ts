import type { ListedDevice } from '#contract/device-list.ts';
import { type DeviceFacts, factsOf } from '#browser/device/device-facts.ts';
import { stateOf } from '#browser/device/device-status.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import type { Sort } from './list-search.ts';
import { devicesAt, orderByName } from './name-order.ts';

/** A sorted copy; devices that are equal in the column, or have no value there, follow by name and last. */
export function sortDevices(
  devices: readonly ListedDevice[],
  sort: Sort,
  routers: LiveRouters,
  now: number,
): readonly ListedDevice[] {
  const byName = devicesAt(devices, orderByName(devices));
  if (sort.column === 'name') return sort.isDescending ? byName.reverse() : byName;
  const valueOf = columnValues[sort.column];
  const direction = sort.isDescending ? -1 : 1;
  return byName
    .map((device) => ({ device, value: valueOf(device, factsOf(device), routers, now) }))
    .sort((one, other) => {
      if (one.value === other.value) return 0;
      if (one.value === undefined) return 1;
      if (other.value === undefined) return -1;
      return (one.value < other.value ? -1 : 1) * direction;
    })
    .map(({ device }) => device);
}

type Value = string | number | undefined;

const columnValues: Readonly<
  Record<
    Exclude<Sort['column'], 'name'>,
    (device: ListedDevice, facts: DeviceFacts, routers: LiveRouters, now: number) => Value
  >
> = {
  owner: (_, facts) => (facts.tags.length > 0 ? `tag:${facts.tags.join(' ')}` : facts.owner || undefined),
  ipv4: (_, facts) => (facts.ipv4 === undefined ? undefined : addressNumber(facts.ipv4)),
  os: (_, facts) =>
    `${facts.os} ${facts.version
      .split('.')
      .map((part) => part.padStart(4, '0'))
      .join('.')}`.toLowerCase(),
  state: (device, facts, routers, now) => {
    const { badges, facts: quiet } = stateOf(device, facts, routers, now);
    const rank = badges.some((badge) => badge.kind === 'bad') ? 0 : badges.length > 0 ? 1 : quiet.length > 0 ? 2 : 3;
    return `${rank} ${badges[0]?.label ?? quiet[0] ?? ''}`;
  },
  // The connected ones were seen just now; whoever was never seen comes last.
  seen: (_, facts, __, now) =>
    facts.isConnected ? 0 : facts.lastSeen === undefined ? undefined : Math.max(1, now - facts.lastSeen),
};

function addressNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
