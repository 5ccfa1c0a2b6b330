import { type ListedDevice, readDeviceList } from '#contract/device-list.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { type DeviceIndex, createIndexer } from './device-index.ts';
import { type Found, createFinder } from './find-places.ts';
import { pageCommands } from './page-commands.ts';
import { createTopFew } from './top-few.ts';

function toEnd<Result>(work: Generator<undefined, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

function devicesOf(standIn: ReturnType<typeof createStandIn>): readonly ListedDevice[] {
  return readDeviceList(standIn.tailnet.devices()).devices;
}

const now = Date.parse('2026-11-21T17:12:00Z');
const demo = indexOf(devicesOf(createStandIn({ now })));
const fleet = indexOf(devicesOf(createStandIn({ now, devices: 3000 })));
const editTags: Command = {
  id: 'device:tags',
  title: 'Edit tags',
  kind: 'Action',
  of: 'bastion',
  run: () => undefined,
};

function indexOf(devices: readonly ListedDevice[]): DeviceIndex {
  return toEnd(createIndexer()(devices));
}

/** What somebody sees who types `query`, as words. */
function typed(query: string, index = demo, commands: readonly Command[] = [...pageCommands, editTags]): string[] {
  return words(toEnd(createFinder()(query, index, commands)));
}

function words(found: Found): string[] {
  return found.places.map((place) => {
    if (place.kind === 'device') return (place.device.name ?? '').split('.')[0] ?? '';
    return place.kind === 'group' ? `${place.group.kind} ${place.group.name}` : place.command.title;
  });
}

describe('somebody who goes to', () => {
  test('a device by its name finds it first, before those whose names only contain it', () => {
    expect(typed('bastion')[0]).toBe('bastion');
    expect(typed('edge-fra').slice(0, 2)).toEqual(['edge-fra-01', 'edge-fra-02']);
    expect(typed('fra').slice(0, 2)).toEqual(['edge-fra-01', 'edge-fra-02']);
  });

  test('a device by letters of its name, or with a slip, finds it all the same', () => {
    expect(typed('efra1')[0]).toBe('edge-fra-01');
    expect(typed('bsation')[0]).toBe('bastion');
    expect(typed('bastoin')[0]).toBe('bastion');
    expect(typed('dbreplica')[0]).toBe('db-replica-03');
  });

  test('a device by two words needs both of them', () => {
    expect(typed('edge 02')[0]).toBe('edge-fra-02');
    expect(typed('edge 02')).not.toContain('edge-fra-01');
    expect(typed('prod edge-nyc')[0]).toBe('edge-nyc-01');
  });

  test('a device by its address, by the end of it, and by the tail of its IPv6', () => {
    const missed = demo.devices.flatMap(({ addresses, name }) => {
      const machine = (name ?? '').split('.')[0] ?? '';
      const [four = '', six = ''] = addresses ?? [];
      const tail = six.split(':').slice(-2).join(':');
      const queries = [four, six, tail, tail.toUpperCase()].filter((query) => query !== '');
      return queries.filter((query) => typed(query)[0] !== machine);
    });
    expect(missed).toEqual([]);
  });

  test('an IPv6 address with all its zeros finds the device whose address is written without them', () => {
    const [device] = demo.devices;
    const six = device?.addresses?.find((address) => address.includes(':')) ?? '';
    const [head = '', tail = ''] = six.split('::');
    const zeros = Array.from({ length: 8 - head.split(':').length - tail.split(':').length }, () => '0000');
    const whole = [...head.split(':'), ...zeros, ...tail.split(':').map((group) => group.padStart(4, '0'))].join(':');
    expect(whole.split(':')).toHaveLength(8);
    expect(typed(whole)[0]).toBe((device?.name ?? '').split('.')[0]);
  });

  test('an owner finds the person and their devices', () => {
    const found = typed('amelie');
    expect(found.slice(0, 2)).toEqual(['amelie-mbp', 'amelie-iphone']);
    expect(found).toContain('Owner amelie@example.com');
  });

  test('a tag finds it before what only sounds like it, and with "tag:" nothing else', () => {
    expect(typed('tag:prod')[0]).toBe('Tag prod');
    expect(typed('router')[0]).toBe('Tag router');
    const bearers = demo.devices.filter(({ tags }) => tags?.includes('tag:ci')).map(({ name }) => name?.split('.')[0]);
    expect(typed('tag:ci').filter((word) => !word.startsWith('Tag'))).toEqual(
      bearers.toSorted((one = '', other = '') => one.localeCompare(other)),
    );
  });

  test('a page or a thing to do finds it by its first letters and by other words for it', () => {
    expect(typed('act')[0]).toBe('Activity');
    expect(typed('history')[0]).toBe('Activity');
    expect(typed('devices')[0]).toBe('Devices');
    expect(typed('edit')[0]).toBe('Edit tags');
  });

  test('nothing that is there finds nothing', () => {
    expect(typed('zzqqxx')).toEqual([]);
    expect(typed('   ')).toEqual([]);
  });
});

test('among equals names come as people count them', () => {
  const names = typed('edge', fleet, []).filter((name) => !name.includes(' '));
  expect(names.length).toBeGreaterThan(5);
  const tied = names.filter((name) => name.length === names[0]?.length);
  expect(tied).toEqual(tied.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true })));
});

test('letter by letter one sees the same as when it is typed at once', () => {
  const queries = fc.constantFrom(
    ...fleet.devices.slice(0, 200).flatMap(({ name, addresses, user }) => [name, ...(addresses ?? []), user]),
  );
  fc.assert(
    fc.property(queries, (text) => {
      const find = createFinder();
      for (let length = 1; length <= Math.min(9, (text ?? '').length); length += 1) {
        const query = (text ?? '').slice(0, length);
        const step = toEnd(find(query, fleet, pageCommands));
        const whole = toEnd(createFinder()(query, fleet, pageCommands));
        expect(words(step)).toEqual(words(whole));
        expect(step.deviceCount).toBe(whole.deviceCount);
      }
    }),
    { numRuns: 12 },
  );
});

test('whatever is typed is answered, with places that are all there, each once', () => {
  const find = createFinder();
  const strange = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom('a', 'b', 'e', '0', '1', '9', ':', '.', '-', '@', ' ', 'tag:'), maxLength: 24 }),
  );
  fc.assert(
    fc.property(strange, (query) => {
      const { places, deviceCount } = toEnd(find(query, demo, pageCommands));
      const devices = places.flatMap((place) => (place.kind === 'device' ? [place.device.key] : []));
      expect(new Set(devices).size).toBe(devices.length);
      expect(devices.length).toBeLessThanOrEqual(deviceCount);
      expect(deviceCount).toBeLessThanOrEqual(demo.devices.length);
    }),
    { numRuns: 600 },
  );
});

test('an index costs only what changed since the last', () => {
  const makeIndex = createIndexer();
  const before = toEnd(makeIndex(demo.devices));
  const [first, ...others] = demo.devices;
  if (first === undefined) throw new Error('The demo tailnet is empty.');
  const after = toEnd(makeIndex([{ ...first, name: 'renamed.example.ts.net' }, ...others]));
  expect(after.texts[0]).toContain('renamed');
  expect(after.texts.slice(1)).toEqual(before.texts.slice(1));
});

test('the best few are those that sorting everything would give', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 1, max: 8 }), (scores, size) => {
      const best = createTopFew<number>(size, (one, other) => one < other);
      scores.forEach((score, item) => best.offer(score, item));
      const sorted = scores
        .map((score, item) => ({ score, item }))
        .toSorted((one, other) => other.score - one.score || one.item - other.item);
      expect(best.sorted()).toEqual(sorted.slice(0, size));
    }),
  );
});
