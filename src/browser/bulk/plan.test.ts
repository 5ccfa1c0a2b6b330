import { readDeviceList } from '#contract/device-list.ts';
import type { Device } from '#contract/device.ts';
import { describe, expect, test } from 'vitest';
import { actionOf } from './bulk-actions.ts';
import { bulkImpact } from './bulk-impact.ts';
import { planOf } from './plan.ts';
import type { BulkWish } from './wish.ts';

const now = Date.parse('2026-11-21T17:12:00Z');

function device(name: string, more: Partial<Device> = {}): Device {
  return {
    nodeId: `n${name.replace('-', '')}CNTRL`,
    name: `${name}.tail4e21b.ts.net`,
    addresses: ['100.64.0.1'],
    connectedToControl: true,
    authorized: true,
    keyExpiryDisabled: false,
    ...more,
  };
}

const routing = (...routes: string[]): Partial<Device> => ({ advertisedRoutes: routes, enabledRoutes: routes });

/** What a wish comes to on these devices, all but those named "other…" selected. */
function judge(
  wish: BulkWish,
  devices: readonly Device[],
  hosts: readonly string[] = [],
  known?: Parameters<typeof actionOf>[2],
) {
  const answer = { ...readDeviceList(devices), hasRoutes: true };
  const keys = new Set(answer.devices.flatMap(({ key }) => (key.startsWith('nother') ? [] : [key])));
  const plan = planOf(actionOf(wish, [], known), answer, keys, now);
  return {
    changes: plan.changes.map(({ device: { name }, verdict }) => [
      name?.split('.')[0],
      verdict.kept,
      verdict.step.differences,
    ]),
    leftOut: plan.leftOut.map(({ device: { name }, verdict }) => [name?.split('.')[0], verdict.reason]),
    impact: bulkImpact(wish, plan, answer, now, hosts),
    bodies: plan.changes.map(({ verdict }) => verdict.step.request.body),
  };
}

const foreign = 'Shared in from another tailnet; only its owner can change it.';

describe('the review of many devices', () => {
  test('adds a tag to those that lack it, keeps the others, and leaves out what it would change for nothing', () => {
    const { changes, leftOut, bodies, impact } = judge({ kind: 'tags', add: ['tag:web'], remove: ['tag:old'] }, [
      device('db-10', { tags: ['tag:db', 'tag:old'] }),
      device('db-9', { tags: ['tag:db'] }),
      device('own', { user: 'amelie@example.com' }),
      device('so', { tags: ['tag:web'] }),
      device('guest', { isExternal: true }),
    ]);
    expect(changes).toEqual([
      ['db-9', 'db', [{ kind: 'added', text: 'tag:web' }]],
      [
        'db-10',
        'db',
        [
          { kind: 'added', text: 'tag:web' },
          { kind: 'removed', text: 'tag:old' },
        ],
      ],
      ['own', '', [{ kind: 'added', text: 'tag:web' }]],
    ]);
    expect(bodies[1]).toEqual({ tags: ['tag:db', 'tag:web'] });
    expect(leftOut).toEqual([
      ['guest', foreign],
      ['so', 'Its tags are so already.'],
    ]);
    expect(impact.sentences).toEqual([
      '1 device belongs to a person now. The first tag takes its place, and that cannot be undone from here.',
    ]);
  });

  test('leaves out whose last tag would go', () => {
    const { changes, leftOut } = judge({ kind: 'tags', add: [], remove: ['tag:db'] }, [
      device('one', { tags: ['tag:db'] }),
      device('two', { tags: ['tag:db', 'tag:web'] }),
    ]);
    expect(changes.map(([name]) => name)).toEqual(['two']);
    expect(leftOut[0]?.[1]).toContain('A tagged device keeps at least one tag');
  });

  test('counts the prefixes that lose every router, also when two that stand in for each other go together', () => {
    const devices = [
      device('edge-1', routing('10.0.0.0/16', '10.1.0.0/16')),
      device('edge-2', routing('10.0.0.0/16', '10.2.0.0/16', '0.0.0.0/0', '::/0')),
      device('other-1', routing('10.1.0.0/16')),
      device('other-2', { ...routing('10.2.0.0/16'), connectedToControl: false }),
    ];
    const { impact } = judge({ kind: 'delete' }, devices);
    expect(impact.sentences).toEqual([
      '10.0.0.0/16 loses its only router.',
      '10.2.0.0/16 has no other connected router.',
      '1 exit node cut off. Devices that use one lose the internet through it.',
      '2 of them are connected now. Open connections to them break.',
    ]);
    const withdrawn = judge({ kind: 'routes', isApproval: false, prefixes: ['10.0.0.0/16'] }, devices);
    expect(withdrawn.impact.sentences).toEqual(['10.0.0.0/16 loses its only router.']);
    expect(withdrawn.changes.map(([, kept]) => kept)).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
  });

  test('says how this page may be lost', () => {
    const devices = [device('console', { addresses: ['100.64.0.9'] }), device('edge', routing('192.168.1.0/24'))];
    const console = (host: string) => judge({ kind: 'delete' }, devices, [host]).impact.console;
    expect(console('100.64.0.9')?.sentence).toContain('which is console');
    expect(console('192.168.1.4')?.host).toBe('192.168.1.4');
    expect(console('127.0.0.1')).toBeUndefined();
    expect(judge({ kind: 'approval', authorized: true }, devices, ['100.64.0.9']).impact.console).toBeUndefined();
  });

  test('tells whom turning key expiry on would cut off', () => {
    const { impact, leftOut } = judge({ kind: 'key-expiry', keyExpiryDisabled: false }, [
      device('past', { keyExpiryDisabled: true, expires: '2026-01-01T00:00:00Z', connectedToControl: true }),
      device('future', { keyExpiryDisabled: true, expires: '2027-01-01T00:00:00Z' }),
      device('on', { expires: '2027-01-01T00:00:00Z' }),
    ]);
    expect(leftOut).toEqual([['on', 'Key expiry is on already.']]);
    expect(impact.sentences).toEqual([
      'The date of 1 key has passed: this device is cut off at once.',
      '1 of them is connected now. Open connections to it break.',
    ]);
  });

  test('leaves out who is approved, expired or without a waiting route already', () => {
    const devices = [device('plain', { expires: '2026-01-01T00:00:00Z' })];
    const reason = (wish: BulkWish) => judge(wish, devices).leftOut[0]?.[1];
    expect(reason({ kind: 'approval', authorized: true })).toBe('It is approved already.');
    expect(reason({ kind: 'expire-key' })).toBe('Its key has expired already.');
    expect(reason({ kind: 'routes', isApproval: true, prefixes: 'all' })).toBe('None of these routes waits.');
    expect(reason({ kind: 'routes', isApproval: false, prefixes: 'all' })).toBe('None of these is approved.');
    expect(actionOf({ kind: 'tags', add: [], remove: [] }, [])).toBeUndefined();
    expect(actionOf({ kind: 'undo', entryId: 'none' }, [])).toBeUndefined();
  });

  test('of a posture attribute is judged by what was read, and what was not read is changed', () => {
    const devices = [device('a-1'), device('b-1'), device('c-1')];
    const known = (key: string) =>
      ({ na1CNTRL: { attributes: { 'custom:tier': 'prod' } }, nb1CNTRL: { attributes: { 'custom:tier': 'dev' } } })[
        key
      ];
    const set = { kind: 'set', key: 'custom:tier', value: 'prod', base: null } as const;
    const done = judge({ kind: 'posture', isDeletion: false, intent: set }, devices, [], known);
    expect(done.leftOut).toEqual([['a-1', 'It has this value already.']]);
    expect(done.changes.map(([name, , differences]) => [name, JSON.stringify(differences).includes('dev')])).toEqual([
      ['b-1', true],
      ['c-1', false],
    ]);
    const deletion = { kind: 'delete', key: 'custom:site', base: null } as const;
    const gone = judge({ kind: 'posture', isDeletion: true, intent: deletion }, devices, [], known);
    expect(gone.leftOut.map(([name]) => name)).toEqual(['a-1', 'b-1']);
    expect(gone.leftOut[0]?.[1]).toBe('It has no such attribute.');
  });
});
