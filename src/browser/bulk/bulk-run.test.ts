import { createExchange } from '#browser/api/client.ts';
import { createActivityLog } from '#browser/changes/activity-log.ts';
import { readDeviceList } from '#contract/device-list.ts';
import type { Device } from '#contract/device.ts';
import { keyCredential } from '#proxy/credential/credential.ts';
import { inProcess } from '#proxy/in-process-fetch.ts';
import { createProxy } from '#proxy/proxy.ts';
import type { Fault } from '#stand-in/faults.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { actionOf } from './bulk-actions.ts';
import { keepEntry } from './bulk-entry.ts';
import { type BulkRun, startRun } from './bulk-run.ts';
import { planOf } from './plan.ts';
import type { BulkWish } from './wish.ts';

const start = Date.parse('2026-11-21T17:12:00Z');
const addWeb: BulkWish = { kind: 'tags', add: ['tag:web'], remove: [] };
const setSite: BulkWish = {
  kind: 'posture',
  isDeletion: false,
  intent: { kind: 'set', key: 'custom:site', value: 'fra', base: null },
};

function idOf(place: number): string {
  return `nBulk${place}CNTRL`;
}

function tagged(count: number, more: Partial<Device> = {}): Device[] {
  const devices = Array.from({ length: count }, (_, place) => ({
    id: String(1000 + place),
    nodeId: idOf(place),
    name: `db-${place}.tail4e21b.ts.net`,
    addresses: [`100.64.${Math.floor(place / 250)}.${(place % 250) + 1}`],
    authorized: true,
    keyExpiryDisabled: false,
    tags: ['tag:db'],
    ...more,
  }));
  // What the policy file defines is what devices have.
  return [...devices, { id: '1', nodeId: 'nOtherCNTRL', name: 'other.tail4e21b.ts.net', tags: ['tag:web', 'tag:mon'] }];
}

type Write = { readonly path: string; readonly method: string; status: number | 'none' };

/** A page's half of the world, with the real proxy and a tailnet behind it; waiting takes no time but the clock's. */
async function world(devices: Device[], faults: readonly Fault[] = []) {
  const standIn = createStandIn({ now: start, devices, faults });
  const writes: Write[] = [];
  const proxy = createProxy({
    tailnet: '-',
    session: { mode: 'demo', credential: 'demo', tailnet: '', needsToken: false },
    token: null,
    assets: null,
    log: () => {},
    limits: { writeMs: 400 },
    upstream: {
      baseUrl: 'https://api.tailscale.com',
      credential: keyCredential('demo'),
      fetch: inProcess(async (request) => {
        if (request.method === 'GET') return await standIn.fetch(request);
        const write: Write = { path: new URL(request.url).pathname, method: request.method, status: 'none' };
        writes.push(write);
        const response = await standIn.fetch(request);
        write.status = response.status;
        return response;
      }),
    },
  });
  const keys: string[] = [];
  // Without a wire, as two thousand requests cost a quarter of a minute on one.
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    // A browser says by itself that a request comes from the page's own origin.
    headers.set('sec-fetch-site', 'same-origin');
    if (init.method !== 'GET') keys.push(headers.get('idempotency-key') ?? 'none');
    return proxy.fetch(new Request(url, { ...init, headers }));
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const exchange = createExchange({ origin: 'http://127.0.0.1:8420' });
  const activity = createActivityLog(undefined);
  let clock = start;
  const waited: number[] = [];
  const { answer } = await exchange('listDevices', { parameters: { tailnet: '-' }, query: { fields: 'all' } });
  const list = { ...readDeviceList(answer.devices), hasRoutes: true };

  const begin = (wish: BulkWish, selected: readonly string[], onStart: (run: BulkRun) => void = () => {}) => {
    const action = actionOf(wish, activity.entries());
    const plan = planOf(action, list, new Set(selected), clock);
    const [first] = plan.changes;
    if (action === undefined || first === undefined) throw new Error('There is nothing to change.');
    const news = new Map<string, unknown>();
    const run = startRun({
      action,
      devices: plan.changes.map(({ device }) => device),
      api: { exchange, activity },
      onNews: (key, what) => news.set(key, what),
      onStep: (isDone) => keeper.step(isDone),
      now: () => clock,
      pause: async (milliseconds, signal) => {
        // Stopping while the server wants to be left alone ends the waiting, so somebody has to be able to.
        await new Promise((resolve) => setImmediate(resolve));
        if (signal?.aborted === true) return;
        waited.push(milliseconds);
        clock += milliseconds;
      },
      random: () => 0,
      patience: [0, 5, 5],
    });
    const keeper = keepEntry({
      log: activity,
      recorder: run.recorder,
      action,
      request: first.verdict.step.request,
      differences: first.verdict.step.differences,
      finality: undefined,
      planned: plan.changes.length,
      undoes: undefined,
      now: () => clock,
    });
    onStart(run);
    return { run, plan, news, entry: () => activity.entries().find(({ id }) => id === keeper.id) };
  };
  /** How often each device was written to and the write was carried out, as far as the tailnet knows. */
  const accepted = (key: string) =>
    writes.filter(({ path, status }) => path.includes(`/${key}/`) && (status === 200 || status === 'none')).length;
  return {
    standIn,
    writes,
    keys,
    waited,
    activity,
    begin,
    accepted,
    remove: (key: string) => exchange('deleteDevice', { parameters: { deviceId: key } }),
    sent: (key: string) => writes.filter(({ path }) => path.includes(`/${key}/`)).length,
  };
}

const keysOf = (count: number) => Array.from({ length: count }, (_, place) => idOf(place));

describe('a bulk change', () => {
  test('of five hundred, with 429s, a 404, a timeout and a stop in the middle, accounts for every device and sends none twice', async () => {
    const { standIn, keys, waited, begin, accepted, sent, activity } = await world(tagged(500), [
      { endpoint: 'setTags', status: 429, headers: { 'retry-after': '7' }, skip: 60, times: 3 },
      { endpoint: 'getDevice', status: 429, skip: 700, times: 2 },
      { endpoint: 'setTags', deviceId: idOf(20), status: 404 },
      { endpoint: 'setTags', deviceId: idOf(30), hang: true, after: true },
    ]);
    const { run, entry, news } = begin(addWeb, keysOf(500), (started) => {
      started.subscribe(() => {
        const { phase, counts } = started.snapshot();
        if (phase === 'running' && counts.applied === 200) started.stop();
      });
    });
    await run.settled();

    const stopped = run.snapshot();
    expect(stopped.phase).toBe('done');
    expect(stopped.counts).toMatchObject({ waiting: 0, sending: 0, failed: 1 });
    expect(stopped.counts.applied + stopped.counts['not-sent']).toBe(499);
    expect(stopped.counts['not-sent']).toBeGreaterThan(290);
    expect(run.stateOf(idOf(20))).toMatchObject({ kind: 'failed', error: { reason: { status: 404 } } });
    expect(run.stateOf(idOf(30))).toEqual({ kind: 'applied', isAsItWas: false });
    expect(keysOf(500).filter((key) => run.stateOf(key).kind === 'not-sent' && accepted(key) > 0)).toEqual([]);
    expect(waited).toContain(7000);
    expect(activity.entries()).toHaveLength(1);
    expect(entry()).toMatchObject({ outcome: 'applied', bulk: { planned: 500 } });
    expect(entry()?.bulk?.parts).toHaveLength(stopped.counts.applied + 1);

    run.resume('not-sent');
    await run.settled();
    run.resume('failed');
    await run.settled();

    expect(run.snapshot().counts).toEqual({ waiting: 0, sending: 0, applied: 500, failed: 0, 'not-sent': 0 });
    expect(keysOf(500).filter((key) => accepted(key) !== 1)).toEqual([]);
    const again = keysOf(500).filter((key) => sent(key) !== 1);
    expect(again.length).toBeLessThanOrEqual(4);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keysOf(500).filter((key) => standIn.tailnet.device(key).tags?.join(' ') !== 'tag:db tag:web')).toEqual([]);
    expect(news.size).toBe(500);
    expect(entry()?.bulk?.parts).toHaveLength(500);
    expect(new Set(entry()?.bulk?.parts.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
  }, 60_000);

  test('whose answer was lost looks before it says anything, and before it sends again', async () => {
    const { begin, accepted } = await world(tagged(2), [
      { endpoint: 'setKeyExpiry', deviceId: idOf(0), hang: true, after: true },
      { endpoint: 'getDevice', deviceId: idOf(0), status: 500, skip: 1, times: 1 },
    ]);
    const { run, entry } = begin({ kind: 'key-expiry', keyExpiryDisabled: true }, keysOf(2));
    await run.settled();
    expect(run.stateOf(idOf(0))).toMatchObject({ kind: 'failed', error: { outcome: 'unknown' } });
    expect(
      entry()
        ?.bulk?.parts.map(({ outcome }) => outcome)
        .toSorted(),
    ).toEqual(['applied', 'unknown']);
    run.resume('failed');
    await run.settled();
    expect(run.stateOf(idOf(0)).kind).toBe('applied');
    expect(accepted(idOf(0))).toBe(1);
    expect(new Set(entry()?.bulk?.parts.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
  });

  test('takes what failed along when asked to while it goes on, and nothing more once it is being stopped', async () => {
    const { begin, accepted, sent, keys } = await world(tagged(40), [
      { endpoint: 'setTags', deviceId: idOf(3), status: 400 },
      { endpoint: 'setTags', deviceId: idOf(35), status: 400, times: Infinity },
    ]);
    const phases: string[] = [];
    const { run } = begin(addWeb, keysOf(40), (started) => {
      const again = () => {
        phases.push(started.snapshot().phase);
        started.resume('failed');
      };
      started.subscribe(() => {
        const { phase, counts } = started.snapshot();
        if (counts.failed === 0) return;
        if (phases.length < 1) again();
        else if (phase === 'running' && counts.applied > 36) {
          started.stop();
          again();
        }
      });
    });
    await run.settled();
    expect(phases).toEqual(['running', 'stopping']);
    expect([sent(idOf(3)), sent(idOf(35))]).toEqual([2, 1]);
    expect(run.stateOf(idOf(3)).kind).toBe('applied');
    expect(run.stateOf(idOf(35)).kind).toBe('failed');
    expect(keysOf(40).filter((key) => accepted(key) !== (run.stateOf(key).kind === 'applied' ? 1 : 0))).toEqual([]);
    expect(run.recorder.undoable()).toBe(run.snapshot().counts.applied);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('stops by itself when the server says no to the first, and sends the rest when asked to', async () => {
    const { begin, writes, standIn } = await world(tagged(40), [{ endpoint: 'setTags', status: 403, times: Infinity }]);
    const { run } = begin(addWeb, keysOf(40));
    await run.settled();
    const { counts, halt } = run.snapshot();
    expect(halt).toBeDefined();
    expect(counts.failed + counts['not-sent']).toBe(40);
    expect(writes.length).toBeLessThanOrEqual(4);
    standIn.clearFaults();
    run.resume('not-sent');
    await run.settled();
    run.resume('failed');
    await run.settled();
    expect(run.snapshot().counts.applied).toBe(40);
  });

  test('that is stopped while the server wants to be left alone sends nothing more', async () => {
    const { begin, writes } = await world(tagged(30), [{ endpoint: 'setTags', status: 429, times: Infinity }]);
    const { run } = begin(addWeb, keysOf(30), (started) => {
      started.subscribe(() => {
        if (started.snapshot().closed !== undefined && started.snapshot().phase === 'running') started.stop();
      });
    });
    await run.settled();
    expect(run.snapshot().counts).toMatchObject({ applied: 0, failed: 0, 'not-sent': 30 });
    expect(writes.length).toBeLessThanOrEqual(4);
    expect(run.recorder.parts()).toEqual([]);
  });

  test('is taken back where it was applied, and the log says so device by device', async () => {
    const { begin, standIn, activity } = await world(tagged(5), [
      { endpoint: 'setTags', deviceId: idOf(3), status: 400, message: 'requested tags [tag:web] are invalid' },
    ]);
    const first = begin(addWeb, keysOf(5));
    await first.run.settled();
    expect(first.run.snapshot().counts).toMatchObject({ applied: 4, failed: 1 });
    const entryId = first.entry()?.id ?? '';
    // Somebody else goes on meanwhile, which stays.
    standIn.tailnet.device(idOf(0)).tags = ['tag:db', 'tag:web', 'tag:mon'];
    const undo = begin({ kind: 'undo', entryId }, keysOf(5));
    expect(undo.plan.leftOut.map(({ device, verdict }) => [device.key, verdict.reason])).toEqual([
      [idOf(3), 'It was not applied here.'],
    ]);
    await undo.run.settled();
    expect(keysOf(5).map((key) => standIn.tailnet.device(key).tags?.join(' '))).toEqual([
      'tag:db tag:mon',
      'tag:db',
      'tag:db',
      'tag:db',
      'tag:db',
    ]);
    expect(activity.entries()).toHaveLength(2);
    expect(first.entry()?.undoneAt).toBeDefined();
    expect(first.entry()?.bulk?.parts.filter(({ undoneAt }) => undoneAt !== undefined)).toHaveLength(4);
  });

  test.each<[string, BulkWish, Partial<Device>, (device: Device) => unknown, unknown]>([
    ['turns key expiry off', { kind: 'key-expiry', keyExpiryDisabled: true }, {}, (d) => d.keyExpiryDisabled, true],
    [
      'expires the key of',
      { kind: 'expire-key' },
      { expires: '2027-05-01T00:00:00Z' },
      (d) => Date.parse(d.expires ?? '') <= start,
      true,
    ],
    ['approves', { kind: 'approval', authorized: true }, { authorized: false }, (d) => d.authorized, true],
    ['revokes', { kind: 'approval', authorized: false }, {}, (d) => d.authorized, false],
    [
      'approves what waits',
      { kind: 'routes', isApproval: true, prefixes: 'all' },
      { advertisedRoutes: ['10.0.0.0/16', '0.0.0.0/0', '::/0'], enabledRoutes: [] },
      (d) => d.enabledRoutes?.toSorted(),
      ['0.0.0.0/0', '10.0.0.0/16', '::/0'],
    ],
    [
      'withdraws what was named',
      { kind: 'routes', isApproval: false, prefixes: ['10.0.0.0/16'] },
      { advertisedRoutes: ['10.0.0.0/16', '10.1.0.0/16'], enabledRoutes: ['10.0.0.0/16', '10.1.0.0/16'] },
      (d) => d.enabledRoutes,
      ['10.1.0.0/16'],
    ],
    [
      'removes a tag and keeps the others of',
      { kind: 'tags', add: [], remove: ['tag:web'] },
      { tags: ['tag:db', 'tag:web'] },
      (d) => d.tags,
      ['tag:db'],
    ],
  ])('%s each device', async (_, wish, given, read, wanted) => {
    const { begin, standIn } = await world(tagged(3, given));
    const { run } = begin(wish, keysOf(3));
    await run.settled();
    expect(keysOf(3).map((key) => read(standIn.tailnet.device(key)))).toEqual([wanted, wanted, wanted]);
    expect(run.snapshot().counts.applied).toBe(3);
  });

  test('deletes each device, and takes one that is gone already for done', async () => {
    const { begin, standIn, remove } = await world(tagged(3));
    await remove(idOf(1));
    const { run, news } = begin({ kind: 'delete' }, keysOf(3));
    await run.settled();
    expect(standIn.tailnet.devices().map(({ nodeId }) => nodeId)).toEqual(['nOtherCNTRL']);
    expect([...news.values()]).toEqual(['gone', 'gone', 'gone']);
  });

  test('of an attribute sends many devices together, and takes each back by itself', async () => {
    const { begin, writes, standIn } = await world(tagged(30));
    const site = (key: string) => standIn.tailnet.attributes(key).get('custom:site')?.value;
    standIn.tailnet.attributes(idOf(4)).set('custom:site', { value: 'ber' });
    standIn.tailnet.attributes(idOf(5)).set('custom:site', { value: 'fra' });
    const { run, entry } = begin(setSite, keysOf(30));
    await run.settled();
    expect(writes.map(({ method }) => method)).toEqual(['PATCH', 'PATCH']);
    expect(keysOf(30).map(site)).toEqual(keysOf(30).map(() => 'fra'));
    expect(run.stateOf(idOf(5))).toEqual({ kind: 'applied', isAsItWas: true });
    expect(entry()?.bulk?.parts).toHaveLength(29);
    const undo = begin({ kind: 'undo', entryId: entry()?.id ?? '' }, keysOf(30));
    await undo.run.settled();
    expect([site(idOf(3)), site(idOf(4)), site(idOf(5))]).toEqual([undefined, 'ber', 'fra']);

    writes.length = 0;
    const intent = { kind: 'delete', key: 'custom:site', base: null } as const;
    const deletion = begin({ kind: 'posture', isDeletion: true, intent }, keysOf(30));
    await deletion.run.settled();
    expect(writes.map(({ method }) => method)).toEqual(['PATCH']);
    expect(keysOf(30).filter((key) => site(key) !== undefined)).toEqual([]);
  });

  test('of an attribute goes one by one where the server has no batch, or refuses one', async () => {
    const { begin, writes, standIn } = await world(tagged(30), [
      { endpoint: 'patchAttributes', status: 501, times: Infinity },
    ]);
    standIn.fail({ endpoint: 'setAttribute', deviceId: idOf(2), status: 400, message: 'no such site' });
    const { run } = begin(setSite, keysOf(30));
    await run.settled();
    expect(writes.filter(({ method }) => method === 'PATCH').length).toBeLessThanOrEqual(2);
    expect(run.snapshot().counts).toMatchObject({ applied: 29, failed: 1 });
    expect(run.stateOf(idOf(2))).toMatchObject({ kind: 'failed', error: { reason: { message: 'no such site' } } });
  });
});
