import type { Policy } from '#browser/api/queries.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';

/** A tag that may be meant: on how many devices it is, and whether the policy file defines it (undefined: not known). */
export type TagUse = { readonly tag: string; readonly devices: number; readonly isDefined: boolean | undefined };

/**
 * The tags of the tailnet, the most used first: those on its own devices and, where the policy file may be read, those
 * it defines. Tags of shared-in devices belong to other tailnets.
 */
export function tagsInUse(devices: readonly AnyDevice[], policy: Policy | null | undefined): readonly TagUse[] {
  const counts = new Map<string, number>();
  for (const device of devices) {
    if (device.isExternal === true) continue;
    for (const tag of device.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const defined = policy?.tagOwners ? new Set(Object.keys(policy.tagOwners)) : undefined;
  for (const tag of defined ?? []) if (!counts.has(tag)) counts.set(tag, 0);
  return [...counts]
    .map(([tag, count]) => ({ tag, devices: count, isDefined: defined?.has(tag) }))
    .toSorted((one, other) => other.devices - one.devices || (one.tag < other.tag ? -1 : 1));
}

/** At most `most` of the tags that match what is typed, those that begin so first; `wanted` ones are left out. */
export function suggestTags(
  uses: readonly TagUse[],
  text: string,
  wanted: readonly string[],
  most: number,
): readonly TagUse[] {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/^(tag:)+/, '');
  const there = new Set(wanted);
  const matches = uses.filter(({ tag }) => !there.has(tag) && tag.slice(4).toLowerCase().includes(typed));
  const begins = ({ tag }: TagUse) => tag.slice(4).toLowerCase().startsWith(typed);
  return [...matches.filter(begins), ...matches.filter((use) => !begins(use))].slice(0, most);
}

/** "used on 12 devices"; "not used yet"; with a word where the policy file does not define it. */
export function usageWords({ devices, isDefined }: TagUse): string {
  const count = devices === 0 ? 'not used yet' : devices === 1 ? 'used on 1 device' : `used on ${devices} devices`;
  return isDefined === false ? `${count}, not in the policy file` : count;
}
