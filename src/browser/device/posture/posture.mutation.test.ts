import { deviceKeys } from '#browser/api/queries.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import type { Attributes } from '#contract/posture.ts';
import { failureOf, now, pageWorld } from '#run/testing/page-world.ts';
import { MutationObserver } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { refusalQuote, refusalWords } from './posture-words.ts';
import { postureOptions } from './posture.mutation.ts';
import type { PostureIntent } from './posture.schema.ts';
import { undoPosture } from './posture.undo.ts';

const hour = 3_600_000;

/** The demo tailnet; the device is edge-fra-01. */
async function world() {
  const page = await pageWorld();
  const { queryClient, standIn } = page;
  const deviceId = standIn.tailnet.device('edge-fra-01').nodeId ?? '';
  const writer = page.writerOf(deviceId);
  return {
    ...page,
    writer,
    write: (intent: PostureIntent) => new MutationObserver(queryClient, postureOptions(writer)).mutate(intent),
    stored: () => Object.fromEntries(standIn.tailnet.attributes('edge-fra-01')),
    cached: () => queryClient.getQueryData<Attributes>(deviceKeys.attributes(deviceId)),
    writes: () =>
      standIn.journal.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
  };
}

const change: PostureIntent = {
  kind: 'set',
  key: 'custom:patchScore',
  value: 91,
  base: { value: 87 },
};
const deletion: PostureIntent = { kind: 'delete', key: 'custom:site', base: { value: 'fra_dc2' } };

describe('writing an attribute', () => {
  test('answers null on the wire, so it is read again, and the cache has what the server says', async () => {
    const { write, stored, cached, writes } = await world();
    await write({ ...change, expiry: '2026-11-22T17:12:00Z', comment: 'patched' });
    expect(stored()['custom:patchScore']).toEqual({ value: 91, expiry: '2026-11-22T17:12:00Z' });
    expect(cached()).toMatchObject({
      attributes: { 'custom:patchScore': 91 },
      expiries: { 'custom:patchScore': '2026-11-22T17:12:00Z' },
    });
    expect(writes()).toEqual(['POST /api/v2/device/n5SUKe8CNTRL/attributes/custom:patchScore']);
  });

  test('sends nothing when the server has it already', async () => {
    const { write, writes } = await world();
    await write({ ...change, value: 87 });
    await write({ ...deletion, key: 'custom:nothing', base: null });
    expect(writes()).toEqual([]);
  });

  test('somebody else changed it since: nothing is sent, and what they wrote stays', async () => {
    const { standIn, write, writes, cached } = await world();
    standIn.tailnet.attributes('edge-fra-01').set('custom:patchScore', { value: 90 });
    const failure = await failureOf(write(change), ChangeError, WriteError);
    expect(failure.outcome).toBe('changed-since');
    expect(writes()).toEqual([]);
    expect(cached()?.attributes).toMatchObject({ 'custom:patchScore': 90 });
    expect(refusalWords(change, failure).body).toContain('Someone else changed it since you saw it.');
  });

  test('two to the same key go one after the other, each on what the one before leaves', async () => {
    const { write, stored } = await world();
    const first = write(change);
    await write({ ...change, value: 95, base: { value: 91 } });
    await first;
    expect(stored()['custom:patchScore']).toEqual({ value: 95 });
  });
});

describe('taking it back', () => {
  test.each([
    ['an addition', { kind: 'set', key: 'custom:new', value: true, base: null }],
    ['a change', change],
    ['a deletion', deletion],
  ] as const)('%s', async (_, intent) => {
    const { write, stored, activity, writer } = await world();
    const before = stored();
    await write(intent);
    expect(stored()).not.toEqual(before);
    const [entry] = activity.entries();
    await undoPosture(writer, entry?.undo?.intent, entry?.id ?? '', now);
    expect(stored()).toEqual(before);
    expect(activity.entries()[0]?.undoneAt).toBe(now);
  });

  test('leaves a newer value of somebody else alone', async () => {
    const { standIn, write, stored, activity, writer } = await world();
    await write(change);
    standIn.tailnet.attributes('edge-fra-01').set('custom:patchScore', { value: 99 });
    const entry = activity.entries()[0];
    expect(
      (await failureOf(undoPosture(writer, entry?.undo?.intent, entry?.id ?? '', now), ChangeError, WriteError))
        .outcome,
    ).toBe('changed-since');
    expect(stored()['custom:patchScore']).toEqual({ value: 99 });
  });

  test('does not bring back a value that would have run out by now', async () => {
    const { standIn, write, stored, activity, writer } = await world();
    const expiry = new Date(now + hour).toISOString();
    standIn.tailnet.attributes('edge-fra-01').set('custom:patchScore', { value: 87, expiry });
    await write({ ...change, base: { value: 87, expiry } });
    const entry = activity.entries()[0];
    await undoPosture(writer, entry?.undo?.intent, entry?.id ?? '', now + 2 * hour);
    expect(stored()).not.toHaveProperty('custom:patchScore');
  });

  test('takes no intent of another shape', async () => {
    const { writer } = await world();
    expect(() => undoPosture(writer, { kind: 'set', key: 'custom:a' }, 'id', now)).toThrow(/value/);
  });
});

describe('a write that fails', () => {
  test('sends nothing when the attributes cannot be read first', async () => {
    const { standIn, write, writes } = await world();
    standIn.fail({ endpoint: 'getAttributes', status: 500 });
    expect((await failureOf(write(change), ChangeError, WriteError)).outcome).toBe('not-sent');
    expect(writes()).toEqual([]);
  });

  test('is refused in the server’s own words, which stand at the field', async () => {
    const { write } = await world();
    const intent: PostureIntent = { kind: 'set', key: 'custom:site', value: 3, base: { value: 'fra_dc2' } };
    const failure = await failureOf(write(intent), ChangeError, WriteError);
    expect(refusalQuote(failure)).toBe('attribute custom:site is of type string, not number');
    expect(refusalWords(intent, failure).title).toBe('The server refused to set custom:site to 3 (400).');
  });

  test('by the plan says so, and not that the key lacks rights', async () => {
    const { standIn, write } = await world();
    standIn.fail({ endpoint: 'setAttribute', status: 403, message: 'feature not available on current billing plan' });
    const words = refusalWords(change, await failureOf(write(change), ChangeError, WriteError));
    expect(words.title).toBe("This tailnet's plan does not include changing posture attributes (403).");
    expect(words.quote).toBe('feature not available on current billing plan');
    standIn.fail({ endpoint: 'setAttribute', status: 403 });
    expect(refusalWords(change, await failureOf(write(change), ChangeError, WriteError)).body).toContain(
      'may not change posture attributes',
    );
  });

  test.each([
    ['a timeout after the fact counts as done', { status: 504, after: true }, undefined, 91],
    ['a lost connection was not applied', { drop: true }, 'not-applied', 87],
    ['half an answer to what was carried out counts as done', { cut: true, after: true }, undefined, 91],
  ] as const)('%s', async (_, fault, outcome, value) => {
    const { standIn, write, stored, writes } = await world();
    standIn.fail({ endpoint: 'setAttribute', ...fault });
    const failed = await write(change).then(
      () => undefined,
      (error: unknown) => (error instanceof ChangeError ? error.outcome : error),
    );
    expect(failed).toBe(outcome);
    expect(stored()['custom:patchScore']).toEqual({ value });
    expect(writes()).toHaveLength(1);
  });

  test('that cannot be read again may or may not have been applied', async () => {
    const { standIn, write } = await world();
    standIn.fail({ endpoint: 'setAttribute', status: 504, after: true });
    standIn.fail({ endpoint: 'getAttributes', status: 503, skip: 1, times: 3 });
    expect((await failureOf(write(change), ChangeError, WriteError)).outcome).toBe('unknown');
  });

  test('that the server agrees to and never shows is no success', async () => {
    const { standIn, write, cached } = await world();
    const old = { attributes: { 'custom:patchScore': 87 } };
    standIn.fail({ endpoint: 'getAttributes', json: old, skip: 1, times: 3 });
    expect((await failureOf(write(change), ChangeError, WriteError)).outcome).toBe('not-kept');
    expect(cached()).toEqual(old);
  });
});
