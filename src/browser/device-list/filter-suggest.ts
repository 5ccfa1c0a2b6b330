import type { ListedDevice } from '#contract/device-list.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import type { Sliced } from './filter-counts.ts';
import { guide, valueWords } from './filter-guide.ts';
import { type FilterKey, type FilterWorld, filterKeys } from './filter-tokens.ts';
import { readWords } from './filter-words.ts';

/** What can be completed: a token whose value is there, or a key that wants one. */
export type Suggestion = {
  /** What stands in the place of the word, sign included. */
  readonly text: string;
  readonly means: string;
  readonly isKey: boolean;
};

/** The values that devices of this tailnet have, by key, the most frequent first. */
export type FleetValues = Readonly<Partial<Record<FilterKey, readonly string[]>>>;

const devicesAtOnce = 500;

/** Collects the values of all devices. */
export function* fleetValues(devices: readonly ListedDevice[], world: FilterWorld): Sliced<FleetValues> {
  const counts = { tag: tally(), owner: tally(), os: tally(), version: tally(), route: tally(), attr: tally() };
  for (const [position, device] of devices.entries()) {
    const facts = factsOf(device);
    for (const tag of facts.tags) counts.tag.add(tag);
    counts.owner.add(facts.owner);
    counts.os.add(facts.os);
    counts.version.add(facts.version);
    for (const route of device.advertisedRoutes ?? []) if (!route.endsWith('/0')) counts.route.add(route);
    for (const [name, value] of Object.entries(world.attributesOf?.(device.key) ?? {}))
      if (typeof value === 'string' || typeof value === 'boolean') counts.attr.add(`${name}=${value}`);
    if (position % devicesAtOnce === 0) yield;
  }
  return {
    tag: counts.tag.ranked(),
    owner: counts.owner.ranked(),
    os: counts.os.ranked(),
    version: counts.version.ranked(),
    route: counts.route.ranked(),
    attr: counts.attr.ranked(),
  };
}

function tally() {
  const counts = new Map<string, number>();
  return {
    add(value: string) {
      if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    },
    ranked: () => [...counts].toSorted((one, other) => other[1] - one[1]).map(([value]) => value.toLowerCase()),
  };
}

/** The word of a text that a caret touches; an empty one between words. */
export function wordAt(
  text: string,
  caret: number,
): { readonly start: number; readonly end: number; readonly word: string } {
  for (const { start, end } of readWords(text))
    if (caret > start && caret <= end) return { start, end, word: text.slice(start, end) };
  return { start: caret, end: caret, word: '' };
}

/** The keys that an empty word proposes, the most useful first. */
const firstKeys: readonly FilterKey[] = ['tag', 'owner', 'os', 'status', 'seen', 'version', 'expires', 'route'];
const most = 8;

/** What the word may become, the likeliest first; nothing for one that is complete or that nothing begins like. */
export function suggest(word: string, values: FleetValues): readonly Suggestion[] {
  const sign = word.startsWith('-') ? '-' : '';
  const typed = word.slice(sign.length).replaceAll('"', '').toLowerCase();
  const found = candidates(typed, values).slice(0, most);
  if (found.length === 1 && found[0]?.text === typed) return [];
  return found.map((suggestion) => ({ ...suggestion, text: sign + suggestion.text }));
}

function candidates(typed: string, values: FleetValues): readonly Suggestion[] {
  if (typed === '') return firstKeys.map(keySuggestion);
  const colon = typed.indexOf(':');
  const key = filterKeys.find((known) => known === typed.slice(0, Math.max(0, colon)));
  if (key !== undefined) return valuesOf(key, typed.slice(colon + 1), values);
  if (typed.startsWith('custom:')) return valuesOf('attr', typed, values);
  if (colon !== -1 || /[()|]/.test(typed)) return [];
  const keys = filterKeys.filter((known) => known.startsWith(typed));
  const ofKeys =
    keys.length === 1 && keys[0] !== undefined ? valuesOf(keys[0], '', values).slice(0, 6) : keys.map(keySuggestion);
  const others = typed.length < 2 ? [] : filterKeys.filter((known) => !keys.includes(known));
  return [
    ...ofKeys,
    ...others.flatMap((other) => beginning(allValues(other, values), typed).map((value) => token(other, value))),
  ];
}

/** Those tokens of a key whose value begins with what was typed, then those that have it inside. */
function valuesOf(key: FilterKey, typed: string, values: FleetValues): readonly Suggestion[] {
  const all = allValues(key, values);
  if (typed === '' && all.length === 0) return [keySuggestion(key)];
  const first = beginning(all, typed);
  const inside = typed.length < 2 ? [] : all.filter((value) => value.includes(typed) && !first.includes(value));
  return [...first, ...inside].map((value) => token(key, value));
}

function beginning(all: readonly string[], typed: string): readonly string[] {
  return all.filter((value) => value.startsWith(typed));
}

function allValues(key: FilterKey, values: FleetValues): readonly string[] {
  const own = Object.keys(valueWords[key] ?? {});
  const fleet = values[key] ?? [];
  if (key !== 'version' || fleet.length === 0) return [...own, ...fleet];
  const newest = fleet.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }))[0];
  return [`<${newest}`, ...fleet];
}

function keySuggestion(key: FilterKey): Suggestion {
  return { text: `${key}:`, means: guide[key].means, isKey: true };
}

function token(key: FilterKey, value: string): Suggestion {
  const quoted = /[\s()|,]/.test(value) ? `"${value}"` : value;
  const text =
    key === 'attr' && value.startsWith('custom:') ? quoted : value === 'untagged' ? value : `${key}:${quoted}`;
  const older = key === 'version' && value.startsWith('<') ? `Older than ${value.slice(1)}` : undefined;
  return { text, means: valueWords[key]?.[value] ?? older ?? '', isKey: false };
}
