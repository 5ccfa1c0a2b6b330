import type { ListedDevice } from '#contract/device-list.ts';
import { testOf } from './filter-devices.ts';
import { lineParts } from './filter-parts.ts';
import { searchText } from './filter-match.ts';
import type { FilterWorld } from './filter-tokens.ts';

/** Work that is done piece by piece; it may pause wherever it yields. */
export type Sliced<T> = Generator<undefined, T, undefined>;

const devicesAtOnce = 250;

/** How many devices pass `line` together with each of the tokens; the token "" asks nothing more. */
export function* countTokens(
  devices: readonly ListedDevice[],
  line: string,
  tokens: readonly string[],
  world: FilterWorld,
): Sliced<readonly number[]> {
  const passes = testOf(line, world);
  const tests = tokens.map((token) => testOf(token, world));
  const counts = tokens.map(() => 0);
  for (let start = 0; start < devices.length; start += devicesAtOnce) {
    for (const device of devices.slice(start, start + devicesAtOnce)) {
      if (passes !== undefined && !passes(device)) continue;
      for (const [index, test] of tests.entries())
        if (test === undefined || test(device)) counts[index] = (counts[index] ?? 0) + 1;
    }
    yield;
  }
  return counts;
}

/** Puts together what free text looks at, which is kept per device, so that the first letter need not wait for it. */
export function* readTexts(devices: readonly ListedDevice[]): Sliced<void> {
  for (let start = 0; start < devices.length; start += devicesAtOnce) {
    for (const device of devices.slice(start, start + devicesAtOnce)) searchText(device);
    yield;
  }
}

/** A line that finds something, and the part that was left out for it. */
export type Nearest = { readonly without: string; readonly line: string; readonly count: number };

const mostParts = 12;

/** The single part of the line without which most devices match; undefined when none helps. */
export function* nearestFilter(
  devices: readonly ListedDevice[],
  line: string,
  world: FilterWorld,
): Sliced<Nearest | undefined> {
  const parts = lineParts(line);
  if (parts.length < 2 || parts.length > mostParts) return undefined;
  let best: Nearest | undefined;
  for (const without of parts) {
    const others = parts.filter((part) => part !== without).map(({ text }) => text);
    const rest = others.join(' ');
    const [count = 0] = yield* countTokens(devices, rest, [''], world);
    if (count > (best?.count ?? 0)) best = { without: without.text, line: rest, count };
  }
  return best;
}
