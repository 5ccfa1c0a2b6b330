import type { ListedDevice } from '#contract/device-list.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { readClosed } from './closed-groups.ts';
import type { ReadPosture } from './use-posture.ts';
import { attributeOf } from './known-posture.ts';
import { readGroup } from './list-spelling.ts';
import { compareNames } from './natural-order.ts';
import { type Group, type Row, type Rows, plainRows } from './rows.ts';

/** Keys of the groups of those that have nothing to be grouped by; no tag, login or system begins like this. */
const none = '~none';
const unread = '~unread';

/**
 * The devices in groups, within each in the order given; groups by name, those that have none last. A device with
 * several tags stands under each of them, as whoever looks under a tag expects it there.
 */
export function groupDevices(
  devices: readonly ListedDevice[],
  by: string,
  closed: string | undefined,
  read: ReadPosture,
): readonly Group[] {
  const found = new Map<string, ListedDevice[]>();
  const put = (key: string, device: ListedDevice) => {
    const group = found.get(key);
    if (group === undefined) found.set(key, [device]);
    else group.push(device);
  };
  for (const device of devices) {
    const keys = keysOf(device, by, read);
    if (typeof keys === 'string') put(keys, device);
    else for (const key of keys) put(key, device);
  }
  const isClosed = readClosed(closed);
  return [...found]
    .map(([key, members]) => ({ key, members, order: key.toLowerCase() }))
    .sort((one, other) => rankOf(one.key) - rankOf(other.key) || compareNames(one.order, other.order))
    .map(({ key, members }, position) => ({
      key,
      label: rankOf(key) === 0 ? key : nothingWords(by, key),
      by: rankOf(key) === 0 ? by : undefined,
      position,
      devices: members,
      isClosed: isClosed(key),
    }));
}

/** The groups as lines: each a head, and below it its devices unless it is folded up. */
export function groupedRows(groups: readonly Group[]): Rows {
  // Lines are looked up and not listed, so that folding one of a thousand groups costs nothing.
  const starts: number[] = [];
  let count = 0;
  for (const group of groups) {
    starts.push(count);
    count += 1 + (group.isClosed ? 0 : group.devices.length);
  }
  const rowAt = (index: number): Row | undefined => {
    if (index < 0 || index >= count) return undefined;
    let low = 0;
    let high = groups.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const group = groups[low];
    if (group === undefined) return undefined;
    const place = index - (starts[low] ?? 0);
    const device = group.devices[place - 1];
    return device === undefined ? { kind: 'group', group } : { kind: 'device', device, group, place };
  };
  return {
    count,
    groups,
    at: rowAt,
    indexOf: (cursor) => {
      if (cursor?.kind !== 'group' && cursor?.kind !== 'row') return -1;
      for (const group of groups) {
        const start = starts[group.position] ?? 0;
        if (cursor.kind === 'group') {
          if (group.key === cursor.group) return start;
        } else if (cursor.group === undefined || group.key === cursor.group) {
          const at = group.isClosed ? -1 : group.devices.findIndex(({ key }) => key === cursor.key);
          if (at !== -1) return start + 1 + at;
        }
      }
      return -1;
    },
  };
}

/** The lines of a list that is grouped as its link says. */
export function groupRows(
  devices: readonly ListedDevice[],
  group: string | undefined,
  closed: string | undefined,
  read: ReadPosture,
): Rows {
  const by = readGroup(group);
  return by === undefined ? plainRows(devices) : groupedRows(groupDevices(devices, by, closed, read));
}

function keysOf(device: ListedDevice, by: string, read: ReadPosture): string | readonly string[] {
  const facts = factsOf(device);
  switch (by) {
    case 'tag':
      return facts.tags.length === 0 ? none : facts.tags;
    case 'owner':
      return facts.owner || none;
    case 'os':
      return facts.os || none;
    default:
      return read(facts.key) === undefined ? unread : String(attributeOf(read, facts.key, by) ?? none);
  }
}

function rankOf(key: string): number {
  return key === none ? 1 : key === unread ? 2 : 0;
}

function nothingWords(by: string, key: string): string {
  if (key === unread) return 'Not read yet';
  return by === 'tag' ? 'No tags' : by === 'owner' ? 'No owner' : by === 'os' ? 'Unknown system' : 'Not set';
}
