import type { ListedDevice } from '#contract/device-list.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { isEmpty, parseFilter } from './filter-language.ts';
import { compileFilter } from './filter-match.ts';
import type { FilterWorld } from './filter-tokens.ts';

/** The test of one device that a line stands for; undefined when the line asks nothing. */
export function testOf(line: string, world: FilterWorld): ((device: ListedDevice) => boolean) | undefined {
  const filter = parseFilter(line);
  if (isEmpty(filter)) return undefined;
  const test = compileFilter(filter, world);
  return (device) => test(device, factsOf(device));
}

/** Those devices that pass the filter line, order kept; the same array when the line asks nothing. */
export function filterDevices(
  devices: readonly ListedDevice[],
  line: string,
  world: FilterWorld,
): readonly ListedDevice[] {
  const test = testOf(line, world);
  return test === undefined ? devices : devices.filter(test);
}
