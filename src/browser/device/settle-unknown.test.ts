import type { Aspect, Entry } from '#browser/changes/change.ts';
import { createSendChange } from '#browser/changes/send-change.ts';
import type { EndpointName } from '#contract/endpoints.ts';
import type { Device } from '#contract/device.ts';
import { now, pageWorld } from '#run/testing/page-world.ts';
import { MutationObserver } from '@tanstack/react-query';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { expireKeyOptions } from './expire-key/expire-key.mutation.ts';
import { settleUnknown } from './settle-unknown.ts';
import { LostInvitesError } from './sharing/lost-invites-error.ts';
import { sharingOptions } from './sharing/sharing.mutation.ts';
import type { SharingIntent } from './sharing/sharing.schema.ts';
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
const other: Device = { id: '1002', nodeId: 'nRouter02CNTRL', name: 'edge-09.tail4e21b.ts.net', tags: ['tag:router'] };
const readings = ['getDevice', 'getRoutes', 'getAttributes', 'listInvites'] as const;

/** A page whose log is followed, with the real proxy and a tailnet of two devices behind it. */
async function world() {
  const { standIn, activity, queryClient, queries, writerOf } = await pageWorld({ devices: [router, other] });
  const clock = { now };
  const { api, ...rest } = writerOf(deviceId);
  const { exchange, client } = api;
  const send = createSendChange({
    exchange,
    log: activity,
    now: () => clock.now,
    newId: () => crypto.randomUUID(),
  });
  const writer = { ...rest, api: { exchange, client, send, activity } };
  onTestFinished(settleUnknown({ activity, queryClient, now: () => clock.now, startedAt: now + 1000 }));
  vi.stubGlobal('document', { getElementById: () => null });
  await queryClient.query(queries.list());
  return {
    standIn,
    activity,
    clock,
    queries,
    /** Reads a part of the device anew. */
    read: async (part: 'list' | 'detail' | 'routes' | 'attributes' | 'invites') => {
      const options = part === 'list' ? queries.list() : queries[part](deviceId);
      // The options of five queries of different answers have no type in common that this could be called with.
      await queryClient.query({ ...(options as ReturnType<typeof queries.list>), staleTime: 0 }).catch(() => undefined);
    },
    outcomes: () => activity.entries().map(({ outcome }) => outcome),
    change: (entry: Entry) => undoChange(writer, entry),
    share: (intent: SharingIntent) => new MutationObserver(queryClient, sharingOptions(writer)).mutate(intent),
    expire: () => new MutationObserver(queryClient, expireKeyOptions(writer)).mutate(null),
    /** Loses the answer of a write, done or not, and every reading after it, until `write` has failed. */
    lose: async (endpoint: EndpointName, isDone: boolean, write: () => Promise<unknown>) => {
      standIn.fail({ endpoint, status: 504, latencyMs: 60, ...(isDone ? { after: true } : {}) });
      const calls = () => standIn.journal.filter((call) => call.endpoint === endpoint).length;
      const before = calls();
      const failure = write().then(
        () => undefined,
        (error: unknown) => error,
      );
      await expect.poll(calls).toBe(before + 1);
      for (const reading of readings) standIn.fail({ endpoint: reading, status: 500, times: Infinity });
      const error = await failure;
      standIn.clearFaults();
      return error;
    },
  };
}

/** A change of an aspect to be made: the log's own way to carry an intent out. */
function entry(aspect: Aspect, intent: unknown): Entry {
  return {
    id: 'made-up',
    at: now,
    aspect,
    deviceId,
    deviceName: 'edge-01',
    title: 'Something changed',
    differences: [],
    undo: { aspect, intent },
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

const site = { kind: 'set', key: 'custom:site', value: 'fra', base: null };
const changes = [
  ['routes', 'setRoutes', { approve: ['10.0.0.0/16', '0.0.0.0/0'], withdraw: [] }, 'routes'],
  ['routes', 'setRoutes', { approve: ['10.0.0.0/16'], withdraw: [] }, 'list'],
  ['tags', 'setTags', { add: ['tag:router'], remove: [] }, 'detail'],
  ['key-expiry', 'setKeyExpiry', { keyExpiryDisabled: true }, 'detail'],
  ['approval', 'setAuthorized', { authorized: false }, 'list'],
  ['name', 'setName', { name: 'edge-02' }, 'detail'],
  ['ipv4', 'setIp', { ipv4: '100.64.0.9' }, 'detail'],
  ['posture', 'setAttribute', site, 'attributes'],
] as const;

test('what a page left unsent is put away once somebody did it, and not before', async () => {
  const { standIn, activity, read } = await world();
  const request = { method: 'POST', path: `/api/v2/device/${deviceId}/key`, body: { keyExpiryDisabled: true } };
  const left = { ...entry('key-expiry', undefined), request, outcome: 'not-sent', took: undefined } as const;
  activity.add(left);
  await read('detail');
  expect(activity.entries()[0]?.isRead).toBeUndefined();
  standIn.tailnet.device(deviceId).keyExpiryDisabled = true;
  await read('detail');
  expect(activity.entries()[0]).toMatchObject({ outcome: 'not-sent', isRead: true });
});

describe('a change whose answer was lost', () => {
  for (const [aspect, endpoint, intent, part] of changes)
    for (const isDone of [true, false])
      test(`${aspect}: a later reading (${part}) tells that it was ${isDone ? '' : 'not '}applied`, async () => {
        const { lose, change, outcomes, read } = await world();
        const error = await lose(endpoint, isDone, () => change(entry(aspect, intent)));
        expect(error).toMatchObject({ name: 'ChangeError', outcome: 'unknown' });
        expect(outcomes()).toEqual(['unknown']);
        await read(part);
        expect(outcomes()).toEqual([isDone ? 'applied' : 'not-applied']);
      });

  test('expiring a key: a later reading tells', async () => {
    const { lose, expire, outcomes, read } = await world();
    await lose('expireDevice', true, expire);
    expect(outcomes()).toEqual(['unknown']);
    await read('detail');
    expect(outcomes()).toEqual(['applied']);
  });

  test.each([
    [true, 'applied'],
    [false, 'not-applied'],
  ])('an invite (made: %s): the list tells, by what was there before', async (isDone, outcome) => {
    const { lose, share, outcomes, read } = await world();
    const intent: SharingIntent = { kind: 'create', invites: [{ multiUse: false, allowExitNode: false }] };
    await share(intent);
    const error = await lose('createInvites', isDone, () => share(intent));
    expect(error).toBeInstanceOf(LostInvitesError);
    expect(outcomes()).toEqual(['applied', 'unknown']);
    await read('invites');
    expect(outcomes()).toEqual(['applied', outcome]);
  });

  test('that was an undo marks what it took back, once it is known to be applied', async () => {
    const { lose, change, activity, read } = await world();
    await change(entry('tags', { add: ['tag:router'], remove: [] }));
    const [first] = activity.entries();
    if (first === undefined) throw new Error('The change is not in the log.');
    await lose('setTags', true, () => change(first));
    expect(activity.entries()[0]?.undoneAt).toBeUndefined();
    await read('detail');
    expect(activity.entries()).toMatchObject([{ undoneAt: now }, { outcome: 'applied', undoes: first.id }]);
  });

  test('is not told by a reading that began before it ended', async () => {
    const { standIn, lose, change, clock, outcomes, read } = await world();
    standIn.fail({ endpoint: 'listDevices', latencyMs: 200 });
    const early = read('list');
    await expect.poll(() => standIn.journal.filter(({ endpoint }) => endpoint === 'listDevices').length).toBe(2);
    clock.now += 50;
    await lose('setKeyExpiry', true, async () => {
      const write = change(entry('key-expiry', { keyExpiryDisabled: true }));
      clock.now += 50;
      await write;
    });
    await early;
    expect(outcomes()).toEqual(['unknown']);
    await read('list');
    expect(outcomes()).toEqual(['applied']);
  });

  test('is not told when somebody made it something else again, or this page did', async () => {
    const { standIn, lose, change, outcomes, read } = await world();
    await lose('setName', false, () => change(entry('name', { name: 'edge-02' })));
    standIn.tailnet.device(deviceId).name = 'edge-77.tail4e21b.ts.net';
    await read('detail');
    expect(outcomes()).toEqual(['unknown']);
    await change(entry('name', { name: 'edge-02' }));
    await read('detail');
    expect(outcomes()).toEqual(['unknown', 'applied']);
  });

  test('and whose end the page did not see: gone counts at once, unchanged only after a minute', async () => {
    const { activity, clock, outcomes, read } = await world();
    clock.now += 1000;
    const reloaded = {
      differences: [],
      undo: undefined,
      outcome: 'unknown',
      took: undefined,
      status: undefined,
    } as const;
    const expiry = { method: 'POST', path: `/api/v2/device/${deviceId}/key`, body: { keyExpiryDisabled: true } };
    const removal = { method: 'DELETE', path: '/api/v2/device/nGone01CNTRL', body: undefined };
    activity.add({ ...entry('key-expiry', undefined), ...reloaded, id: 'one', request: expiry });
    activity.add({ ...entry('delete', undefined), ...reloaded, id: 'two', deviceId: 'nGone01CNTRL', request: removal });
    await read('list');
    expect(outcomes()).toEqual(['unknown', 'applied']);
    clock.now += 60_000;
    await read('list');
    expect(outcomes()).toEqual(['not-applied', 'applied']);
  });
});
