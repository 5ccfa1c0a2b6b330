import type { ListedDevice } from '#contract/device-list.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { addressTail, marks } from './match-score.ts';

/** A tag or a person with how many devices bear it. */
export type Group = { readonly kind: 'Tag' | 'Owner'; readonly name: string; readonly text: string; count: number };

/** A tailnet made ready to be searched: a text per device, in the order of the list, and what they have in common. */
export type DeviceIndex = {
  readonly devices: readonly ListedDevice[];
  readonly texts: readonly string[];
  /** The ids of each device, for those who paste one. */
  readonly ids: readonly string[];
  readonly groups: readonly Group[];
};

/** Makes indexes. What was made of a device is kept as long as the device is, so the next index costs what changed. */
export type Indexer = (devices: readonly ListedDevice[]) => Generator<undefined, DeviceIndex>;

/** How many devices are done between two looks at the clock. */
const slice = 1024;

/** An indexer; its generator pauses after every slice, for whoever draws meanwhile. */
export function createIndexer(): Indexer {
  const known = new WeakMap<ListedDevice, string>();
  return function* (devices) {
    const texts: string[] = [];
    const ids: string[] = [];
    const groups = new Map<string, Group>();
    const count = (kind: Group['kind'], name: string) => {
      const key = `${kind}:${name}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { kind, name, text: groupText(kind, name), count: 1 });
      else group.count += 1;
    };
    for (const device of devices) {
      let text = known.get(device);
      if (text === undefined) known.set(device, (text = textOf(device)));
      texts.push(text);
      ids.push(marks.other + `${device.nodeId ?? ''}${marks.other}${device.id ?? ''}`.toLowerCase());
      const { tags, owner } = factsOf(device);
      for (const tag of tags) count('Tag', tag);
      if (owner !== '') count('Owner', owner);
      if (texts.length % slice === 0) yield undefined;
    }
    return { devices, texts, ids, groups: [...groups.values()] };
  };
}

/** Everything that a device is called, in the order of its weight. */
function textOf(device: ListedDevice): string {
  const { name, tags, owner, ipv4 = '', ipv6 = '' } = factsOf(device);
  const parts = [marks.name + name, ...tags.map((tag) => marks.tag + tag)];
  if (owner !== '') parts.push(marks.owner + owner);
  parts.push(marks.ipv4 + ipv4, marks.ipv6 + addressTail(ipv6));
  if (device.hostname && device.hostname.toLowerCase() !== name.toLowerCase())
    parts.push(marks.other + device.hostname);
  return parts.join('').toLowerCase();
}

function groupText(kind: Group['kind'], name: string): string {
  return (kind === 'Tag' ? marks.tag : marks.owner) + name.toLowerCase();
}
