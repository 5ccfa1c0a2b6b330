import { createClient, createExchange } from '#browser/api/client.ts';
import { createDeviceQueries } from '#browser/api/queries.ts';
import { createActivityLog } from '#browser/changes/activity-log.ts';
import type { Aspect, Entry } from '#browser/changes/change.ts';
import { createSendChange } from '#browser/changes/send-change.ts';
import type { Device } from '#contract/device.ts';
import { readConfig } from '#proxy/config.ts';
import { listen } from '#proxy/listen.ts';
import { compose } from '#run/compose.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { undoChange } from './undo-change.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
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

/** A page's half of the world, with the real proxy and a tailnet of one device behind it. */
async function world() {
  const standIn = createStandIn({ now, devices: [router, other] });
  const { proxy } = compose(readConfig({}, []), { assets: null, now: () => now, log: () => {}, standIn });
  const server = await listen(proxy, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  // A browser says by itself that a request comes from the page's own origin; Node.js does not.
  const passOn = globalThis.fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set('sec-fetch-site', 'same-origin');
    return passOn(url, { ...init, headers });
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const exchange = createExchange({ origin: server.origin });
  const client = createClient(exchange);
  const activity = createActivityLog(undefined);
  const send = createSendChange({ exchange, log: activity, now: () => now, newId: () => crypto.randomUUID() });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  onTestFinished(() => queryClient.clear());
  await queryClient.query(createDeviceQueries(client, queryClient).list());
  const writer = { api: { exchange, client, send, activity }, queryClient, deviceId, patience: [0, 5] };
  return { standIn, activity, client, undo: (entry: Entry) => undoChange(writer, entry) };
}

/** An entry that is taken back by `intent`. */
function entry(aspect: Aspect, intent: unknown): Entry {
  return {
    id: 'made-up',
    at: now,
    aspect,
    deviceId,
    deviceName: 'edge-01',
    title: 'Something changed',
    differences: [],
    undo: intent === undefined ? undefined : { aspect, intent },
    finality: undefined,
    request: { method: 'POST', path: '', body: undefined },
    outcome: 'applied',
    status: 200,
    took: 1,
    requestId: undefined,
    message: undefined,
    undoneAt: undefined,
    undoes: undefined,
  };
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
