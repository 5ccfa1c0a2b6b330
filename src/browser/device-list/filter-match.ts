import type { ListedDevice } from '#contract/device-list.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import type { Filter } from './filter-language.ts';
import { type DeviceTest, type FilterWorld, tokenReaders } from './filter-tokens.ts';

/** Makes the test that a filter stands for. Its time per device grows with the words of the filter and nothing else. */
export function compileFilter(filter: Filter, world: FilterWorld): DeviceTest {
  switch (filter.kind) {
    case 'all': {
      const tests = filter.of.map((part) => compileFilter(part, world));
      return (device, facts) => tests.every((test) => test(device, facts));
    }
    case 'any': {
      const tests = filter.of.map((part) => compileFilter(part, world));
      return (device, facts) => tests.some((test) => test(device, facts));
    }
    case 'not': {
      const test = compileFilter(filter.of, world);
      return (device, facts) => !test(device, facts);
    }
    case 'text':
      return (device) => searchText(device).includes(filter.text);
    case 'token': {
      const test = tokenReaders[filter.key](filter.value);
      // The parser makes tokens only of values that their key understands.
      return test === undefined ? () => false : (device, facts) => test(device, facts, world);
    }
  }
}

const texts = new WeakMap<ListedDevice, string>();

/** All that free text looks at, lower-case: names, addresses, owner or tags, operating system. Kept per device. */
export function searchText(device: ListedDevice): string {
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
