import { machineName, factsOf } from '#browser/device/device-facts.ts';
import type { Aspect } from '#browser/changes/change.ts';
import { keysOf } from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import type { Device } from '#contract/device.ts';
import { type ApiCaller, answerOf, apiCaller, devicesOf } from '#stand-in/api-caller.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pendingLines } from './handover-line.ts';
import { planHandover } from './handover-plan.ts';
import type { Decisions, World } from './handover-world.ts';
import { asideName } from './old-device-lines.ts';
import { changedSince, sheetOf } from './sheet.ts';
import { successors } from './successors.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const aside: Decisions = { fate: 'aside', leftOut: [] };
const remove: Decisions = { fate: 'remove', leftOut: [] };

function device(name: string, more: Device = {}): Device {
  return {
    nodeId: `n${name.replaceAll('-', '')}11CNTRL`,
    name: `${name}.tail4e21b.ts.net`,
    hostname: 'edge',
    os: 'linux',
    addresses: [name === 'edge' ? '100.64.0.10' : '100.64.0.20', 'fd7a:115c:a1e0::1'],
    authorized: true,
    connectedToControl: true,
    keyExpiryDisabled: true,
    expires: '2027-05-30T04:44:05Z',
    created: '2026-11-21T16:00:00Z',
    ...more,
  };
}

/** Two devices in a tailnet of their own, and what a hand-over between them comes to. */
async function pair(old: Device, next: Device, others: readonly Device[] = []) {
  const every = device('holder-of-tags', { tags: ['tag:a', 'tag:b', 'tag:c'], addresses: ['100.64.0.30'] });
  const standIn = createStandIn({ now, devices: [old, next, every, ...others] });
  const call = apiCaller(standIn);
  const read = async (id: string | null | undefined) => {
    const called = await call('GET', `/device/${id}?fields=all`);
    return called.status === 200 ? answerOf('getDevice', called) : undefined;
  };
  const attributes = async (id: string | null | undefined) =>
    answerOf('getAttributes', await call('GET', `/device/${id}/attributes`));
  const sheet = async (id: string | null | undefined) => {
    const found = await read(id);
    if (found === undefined) throw new Error('It is gone.');
    return sheetOf({ device: found, attributes: await attributes(id), now });
  };
  const taken = { sheet: await sheet(old.nodeId), before: await sheet(next.nodeId) };
  const world = async (): Promise<World> => {
    const there = await read(next.nodeId);
    if (there === undefined) throw new Error('The new device is gone.');
    return {
      ...taken,
      old: await read(old.nodeId),
      next: there,
      attributes: await attributes(next.nodeId),
      devices: devicesOf(await call('GET', '/tailnet/-/devices?fields=all')),
      policy: undefined,
      since: undefined,
      now,
      reasonAgainst: () => undefined,
    };
  };
  return { standIn, call, world, ...taken };
}

type Pair = Awaited<ReturnType<typeof pair>>;

/** Sends line after line until nothing is left; gives what was sent, and what the server said no to. */
async function carryOut({ call, world }: Pair, decisions: Decisions): Promise<{ sent: string[]; refused: string[] }> {
  const sent: string[] = [];
  const refused: string[] = [];
  for (let turn = 0; turn < 40; turn++) {
    const [line] = pendingLines(planHandover(await world(), decisions));
    if (line?.verdict.kind !== 'change') break;
    const { method, path, body } = line.verdict.step.request;
    const answer = await call(method as Parameters<ApiCaller>[0], path.replace('/api/v2', ''), body);
    sent.push(line.id);
    if (answer.status !== 200) refused.push(`${line.id}: ${answer.text}`);
    if (answer.status !== 200) break;
  }
  return { sent, refused };
}

const verdictOf = (world: World, id: string, decisions = aside) =>
  planHandover(world, decisions).find((line) => line.id === id)?.verdict;

describe('the order of a hand-over', () => {
  const rich = device('edge', {
    tags: ['tag:a', 'tag:b'],
    advertisedRoutes: ['10.0.0.0/16', '0.0.0.0/0', '::/0'],
    enabledRoutes: ['10.0.0.0/16', '0.0.0.0/0', '::/0'],
  });
  const fresh = device('edge-1', {
    user: 'amelie@example.com',
    authorized: false,
    keyExpiryDisabled: false,
    advertisedRoutes: ['10.0.0.0/16', '0.0.0.0/0', '::/0'],
  });

  test('is without what only an administrator may change, and says so', async () => {
    const { world } = await pair(device('edge'), device('edge-1'));
    const reason = 'Only an administrator may change this.';
    const reasonAgainst = (aspect: Aspect) => (aspect === 'ipv4' || aspect === 'delete' ? reason : undefined);
    const lines = planHandover({ ...(await world()), reasonAgainst }, remove);
    expect(lines.flatMap(({ id, verdict }) => (verdict.kind === 'cannot' ? [[id, verdict.reason]] : []))).toEqual([
      ['address', reason],
      ['remove', reason],
    ]);
    expect(pendingLines(lines).map(({ id }) => id)).toEqual(['name-old', 'name']);
  });

  test('makes the new device ready, then lets name and address change hands, then deals with the old one', async () => {
    const kept = await pair(rich, fresh);
    expect((await carryOut(kept, aside)).sent).toEqual([
      'tags',
      'routes',
      'approval',
      'name-old',
      'name',
      'address-old',
      'address',
      'routes-old',
    ]);
    const removed = await pair(rich, fresh);
    expect((await carryOut(removed, remove)).sent.slice(-2)).toEqual(['address', 'remove']);
    expect(() => removed.standIn.tailnet.device('edge-old')).toThrow(RangeError);
  });

  test('whatever both devices are, the server refuses nothing, and in the end nothing is left to send', async () => {
    const tags = fc.subarray(['tag:a', 'tag:b', 'tag:c']);
    const routes = fc.subarray(['10.0.0.0/16', '10.1.0.0/16', '2001:db8::/32', '0.0.0.0/0', '::/0']);
    const value = fc.oneof(
      fc.boolean(),
      fc.integer({ min: 0, max: 100 }),
      fc.constant('with space'),
      fc.constant('fra'),
    );
    const shape = fc.record({
      tags,
      advertisedRoutes: routes,
      enabledRoutes: routes,
      authorized: fc.boolean(),
      keyExpiryDisabled: fc.boolean(),
      connectedToControl: fc.boolean(),
      expires: fc.constantFrom('2027-05-30T04:44:05Z', '2026-01-01T00:00:00Z', '0001-01-01T00:00:00Z'),
    });
    const decisions = fc.record({
      fate: fc.constantFrom('aside' as const, 'remove' as const),
      leftOut: fc.subarray(['tags', 'key', 'routes', 'approval', 'name', 'address', 'attribute custom:x']),
    });
    await fc.assert(
      fc.asyncProperty(shape, shape, fc.option(value), decisions, async (one, other, attribute, decided) => {
        const old = device('edge', one);
        const next = device('edge-1', { ...other, user: 'amelie@example.com' });
        const { tags: _old, ...bareOld } = old;
        const { tags: _next, ...bareNext } = next;
        const there = await pair(
          one.tags.length === 0 ? { ...bareOld, user: 'jonas@example.com' } : old,
          other.tags.length === 0 ? bareNext : next,
        );
        if (attribute !== null) there.standIn.tailnet.attributes('edge').set('custom:x', { value: attribute });
        const end = await carryOut(there, decided);
        expect(end.refused).toEqual([]);
        expect(new Set(end.sent).size).toBe(end.sent.length);
        const world = await there.world();
        expect(pendingLines(planHandover(world, decided))).toEqual([]);
        const has = (choice: string) => !decided.leftOut.includes(choice);
        const { name, ipv4 } = factsOf(world.next);
        expect({ name, ipv4, tags: world.next.tags ?? [] }).toEqual({
          name: has('name') ? 'edge' : 'edge-1',
          ipv4: has('address') ? '100.64.0.10' : '100.64.0.20',
          tags: has('tags') && one.tags.length > 0 ? one.tags : other.tags,
        });
        const approved = keysOf(world.next.enabledRoutes ?? []);
        const missing = one.enabledRoutes.filter((route) => !approved.has(route));
        expect(has('routes') ? missing : []).toEqual([]);
        expect(world.old === undefined).toBe(decided.fate === 'remove');
        // A prefix that was carried by the old device and can be carried by the new one is never without a router.
        const still = keysOf([...approved, ...(world.old?.enabledRoutes ?? [])]);
        const dropped = one.enabledRoutes.filter((route) => !still.has(route));
        expect(decided.fate === 'aside' ? dropped : []).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('gives a name of its own to the old device, however long or taken', () => {
    expect(asideName('edge', new Set(['edge']))).toBe('edge-old');
    expect(asideName('edge', new Set(['edge-old', 'edge-old-2']))).toBe('edge-old-3');
    expect(asideName('x'.repeat(63), new Set())).toHaveLength(63);
  });

  test('leaves name and address where they are when those are left out, and on neither device half a change', async () => {
    const { sent } = await carryOut(await pair(rich, fresh), { fate: 'aside', leftOut: ['name', 'address'] });
    expect(sent).toEqual(['tags', 'routes', 'approval', 'routes-old']);
  });
});

describe('what cannot be done is said beforehand', () => {
  test('tags that nobody can take away again, and an owner that does not move', async () => {
    const { world } = await pair(device('edge', { user: 'lena@example.com' }), device('edge-1', { tags: ['tag:a'] }));
    expect(verdictOf(await world(), 'tags')).toMatchObject({ kind: 'cannot' });
  });

  test('a date in the past would cut the new device off, so expiry is not turned on', async () => {
    const { world } = await pair(
      device('edge', { keyExpiryDisabled: false }),
      device('edge-1', { expires: '2026-01-01T00:00:00Z' }),
    );
    expect(verdictOf(await world(), 'key')).toEqual({
      kind: 'cannot',
      reason: 'Turning it on would restore its own date, 1 Jan 2026, and cut it off at once.',
    });
  });

  test('an address that the server no longer gives, and one that somebody else has by now', async () => {
    const reserved = await pair(device('edge', { addresses: ['100.115.92.7'] }), device('edge-1'));
    expect(verdictOf(await reserved.world(), 'address')).toMatchObject({ kind: 'cannot' });
    expect(verdictOf(await reserved.world(), 'address-old')).toBeUndefined();
    const lost = await pair(device('edge'), device('edge-1'));
    lost.standIn.tailnet.device('edge').addresses = ['100.64.9.9'];
    lost.standIn.tailnet.device('holder-of-tags').addresses = ['100.64.0.10'];
    expect(verdictOf(await lost.world(), 'address')).toEqual({
      kind: 'cannot',
      reason: 'holder-of-tags has this address by now.',
    });
  });

  test('an attribute that cannot be written, and one that has run out', async () => {
    const { standIn, world, sheet } = await pair(device('edge'), device('edge-1'));
    const attributes = [
      { key: 'custom:text', value: 'two words' },
      { key: 'custom:late', value: true, expiry: '2026-11-01T00:00:00Z' },
      { key: 'custom:fine', value: 7 },
    ];
    expect(standIn.tailnet.attributes('edge').size).toBe(0);
    const lines = planHandover({ ...(await world()), sheet: { ...sheet, attributes } }, aside);
    expect(lines.filter(({ id }) => id.startsWith('attribute')).map(({ verdict }) => verdict.kind)).toEqual([
      'cannot',
      'cannot',
      'change',
    ]);
  });

  test('routes stay with the old device where the new one would not carry them', async () => {
    const routes = { advertisedRoutes: ['10.0.0.0/16'], enabledRoutes: ['10.0.0.0/16'] };
    const silent = await pair(device('edge', routes), device('edge-1'));
    expect(verdictOf(await silent.world(), 'routes')).toMatchObject({
      note: '10.0.0.0/16 is not advertised by it: the approval counts once the machine advertises.',
    });
    expect(verdictOf(await silent.world(), 'routes-old')).toMatchObject({ kind: 'cannot' });
    const away = await pair(device('edge', routes), device('edge-1', { ...routes, connectedToControl: false }));
    expect(verdictOf(await away.world(), 'routes-old')).toMatchObject({
      reason: 'The new device is not connected, so nobody else would carry 10.0.0.0/16.',
    });
    const here = await pair(device('edge', routes), device('edge-1', { ...routes, enabledRoutes: [] }));
    expect(verdictOf(await here.world(), 'routes-old')?.kind).toBe('change');
    expect(verdictOf(await here.world(), 'routes-old', { fate: 'aside', leftOut: ['routes'] })?.kind).toBe('cannot');
  });
});

describe('what somebody else changed since the review is asked about', () => {
  test.each<[string, (next: Device) => void]>([
    ['tags', (next) => void (next.tags = ['tag:c'])],
    ['routes', (next) => void (next.enabledRoutes = ['10.9.0.0/16'])],
    ['name', (next) => void (next.name = 'other.tail4e21b.ts.net')],
    ['address', (next) => void (next.addresses = ['100.64.7.7'])],
  ])('%s', async (id, change) => {
    const { standIn, world } = await pair(
      device('edge', { tags: ['tag:a'], enabledRoutes: ['10.0.0.0/16'], advertisedRoutes: ['10.0.0.0/16'] }),
      device('edge-1', { tags: ['tag:b'] }),
    );
    expect(verdictOf(await world(), id)?.kind).toBe('change');
    change(standIn.tailnet.device('edge-1'));
    expect(verdictOf(await world(), id)?.kind).toBe('conflict');
  });

  test('an attribute, and an approval that was taken away', async () => {
    const old = device('edge');
    const { standIn, world, sheet } = await pair(old, device('edge-1'));
    const withSite = { ...sheet, attributes: [{ key: 'custom:site', value: 'fra' }] };
    standIn.tailnet.attributes('edge-1').set('custom:site', { value: 'nyc' });
    standIn.tailnet.device('edge-1').authorized = false;
    const lines = planHandover({ ...(await world()), sheet: withSite }, aside);
    expect(lines.find(({ id }) => id === 'attribute custom:site')?.verdict).toEqual({
      kind: 'conflict',
      words: 'Someone else changed it since the review. It has nyc now.',
    });
    expect(lines.find(({ id }) => id === 'approval')?.verdict.kind).toBe('conflict');
  });

  test('the old device, too, until it is begun', async () => {
    const { standIn, world, sheet } = await pair(device('edge', { tags: ['tag:a'] }), device('edge-1'));
    standIn.tailnet.device('edge').tags = ['tag:a', 'tag:b'];
    const { old } = await world();
    if (old === undefined) throw new Error('It is gone.');
    expect(changedSince(sheet, sheetOf({ device: old, attributes: undefined, now }))).toEqual(['tags']);
  });
});

describe('the new machine is guessed', () => {
  const names = (standIn: ReturnType<typeof createStandIn>, old: string, isAwaited = false) => {
    const devices = standIn.tailnet.devices().map((one) => ({ ...one, key: one.nodeId ?? '' })) as never;
    const sheet = sheetOf({ device: standIn.tailnet.device(old), attributes: undefined, now });
    return successors(sheet, devices, { now, isAwaited }).map((one) => machineName(one.device));
  };
  const worlds = (...devices: Device[]) =>
    createStandIn({ now, devices: [device('edge', { created: '2024-01-01T00:00:00Z' }), ...devices] });

  test('by the number behind its name and its host name, and not by what a whole fleet shares', () => {
    const twin = device('edge-1', { created: '2026-11-21T16:00:00Z' });
    const other = device('web', { hostname: 'web', created: '2026-11-21T16:30:00Z' });
    expect(names(worlds(twin, other), 'edge')).toEqual(['edge-1']);
    expect(names(createStandIn({ now }), 'web-prod-01')).toEqual([]);
    expect(names(createStandIn({ now }), 'db-prod-01')).toEqual([]);
  });

  test('by having joined after the sheet was taken, when it is awaited', () => {
    const late = device('fresh', { hostname: 'fresh', created: '2026-11-21T17:12:30Z' });
    expect(names(worlds(late), 'edge')).toEqual([]);
    expect(names(worlds(late), 'edge', true)).toEqual(['fresh']);
  });

  test('never by being shared in, or the device itself', () => {
    expect(names(worlds(device('edge-1', { isExternal: true })), 'edge')).toEqual([]);
  });
});
