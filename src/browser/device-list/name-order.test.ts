import { readDeviceList } from '#contract/device-list.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { devicesAt, orderByName, orderByNameAfter } from './name-order.ts';

const named = fc
  .uniqueArray(fc.nat(40), { maxLength: 30 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) => fc.constantFrom('a-1', 'a-2', 'a-10', 'b', 'B').map((name) => ({ nodeId: `n${id}`, name }))),
    ),
  )
  .map((entries) => readDeviceList(entries).devices);

test('a list that takes the place of another one has the order that it would have by itself', () => {
  fc.assert(
    fc.property(named, named, (before, after) => {
      const alone = devicesAt(after, orderByName([...after]));
      orderByNameAfter(after, before);
      expect(devicesAt(after, orderByName(after)).map(({ key }) => key)).toEqual(alone.map(({ key }) => key));
    }),
  );
});

test('numbers in names are counted, and capitals make no difference', () => {
  const { devices } = readDeviceList(['a-10', 'A-9', 'b', 'a-1'].map((name) => ({ nodeId: name, name })));
  expect(devicesAt(devices, orderByName(devices)).map(({ name }) => name)).toEqual(['a-1', 'A-9', 'a-10', 'b']);
});
