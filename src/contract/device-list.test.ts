import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { readDeviceList } from './device-list.ts';
import { deviceSchema } from './device.ts';

describe('a list of devices', () => {
  test('is empty when the server sends null or nothing', () => {
    expect(readDeviceList(null)).toEqual({ devices: [], unreadable: [] });
    expect(readDeviceList(undefined)).toEqual({ devices: [], unreadable: [] });
  });

  test('shows every good device beside a bad one, which is counted and named', () => {
    const list = readDeviceList([{ nodeId: 'n1' }, 'nonsense', { name: 'no id' }, null, { nodeId: 'n2', tags: null }]);
    expect(list.devices.map(({ key }) => key)).toEqual(['n1', 'n2']);
    expect(list.unreadable).toEqual([
      { position: 1, id: undefined },
      { position: 2, id: undefined },
      { position: 3, id: undefined },
    ]);
  });

  test('keeps a device whose fields are of the wrong type, without those fields', () => {
    const [device] = readDeviceList([{ nodeId: 'n1', os: 7, tags: 'prod', authorized: 'yes', name: 'a' }]).devices;
    expect(device).toMatchObject({ nodeId: 'n1', name: 'a', os: undefined, tags: undefined, authorized: undefined });
  });

  test('keeps two devices apart that came with one id', () => {
    const keys = readDeviceList([{ nodeId: 'n1' }, { nodeId: 'n1' }, { nodeId: 'N1' }]).devices.map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
  });

  test('is read the same by the fast way and by the schema', () => {
    const value = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 3 }),
    );
    const device = fc.record(
      {
        nodeId: fc.oneof(fc.string(), fc.constant(null)),
        id: value,
        name: value,
        tags: fc.oneof(fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 3 }), value),
        expires: value,
        authorized: value,
        enabledRoutes: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(device, (raw) => {
        const parsed = v.safeParse(deviceSchema, raw);
        const [read] = readDeviceList([raw]).devices;
        expect(read !== undefined).toBe(parsed.success);
        if (read === undefined || !parsed.success) return;
        const { nodeId, id, name, tags, expires, authorized, enabledRoutes } = parsed.output;
        const fromSchema = { nodeId, id, name, tags, expires, authorized, enabledRoutes };
        for (const [field, expected] of Object.entries(fromSchema))
          expect(read[field as keyof typeof fromSchema] ?? undefined).toEqual(expected ?? undefined);
      }),
    );
  });
});
