import { logEntry } from '#browser/changes/testing/log-entry.ts';
import type { Aspect, Entry } from '#browser/changes/change.ts';
import type { Device } from '#contract/device.ts';
import { now, pageWorld } from '#run/testing/page-world.ts';
import { describe, expect, test } from 'vitest';
import { undoChange } from './undo-change.ts';

const deviceId = 'nRouter01CNTRL';
const router: Device = {
  id: '1001',
  nodeId: deviceId,
  name: 'edge-01.tail4e21b.ts.net',
  hostname: 'edge-01',
  addresses: ['100.64.0.1'],
  authorized: true,
  keyExpiryDisabled: false,
  expires: '2100-03-14T09:20:00Z',
  tags: ['tag:prod'],
  advertisedRoutes: ['10.0.0.0/16'],
  enabledRoutes: [],
};

/** Where a second tag is in use. */
const other: Device = { id: '1002', nodeId: 'nRouter02CNTRL', name: 'edge-09.tail4e21b.ts.net', tags: ['tag:router'] };

/** A tailnet of two devices, which the list has read. */
async function world() {
  const page = await pageWorld({ devices: [router, other] });
  await page.queryClient.query(page.queries.list());
  const writer = page.writerOf(deviceId);
  return { ...page, undo: (entry: Entry) => undoChange(writer, entry) };
}

/** An entry that is taken back by `intent`. */
function entry(aspect: Aspect, intent: unknown): Entry {
  const undo = intent === undefined ? undefined : { aspect, intent };
  return logEntry('made-up', { aspect, deviceId, title: 'Something changed', undo });
}

describe('taking a change back', () => {
  test.each([
    ['routes', { approve: ['10.0.0.0/16'], withdraw: [] }, { enabledRoutes: ['10.0.0.0/16'] }, { enabledRoutes: [] }],
    ['tags', { add: ['tag:router'], remove: [] }, { tags: ['tag:prod', 'tag:router'] }, { tags: ['tag:prod'] }],
    ['key-expiry', { keyExpiryDisabled: true }, { keyExpiryDisabled: true }, { keyExpiryDisabled: false }],
    ['approval', { authorized: false }, { authorized: false }, { authorized: true }],
    ['name', { name: 'edge-02' }, { name: 'edge-02.tail4e21b.ts.net' }, { name: 'edge-01.tail4e21b.ts.net' }],
    ['ipv4', { ipv4: '100.64.0.9' }, { addresses: ['100.64.0.9'] }, { addresses: ['100.64.0.1'] }],
  ] as const)('%s: goes there and back, and the log follows', async (aspect, intent, there, back) => {
    const { standIn, activity, undo } = await world();
    await undo(entry(aspect, intent));
    expect(standIn.tailnet.device(deviceId)).toMatchObject(there);
    const [first] = activity.entries();
    expect(first).toMatchObject({ aspect, outcome: 'applied', undoes: 'made-up', deviceName: 'edge-01' });
    if (first === undefined) return;
    await undo(first);
    expect(standIn.tailnet.device(deviceId)).toMatchObject(back);
    const [undone, undoing] = activity.entries();
    expect(undone?.undoneAt).toBe(now);
    expect(undoing).toMatchObject({ aspect, outcome: 'applied', undoes: first.id });
  });

  test('posture: goes there and back, and the log follows', async () => {
    const { activity, client, undo } = await world();
    const read = async () => (await client('getAttributes', { parameters: { deviceId } })).attributes;
    await undo(entry('posture', { kind: 'set', key: 'custom:site', value: 'fra_dc2', base: null }));
    expect(await read()).toHaveProperty(['custom:site'], 'fra_dc2');
    const [first] = activity.entries();
    if (first === undefined) throw new Error('The change is not in the log.');
    await undo(first);
    expect(await read()).not.toHaveProperty(['custom:site']);
    expect(activity.entries()[0]?.undoneAt).toBe(now);
  });

  test('without a way back is refused before anything is sent', async () => {
    const { standIn, undo } = await world();
    await expect(undo(entry('delete', undefined))).rejects.toThrow('There is no way back');
    await expect(undo(entry('delete', {}))).rejects.toThrow('There is no way back');
    expect(standIn.journal.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test.each(['routes', 'tags', 'key-expiry', 'approval', 'name', 'ipv4', 'posture'] as const)(
    '%s: an intent of another shape, as a foreign storage may hold it, sends nothing',
    async (aspect) => {
      const { standIn, undo } = await world();
      await expect(undo(entry(aspect, { firewall: 'off' }))).rejects.toThrow(/Invalid/);
      expect(standIn.journal.filter(({ method }) => method !== 'GET')).toEqual([]);
    },
  );
});
