import { type ListAnswer, type Routes, deviceKeys } from '#browser/api/queries.ts';
import { createActivityLog } from '#browser/changes/activity-log.ts';
import { ChangeError, createSendChange } from '#browser/changes/send-change.ts';
import type { Device } from '#contract/device.ts';
import { failureOf, now, pageWorld } from '#run/testing/page-world.ts';
import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { describe, expect, onTestFinished, test } from 'vitest';
import { baseOf, beginDraft } from './routes-draft.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { setRoutesOptions } from './subnet-routes.mutation.ts';
import type { RoutesIntent } from './subnet-routes.schema.ts';
import { undoRoutes } from './subnet-routes.undo.ts';

const deviceId = 'nRouter01CNTRL';
const router: Device = {
  id: '1001',
  nodeId: deviceId,
  name: 'edge-01.tail4e21b.ts.net',
  addresses: ['100.64.0.1'],
  advertisedRoutes: ['10.0.0.0/16', '10.20.0.0/16'],
  enabledRoutes: ['10.20.0.0/16'],
};

/** A tailnet of one router. */
async function world() {
  const page = await pageWorld({ devices: [router] });
  const patience = { afterLoss: [0, 5], afterAnswer: [0, 5, 5] };
  const writer = { ...page.writerOf(deviceId), patience };
  const options = setRoutesOptions(writer);
  return {
    ...page,
    writer,
    write: (intent: Partial<RoutesIntent>) =>
      new MutationObserver(page.queryClient, options).mutate({ approve: [], withdraw: [], ...intent }),
    approved: () => page.standIn.tailnet.device(deviceId).enabledRoutes,
    posts: () => page.bodiesOf('setRoutes'),
  };
}

describe('writing routes', () => {
  test('sends the whole list, made of what the server has now', async () => {
    const { standIn, write, approved, posts } = await world();
    standIn.tailnet.device(deviceId).enabledRoutes = ['10.20.0.0/16', '10.30.0.0/16'];
    await write({ approve: ['10.0.0.0/16'] });
    expect(posts()).toEqual([{ routes: ['10.0.0.0/16', '10.20.0.0/16', '10.30.0.0/16'] }]);
    expect(approved()).toEqual(['10.0.0.0/16', '10.20.0.0/16', '10.30.0.0/16']);
  });

  test('sends nothing when the server has it already', async () => {
    const { write, posts, activity } = await world();
    await write({ approve: ['10.20.0.0/16'] });
    expect(posts()).toEqual([]);
    expect(activity.entries()).toEqual([]);
  });

  test('stands in the log from the first moment, also while it waits for its turn', async () => {
    const { standIn, write, activity } = await world();
    const outcomes = () => activity.entries().map(({ outcome }) => outcome);
    standIn.fail({ endpoint: 'setRoutes', latencyMs: 50 });
    const both = [write({ approve: ['10.0.0.0/16'] }), write({ withdraw: ['10.20.0.0/16'] })];
    expect(outcomes()).toEqual(['waiting', 'waiting']);
    expect(activity.entries()[1]).toMatchObject({
      request: { method: 'POST', path: `/api/v2/device/${deviceId}/routes` },
      undo: { aspect: 'routes' },
    });
    await expect.poll(outcomes).toEqual(['sending', 'waiting']);
    await Promise.all(both);
    expect(outcomes()).toEqual(['applied', 'applied']);
  });

  test('an explicit empty list clears the last route', async () => {
    const { write, posts, approved } = await world();
    await write({ withdraw: ['10.20.0.0/16'] });
    expect(posts()).toEqual([{ routes: [] }]);
    expect(approved()).toEqual([]);
  });

  test('puts the answer into the routes, the page and the list, and into nothing else', async () => {
    const { queryClient, queries, write } = await world();
    await queryClient.query(queries.list());
    const before = queryClient.getQueryData<ListAnswer>(deviceKeys.list);
    const listedAt = queryClient.getQueryState(deviceKeys.list)?.dataUpdatedAt;
    await queryClient.query(queries.detail(deviceId));
    await write({ approve: ['10.0.0.0/16'] });
    const enabled = ['10.0.0.0/16', '10.20.0.0/16'];
    expect(queryClient.getQueryData<Routes>(deviceKeys.routes(deviceId))?.enabled).toEqual(enabled);
    expect(queryClient.getQueryData<Device>(deviceKeys.detail(deviceId))?.enabledRoutes).toEqual(enabled);
    const listed = queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices[0];
    expect(listed).toEqual({ ...before?.devices[0], enabledRoutes: enabled });
    expect(queryClient.getQueryState(deviceKeys.list)?.dataUpdatedAt).toBe(listedAt);
    expect(queryClient.getQueryState(deviceKeys.detail(deviceId))?.isInvalidated).toBe(true);
  });

  test('two at once go one after the other, and a refused one takes nothing of the other with it', async () => {
    const { standIn, write, approved } = await world();
    standIn.fail({ endpoint: 'setRoutes', status: 400, message: 'invalid Prefix', latencyMs: 30 });
    const refused = failureOf(write({ approve: ['10.0.0.0/16'] }), ChangeError, WriteError);
    await write({ approve: ['10.30.0.0/16'] });
    const { outcome, reason } = await refused;
    expect([outcome, reason?.status, reason?.message]).toEqual(['refused', 400, 'invalid Prefix']);
    expect(reason?.requestId).toBeTruthy();
    expect(approved()).toEqual(['10.20.0.0/16', '10.30.0.0/16']);
  });

  test('one that someone else was faster than is folded anew and sent again', async () => {
    const { standIn, write, approved, posts } = await world();
    standIn.fail({ endpoint: 'setRoutes', status: 412, message: 'precondition failed' });
    await write({ approve: ['10.0.0.0/16'] });
    expect(posts()).toHaveLength(2);
    expect(approved()).toEqual(['10.0.0.0/16', '10.20.0.0/16']);
  });

  test('two pages at the same moment lose nothing of each other', async () => {
    const { writer, write, approved } = await world();
    const otherPage = new QueryClient();
    // Another page has a log of its own.
    const { waiting: _, ...api } = writer.api;
    const other = new MutationObserver(otherPage, setRoutesOptions({ ...writer, api, queryClient: otherPage }));
    await Promise.all([
      write({ approve: ['10.0.0.0/16'] }),
      other.mutate({ approve: ['10.30.0.0/16'], withdraw: ['10.20.0.0/16'] }),
    ]);
    otherPage.clear();
    expect(approved()).toEqual(['10.0.0.0/16', '10.30.0.0/16']);
  });

  test('a reading that began before the write does not bring the old routes back', async () => {
    const { standIn, queryClient, queries, write } = await world();
    const old = { advertisedRoutes: router.advertisedRoutes, enabledRoutes: router.enabledRoutes };
    standIn.fail({ endpoint: 'getRoutes', json: old, latencyMs: 100 });
    const late = queryClient.query(queries.routes(deviceId)).catch(() => undefined);
    await write({ approve: ['10.0.0.0/16'] });
    await late;
    expect(queryClient.getQueryData<Routes>(deviceKeys.routes(deviceId))?.enabled).toContain('10.0.0.0/16');
  });

  test('many at once all arrive, whatever their order', async () => {
    const { write, approved } = await world();
    const prefixes = Array.from({ length: 6 }, (_, index) => `10.${100 + index}.0.0/16`);
    await Promise.all(prefixes.map((prefix) => write({ approve: [prefix] })));
    expect(approved()).toEqual(['10.20.0.0/16', ...prefixes]);
  });
});

describe('what was decided on a list that others changed since', () => {
  const base = { approved: ['10.20.0.0/16'], own: [] };

  test('is not sent, and the page has what they made of it', async () => {
    const { standIn, write, posts, activity, queryClient } = await world();
    standIn.tailnet.device(deviceId).enabledRoutes = ['10.20.0.0/16', '10.30.0.0/16'];
    const { outcome } = await failureOf(write({ approve: ['10.0.0.0/16'], base }), ChangeError, WriteError);
    expect([outcome, posts(), activity.entries()]).toEqual(['changed-since', [], []]);
    expect(queryClient.getQueryData<Routes>(deviceKeys.routes(deviceId))?.enabled).toContain('10.30.0.0/16');
  });

  test('is sent when they only did what the person wants, or the device advertises something else', async () => {
    const { standIn, write, approved } = await world();
    const device = standIn.tailnet.device(deviceId);
    device.enabledRoutes = ['10.0.0.0/16', '10.20.0.0/16'];
    device.advertisedRoutes = ['10.50.0.0/16'];
    await write({ approve: ['10.0.0.0/16', '10.40.0.0/16'], base });
    expect(approved()).toEqual(['10.0.0.0/16', '10.20.0.0/16', '10.40.0.0/16']);
  });

  test('is sent when this page did it itself', async () => {
    const { write, approved } = await world();
    await Promise.all([
      write({ approve: ['10.0.0.0/16'], base }),
      write({ withdraw: ['10.20.0.0/16'], base: { ...base, own: ['10.0.0.0/16'] } }),
    ]);
    expect(approved()).toEqual(['10.0.0.0/16']);
  });

  test('is not sent when they took back what this page was still writing as the person decided', async () => {
    const { standIn, write, activity, approved } = await world();
    standIn.fail({ endpoint: 'setRoutes', latencyMs: 50 });
    const first = write({ approve: ['10.0.0.0/16'] });
    await expect.poll(() => activity.entries().map(({ outcome }) => outcome)).toEqual(['sending']);
    // What the editor stands on when it is opened at this moment.
    const draft = beginDraft({ advertised: [], enabled: ['10.20.0.0/16'] }, deviceId, activity.entries());
    await first;
    standIn.tailnet.device(deviceId).enabledRoutes = ['10.20.0.0/16'];
    const { outcome } = await failureOf(write({ approve: ['10.40.0.0/16'], base: baseOf(draft) }), WriteError);
    expect([outcome, approved()]).toEqual(['changed-since', ['10.20.0.0/16']]);
  });

  test('is sent when what this page was still writing as the person decided is there', async () => {
    const { standIn, write, activity, approved } = await world();
    standIn.fail({ endpoint: 'setRoutes', latencyMs: 50 });
    const first = write({ approve: ['10.0.0.0/16'] });
    await expect.poll(() => activity.entries().length).toBe(1);
    const draft = beginDraft({ advertised: [], enabled: ['10.20.0.0/16'] }, deviceId, activity.entries());
    await Promise.all([first, write({ approve: ['10.40.0.0/16'], base: baseOf(draft) })]);
    expect(approved()).toEqual(['10.0.0.0/16', '10.20.0.0/16', '10.40.0.0/16']);
  });

  test('is not sent either when they were faster by the moment between reading and writing', async () => {
    const { standIn, write, approved, queryClient } = await world();
    const old = { advertisedRoutes: router.advertisedRoutes, enabledRoutes: router.enabledRoutes };
    standIn.tailnet.device(deviceId).enabledRoutes = ['10.20.0.0/16', '10.30.0.0/16'];
    // The page still reads the old routes; the proxy, which reads again, refuses with those of now.
    standIn.fail({ endpoint: 'getRoutes', json: old });
    const { outcome } = await failureOf(write({ approve: ['10.0.0.0/16'], base }), ChangeError, WriteError);
    expect([outcome, approved()]).toEqual(['changed-since', ['10.20.0.0/16', '10.30.0.0/16']]);
    expect(standIn.journal.filter(({ endpoint }) => endpoint === 'getRoutes')).toHaveLength(2);
    expect(queryClient.getQueryData<Routes>(deviceKeys.routes(deviceId))?.enabled).toContain('10.30.0.0/16');
  });

  test('of two pages that save at the same moment one is asked, and nothing is lost', async () => {
    const { writer, write, approved } = await world();
    const otherPage = new QueryClient();
    onTestFinished(() => otherPage.clear());
    const { exchange } = writer.api;
    const log = createActivityLog(undefined);
    const send = createSendChange({ exchange, log, now: () => now, newId: () => crypto.randomUUID() });
    const api = { exchange, send, activity: log };
    const other = new MutationObserver(otherPage, setRoutesOptions({ ...writer, api, queryClient: otherPage }));
    const saves = [
      write({ approve: ['10.0.0.0/16'], base }),
      other.mutate({ approve: ['10.30.0.0/16'], withdraw: ['10.20.0.0/16'], base }),
    ];
    const ends = await Promise.allSettled(saves);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const isFirst = ends[0]?.status === 'fulfilled';
    expect(approved()).toEqual(isFirst ? ['10.0.0.0/16', '10.20.0.0/16'] : ['10.30.0.0/16']);
  });
});

describe('the log of the session', () => {
  test('tells what changed, and taking it back leaves what others did since', async () => {
    const { write, writer, activity, approved } = await world();
    await write({ approve: ['10.0.0.0/16'], withdraw: ['10.20.0.0/16'] });
    const [entry] = activity.entries();
    expect(entry).toMatchObject({
      outcome: 'applied',
      differences: [
        { kind: 'added', text: '10.0.0.0/16' },
        { kind: 'removed', text: '10.20.0.0/16' },
      ],
      undo: { aspect: 'routes', intent: { approve: ['10.20.0.0/16'], withdraw: ['10.0.0.0/16'] } },
    });
    if (entry === undefined) return;
    await write({ approve: ['10.30.0.0/16'] });
    await undoRoutes(writer, entry.undo?.intent, entry.id);
    expect(approved()).toEqual(['10.20.0.0/16', '10.30.0.0/16']);
    expect(activity.entries()[0]?.undoneAt).toBe(now);
  });

  test('taking an approval back leaves what others did since, and asks nobody', async () => {
    const { standIn, write, writer, activity, approved } = await world();
    await write({ approve: ['10.0.0.0/16'] });
    standIn.tailnet.device(deviceId).enabledRoutes = ['10.0.0.0/16', '10.30.0.0/16'];
    const [entry] = activity.entries();
    await undoRoutes(writer, entry?.undo?.intent, entry?.id ?? '');
    expect(approved()).toEqual(['10.30.0.0/16']);
  });

  test.each([
    ['a withdrawal', ['0.0.0.0/0', '10.20.0.0/16'], { withdraw: ['0.0.0.0/0', '::/0'] }],
    ['an approval', ['10.20.0.0/16', '::/0'], { approve: ['0.0.0.0/0', '::/0'] }],
  ])('taking back %s brings one half of an exit node back as it was, alone', async (_, before, intent) => {
    const { standIn, write, writer, activity, approved } = await world();
    standIn.tailnet.device(deviceId).enabledRoutes = before;
    await write(intent);
    const [entry] = activity.entries();
    await undoRoutes(writer, entry?.undo?.intent, entry?.id ?? '');
    expect(approved()?.toSorted()).toEqual(before);
    expect(activity.entries()[0]?.undoneAt).toBe(now);
  });

  test('approving again over what others did since is asked about first', async () => {
    const { standIn, write, writer, activity, approved } = await world();
    await write({ withdraw: ['10.20.0.0/16'] });
    standIn.tailnet.device(deviceId).enabledRoutes = ['10.30.0.0/16'];
    const [entry] = activity.entries();
    const { outcome } = await failureOf(
      undoRoutes(writer, entry?.undo?.intent, entry?.id ?? ''),
      ChangeError,
      WriteError,
    );
    expect([outcome, approved(), activity.entries()]).toEqual(['changed-since', ['10.30.0.0/16'], [entry]]);
  });
});

describe('a write that fails', () => {
  test('sends nothing when the routes cannot be read first', async () => {
    const { standIn, write, posts } = await world();
    standIn.fail({ endpoint: 'getRoutes', status: 500 });
    const { outcome, reason } = await failureOf(write({ approve: ['10.0.0.0/16'] }), ChangeError, WriteError);
    expect([outcome, reason?.status, posts()]).toEqual(['not-sent', 500, []]);
  });

  test('after a timeout that came too late to stop it, it counts as done', async () => {
    const { standIn, write, approved, posts, queryClient } = await world();
    standIn.fail({ endpoint: 'setRoutes', status: 504, after: true });
    await write({ approve: ['10.0.0.0/16'] });
    expect(approved()).toEqual(['10.0.0.0/16', '10.20.0.0/16']);
    expect(posts()).toHaveLength(1);
    expect(queryClient.getQueryData<Routes>(deviceKeys.routes(deviceId))?.enabled).toEqual(approved());
  });

  test.each([
    ['a timeout', { status: 504 }],
    ['a lost connection', { drop: true }],
    ['an error of the server', { status: 500 }],
    ['a page in the place of an answer', { html: '<h1>Portal</h1>' }],
  ] as const)('after %s it was not applied, and that is said after reading again', async (_, fault) => {
    const { standIn, write, approved, posts } = await world();
    standIn.fail({ endpoint: 'setRoutes', ...fault });
    const { outcome } = await failureOf(write({ approve: ['10.0.0.0/16'] }), ChangeError, WriteError);
    expect(outcome).toBe('not-applied');
    expect(approved()).toEqual(['10.20.0.0/16']);
    expect(posts()).toHaveLength(1);
  });

  test.each([
    ['half an answer', { cut: true, after: true }],
    ['a page in the place of an answer', { html: '<h1>Portal</h1>', after: true }],
    ['a lost connection', { drop: true, after: true }],
  ] as const)('after %s to a write that was carried out, it counts as done', async (_, fault) => {
    const { standIn, write, approved } = await world();
    standIn.fail({ endpoint: 'setRoutes', ...fault });
    await write({ approve: ['10.0.0.0/16'] });
    expect(approved()).toEqual(['10.0.0.0/16', '10.20.0.0/16']);
  });

  test('when reading again fails too, it may or may not have been applied', async () => {
    const { standIn, write } = await world();
    standIn.fail({ endpoint: 'setRoutes', status: 504, after: true });
    // The page reads, and the proxy reads again before it writes; every reading after that fails.
    standIn.fail({ endpoint: 'getRoutes', status: 503, skip: 2, times: Infinity });
    const { outcome } = await failureOf(write({ approve: ['10.0.0.0/16'] }), ChangeError, WriteError);
    expect(outcome).toBe('unknown');
  });

  test('a change that shows only after a while is waited for', async () => {
    const { standIn, write, queryClient } = await world();
    const old = { advertisedRoutes: router.advertisedRoutes, enabledRoutes: router.enabledRoutes };
    standIn.fail({ endpoint: 'getRoutes', json: old, skip: 2, times: 3 });
    await write({ approve: ['10.0.0.0/16'] });
    expect(standIn.journal.filter(({ endpoint }) => endpoint === 'getRoutes').length).toBeGreaterThanOrEqual(6);
    expect(queryClient.getQueryData<Routes>(deviceKeys.routes(deviceId))?.enabled).toContain('10.0.0.0/16');
  });

  test('a change that never shows is no success, and the screen has what the server shows', async () => {
    const { standIn, write, queryClient } = await world();
    const old = { advertisedRoutes: router.advertisedRoutes, enabledRoutes: router.enabledRoutes };
    standIn.fail({ endpoint: 'getRoutes', json: old, skip: 2, times: Infinity });
    const { outcome } = await failureOf(write({ approve: ['10.0.0.0/16'] }), ChangeError, WriteError);
    expect(outcome).toBe('not-kept');
    expect(queryClient.getQueryData<Routes>(deviceKeys.routes(deviceId))?.enabled).toEqual(['10.20.0.0/16']);
  });
});
