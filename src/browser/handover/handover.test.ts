import { activityMarkdown } from '#browser/activity/activity-markdown.ts';
import type { Exchange } from '#browser/api/client.ts';
import { machineName } from '#browser/device/device-facts.ts';
import { type EndpointName, endpoints } from '#contract/endpoints.ts';
import type { Device } from '#contract/device.ts';
import { pageWorld, stopDate } from '#run/testing/page-world.ts';
import { readDeviceList } from '#contract/device-list.ts';
import { createActivityLog } from '#browser/changes/activity-log.ts';
import type { Fault } from '#stand-in/faults.ts';
import { describe, expect, test } from 'vitest';
import { type BegunRecord, type HandoverWorld, isBegun, startHandover, undoHandover } from './handover.ts';
import { type HandoverRecord, keepRecord, readRecord } from './handover-record.ts';
import { sheetOf } from './sheet.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const oldId = 'nOldEdge11CNTRL';
const newId = 'nNewEdge11CNTRL';
const routes = ['10.0.0.0/16', '0.0.0.0/0', '::/0'];

/** The old device has one of everything; the new one signed in a moment ago and has nothing of it. */
const devices: readonly Device[] = [
  {
    nodeId: oldId,
    name: 'edge.tail4e21b.ts.net',
    hostname: 'edge',
    addresses: ['100.64.0.10', 'fd7a:115c:a1e0::1'],
    tags: ['tag:prod', 'tag:router'],
    authorized: true,
    connectedToControl: true,
    keyExpiryDisabled: false,
    expires: '2027-05-30T04:44:05Z',
    advertisedRoutes: routes,
    enabledRoutes: routes,
  },
  {
    nodeId: newId,
    name: 'edge-1.tail4e21b.ts.net',
    hostname: 'edge',
    addresses: ['100.64.0.20', 'fd7a:115c:a1e0::2'],
    user: 'amelie@example.com',
    authorized: false,
    connectedToControl: true,
    keyExpiryDisabled: false,
    expires: '2027-06-30T04:44:05Z',
    advertisedRoutes: routes,
    enabledRoutes: [],
  },
];
/** What is sent for it, in order, and to which device: the tags turn key expiry off, so it is turned on again. */
const requests: readonly (readonly [EndpointName, string])[] = [
  ['setTags', newId],
  ['setKeyExpiry', newId],
  ['setAttribute', newId],
  ['setRoutes', newId],
  ['setAuthorized', newId],
  ['setName', oldId],
  ['setName', newId],
  ['setIp', oldId],
  ['setIp', newId],
  ['setRoutes', oldId],
];
/** The lines that they are. */
const lines =
  'tags, key, attribute custom:site, routes, approval, name-old, name, address-old, address, routes-old'.split(', ');

/** What a page keeps between two lives of it. */
function storage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

async function handover(fate: 'aside' | 'remove' = 'aside') {
  stopDate();
  const { standIn, client, writerOf, activity } = await pageWorld({ devices });
  standIn.tailnet.attributes(oldId).set('custom:site', { value: 'fra' });
  const { exchange } = writerOf(newId).api;
  const read = async (deviceId: string) => ({
    device: await client('getDevice', { parameters: { deviceId }, query: { fields: 'all' } }),
    attributes: await client('getAttributes', { parameters: { deviceId } }),
    now,
  });
  const kept = storage();
  const first: HandoverRecord = {
    sheet: sheetOf(await read(oldId)),
    newId,
    fate,
    leftOut: [],
    begun: { at: now, before: sheetOf(await read(newId)), entryId: 'made-up', planned: 10 },
    sent: [],
  };
  keepRecord(kept, oldId, first);
  /** The page as it is opened anew: all that it has is what was kept. */
  const open = (): BegunRecord => {
    const record = readRecord(kept, oldId);
    if (record === undefined || !isBegun(record)) throw new Error('Nothing was kept.');
    return record;
  };
  const waited: number[] = [];
  let clock = now;
  let list = readDeviceList(standIn.tailnet.devices()).devices;
  const world = (more: Partial<HandoverWorld> = {}): HandoverWorld => ({
    api: { exchange, activity },
    devices: () => list,
    policy: undefined,
    reasonAgainst: () => undefined,
    onRead: () => {
      list = readDeviceList(standIn.tailnet.devices()).devices;
    },
    keep: (record) => keepRecord(kept, oldId, record),
    now: () => clock,
    pause: async (milliseconds) => {
      clock += milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      waited.push(milliseconds);
    },
    random: () => 0,
    patience: [0, 5, 5],
    ...more,
  });
  /** What the server carried out, in order. */
  const accepted = () =>
    standIn.journal
      .filter(({ method, status }) => method !== 'GET' && status === 200)
      .map(({ method, path, body }) => `${method} ${path.replace('/api/v2', '')} ${body ?? ''}`);
  return { standIn, activity, exchange, world, open, accepted, waited };
}

/** An exchange that is cut at one write: `isCarriedOut` tells whether the server had it by then. No answer ever comes. */
function cutAt(exchange: Exchange, write: number, isCarriedOut: boolean) {
  let writes = 0;
  let cut = () => {};
  const isCut = new Promise<void>((resolve) => {
    cut = resolve;
  });
  const cutting: Exchange = async (name, options) => {
    if (!endpoints[name].writes || writes++ !== write) return await exchange(name, options);
    if (isCarriedOut) await exchange(name, options);
    cut();
    return await new Promise(() => {});
  };
  return { cutting, isCut };
}

/** `unanswered` counts what the server carried out and did not answer. */
function expectHandedOver({ standIn, accepted }: Awaited<ReturnType<typeof handover>>, unanswered = 0): void {
  const next = standIn.tailnet.device(newId);
  expect(machineName(next)).toBe('edge');
  expect(next.addresses?.[0]).toBe('100.64.0.10');
  expect(next.tags).toEqual(['tag:prod', 'tag:router']);
  expect(next.enabledRoutes?.toSorted()).toEqual(routes.toSorted());
  expect(next).toMatchObject({ authorized: true, keyExpiryDisabled: false });
  expect(standIn.tailnet.attributes(newId).get('custom:site')).toEqual({ value: 'fra' });
  const old = standIn.tailnet.device(oldId);
  expect(machineName(old)).toBe('edge-old');
  expect(old.addresses?.[0]).toBe('100.64.0.11');
  expect(old.enabledRoutes).toEqual([]);
  expect(accepted()).toHaveLength(10 - unanswered);
  expect(new Set(accepted()).size).toBe(10 - unanswered);
}

describe('a hand-over', () => {
  test('sends each change once, in order, and is one entry of the log', async () => {
    const it = await handover();
    await startHandover(it.world(), it.open(), false).settled;
    expectHandedOver(it);
    const order = it.standIn.journal.flatMap(({ method, endpoint }) => (method === 'GET' ? [] : [endpoint]));
    expect(order).toEqual(requests.map(([endpoint]) => endpoint));
    expect(it.activity.entries()).toHaveLength(1);
    expect(it.activity.entries()[0]).toMatchObject({
      aspect: 'handover',
      title: 'Device replaced',
      deviceName: 'edge by edge-1',
      outcome: 'applied',
    });
    const parts = it.activity.entries()[0]?.bulk?.parts ?? [];
    expect(parts.map(({ outcome }) => outcome)).toEqual(Array(10).fill('applied'));
    expect(parts.map(({ deviceName }) => deviceName)).toEqual(
      ['edge-1 edge-1 edge-1 edge-1 edge-1', 'edge edge-1', 'edge-old edge', 'edge-old'].join(' ').split(' '),
    );
    const told = activityMarkdown(it.activity.entries(), '', { hasRequests: false, hasFailed: true });
    expect(told).toContain('  - edge: IPv4 address changed: applied\n    - 100.64.0.20 → 100.64.0.10');
  });

  test.each([true, false])(
    'is resumed after the page was closed at each request in turn; the server had it by then: %s',
    async (isCarriedOut) => {
      const it = await handover();
      for (const [place] of requests.entries()) {
        // What the page before lost goes again, before the next one does.
        const { cutting, isCut } = cutAt(it.exchange, isCarriedOut || place === 0 ? 0 : 1, isCarriedOut);
        // Each page has a log of its own.
        const api = { exchange: cutting, activity: createActivityLog(undefined) };
        startHandover(it.world({ api }), it.open(), false);
        await isCut;
        expect(it.open().sent.at(-1)?.part).toMatchObject({ outcome: 'unknown', deviceId: requests[place]?.[1] });
        // What may still be on its way is waited for before it goes again.
        const waited = it.waited.splice(0).reduce((sum, one) => sum + one, 0);
        expect(waited >= 60_000).toBe(!isCarriedOut && place > 0);
        expect(waited === 0).toBe(isCarriedOut || place === 0);
      }
      const activity = createActivityLog(undefined);
      await startHandover(it.world({ api: { exchange: it.exchange, activity } }), it.open(), false).settled;
      expectHandedOver(it);
      expect(it.open().sent.map(({ part }) => part.outcome)).toEqual(Array(10).fill('applied'));
      expect(activity.entries()[0]?.bulk?.parts).toHaveLength(10);
    },
  );

  test.each<[string, Fault]>([
    ['a refusal', { status: 400, message: 'requested tags are invalid or not permitted' }],
    ['a lost session', { status: 401 }],
    ['a server that fails', { status: 500 }],
  ])('ends at %s at each request in turn, and is resumed', async (_, fault) => {
    const it = await handover();
    for (const [place, [endpoint, deviceId]] of requests.entries()) {
      it.standIn.fail({ ...fault, endpoint, deviceId });
      const run = startHandover(it.world(), it.open(), false);
      await run.settled;
      expect(run.snapshot()).toMatchObject({ phase: 'ended', line: lines[place] });
      expect(run.snapshot().error).toBeInstanceOf(Error);
      expect(it.accepted()).toHaveLength(place);
    }
    const again = startHandover(it.world(), it.open(), false);
    await again.settled;
    expect(again.snapshot()).toMatchObject({ phase: 'ended', error: undefined });
    expectHandedOver(it);
    expect(it.open().sent.map(({ part }) => part.outcome)).toEqual(Array(10).fill('applied'));
  });

  test('finds out by itself what became of each request whose answer is lost, and goes on', async () => {
    const it = await handover();
    for (const [endpoint, deviceId] of requests) it.standIn.fail({ endpoint, deviceId, drop: true, after: true });
    const run = startHandover(it.world(), it.open(), false);
    await run.settled;
    expect(run.snapshot()).toMatchObject({ phase: 'ended', error: undefined });
    expectHandedOver(it, 10);
    expect(it.standIn.journal.filter(({ method }) => method !== 'GET')).toHaveLength(10);
    expect(it.open().sent.map(({ part }) => part.outcome)).toEqual(Array(10).fill('applied'));
  });

  test('waits as long as the server says, and loses nothing by it', async () => {
    const it = await handover();
    it.standIn.fail({ endpoint: 'setRoutes', status: 429, headers: { 'retry-after': '7' }, times: 2 });
    it.standIn.fail({ endpoint: 'getDevice', status: 429, skip: 9 });
    await startHandover(it.world(), it.open(), false).settled;
    expect(it.waited).toContain(7000);
    expectHandedOver(it);
  });

  test('is stopped between two requests and goes on', async () => {
    const it = await handover();
    const run = startHandover(it.world(), it.open(), false);
    run.subscribe(() => {
      if (run.snapshot().line === 'routes') run.stop();
    });
    await run.settled;
    expect(run.snapshot()).toMatchObject({ phase: 'ended', error: undefined });
    expect(it.accepted().length).toBeLessThan(10);
    await startHandover(it.world(), it.open(), false).settled;
    expectHandedOver(it);
  });

  test('asks when somebody else changed the new device since the review', async () => {
    const it = await handover();
    it.standIn.tailnet.device(newId).enabledRoutes = ['10.9.0.0/16'];
    const run = startHandover(it.world(), it.open(), false);
    await run.settled;
    expect(run.snapshot()).toMatchObject({ line: 'routes', error: { outcome: 'changed-since' } });
    expect(it.standIn.tailnet.device(newId).enabledRoutes).toEqual(['10.9.0.0/16']);
  });

  test('removes the old device last, and only when told to', async () => {
    const it = await handover('remove');
    await startHandover(it.world(), it.open(), false).settled;
    expect(machineName(it.standIn.tailnet.device(oldId))).toBe('edge-old');
    await startHandover(it.world(), it.open(), true).settled;
    expect(() => it.standIn.tailnet.device(oldId)).toThrow(RangeError);
    expect(it.accepted().at(-1)).toContain(`DELETE /device/${oldId}`);
    const { length } = it.accepted();
    await startHandover(it.world(), it.open(), true).settled;
    expect(it.accepted()).toHaveLength(length);
  });

  test('is taken back as far as there is a way, the last first', async () => {
    const it = await handover();
    await startHandover(it.world(), it.open(), false).settled;
    const run = undoHandover(it.world(), it.open());
    await run.settled;
    expect(run.snapshot()).toMatchObject({ phase: 'ended', error: undefined });
    const old = it.standIn.tailnet.device(oldId);
    expect(machineName(old)).toBe('edge');
    expect(old.addresses?.[0]).toBe('100.64.0.10');
    expect(old.enabledRoutes?.toSorted()).toEqual(routes.toSorted());
    const next = it.standIn.tailnet.device(newId);
    expect(machineName(next)).toBe('edge-1');
    expect(next).toMatchObject({ authorized: false, enabledRoutes: [], tags: ['tag:prod', 'tag:router'] });
    expect(it.standIn.tailnet.attributes(newId).size).toBe(0);
    expect(it.activity.entries().map(({ title }) => title)).toEqual(['Device replaced', 'Undone: device replaced']);
    expect(
      it
        .open()
        .sent.filter(({ part }) => part.undoneAt === undefined)
        .map(({ line }) => line),
    ).toEqual(['tags']);
  });

  test('keeps no key and no link, and takes nothing of another shape for its own', () => {
    const kept = storage();
    for (const text of ['nonsense', 'null', '{}', '[]', '{"sheet":{}}']) {
      kept.setItem(`tailboard.handover.${oldId}`, text);
      expect(readRecord(kept, oldId)).toBeUndefined();
    }
    const refuse = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    expect(readRecord({ getItem: refuse }, oldId)).toBeUndefined();
    expect(() => keepRecord({ setItem: refuse, removeItem: refuse }, oldId, undefined)).not.toThrow();
  });
});
