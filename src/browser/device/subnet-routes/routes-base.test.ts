import { logEntry } from '#browser/changes/testing/log-entry.ts';
import type { Routes } from '#browser/api/queries.ts';
import type { Entry } from '#browser/changes/change.ts';
import { describe, expect, test } from 'vitest';
import { foreignChanges } from './foreign-changes.ts';
import { isConflict, mergeRoutes, moveOn, seenNow } from './routes-base.ts';
import { type RoutesBase, type RoutesIntent, noIntent } from './subnet-routes.schema.ts';

const deviceId = 'nRouter01CNTRL';
const opened: Routes = {
  advertised: ['10.0.0.0/16', '10.20.0.0/16', '192.168.1.0/24', '0.0.0.0/0', '::/0'],
  enabled: ['0.0.0.0/0', '10.20.0.0/16', '192.168.1.0/24', '::/0'],
};
const base: RoutesBase = { approved: opened.enabled, own: [] };

/** An entry of the log of this page. */
function entry(id: string, added: readonly string[], removed: readonly string[], news: Partial<Entry> = {}): Entry {
  const differences = [
    ...added.map((text) => ({ kind: 'added', text }) as const),
    ...removed.map((text) => ({ kind: 'removed', text }) as const),
  ];
  return logEntry(id, { deviceId, differences, ...news });
}

describe('what others did meanwhile', () => {
  const told = (now: Routes, own: readonly string[] = [], intent: RoutesIntent = noIntent) =>
    foreignChanges(opened, now, mergeRoutes({ ...base, own }, now.enabled, intent));

  test('is told in sentences', () => {
    const now: Routes = {
      advertised: [...opened.advertised, '10.50.0.0/16'],
      enabled: ['0.0.0.0/0', '10.20.0.0/16', '10.30.0.0/16', '::/0'],
    };
    expect(told(now)).toEqual([
      '10.30.0.0/16 was approved by someone else meanwhile.',
      '192.168.1.0/24 was withdrawn by someone else meanwhile.',
      'Saving asks what to keep.',
      '10.50.0.0/16 is newly advertised. It is not ticked.',
    ]);
  });

  test('does not count what this page is changing itself, nor another spelling', () => {
    const now: Routes = { ...opened, enabled: ['10.0.0.0/16', ...opened.enabled.toReversed()] };
    expect(told(now, ['10.0.0.0/16'])).toEqual([]);
  });

  test('names the exit node as one thing', () => {
    const now: Routes = { ...opened, enabled: ['10.20.0.0/16', '192.168.1.0/24'] };
    expect(told(now)).toEqual(['The exit node was withdrawn by someone else meanwhile.', 'Saving asks what to keep.']);
  });

  test('is told and not asked about when it is what the person wants anyway', () => {
    const now: Routes = { ...opened, enabled: ['10.0.0.0/16', ...opened.enabled] };
    expect(told(now, [], { approve: ['10.0.0.0/16'], withdraw: [] })).toEqual([
      '10.0.0.0/16 was approved by someone else meanwhile.',
    ]);
  });
});

describe('three versions of the approved routes', () => {
  test('have one row for each subnet in order and one for the exit node', () => {
    const current = ['0.0.0.0/0', '10.20.0.0/16', '10.30.0.0/16', '192.168.1.0/24', '::/0'];
    const merge = mergeRoutes(base, current, { approve: ['10.0.0.0/16'], withdraw: ['192.168.1.0/24'] });
    expect(merge.rows.map(({ unit }) => unit)).toEqual([
      '10.0.0.0/16',
      '10.20.0.0/16',
      '10.30.0.0/16',
      '192.168.1.0/24',
      'Exit node',
    ]);
    expect(merge.merged).toEqual(['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '10.30.0.0/16', '::/0']);
    expect(isConflict(merge)).toBe(true);
  });

  test('are a conflict when one half of the exit node is withdrawn that the person approves whole', () => {
    const half = { approved: ['0.0.0.0/0'], own: [] };
    const merge = mergeRoutes(half, [], { approve: ['0.0.0.0/0', '::/0'], withdraw: [] });
    expect([merge.contested, isConflict(merge)]).toEqual([['Exit node'], true]);
  });

  test('are none when a route that was approved meanwhile was seen and unticked', () => {
    const current = [...opened.enabled, '10.30.0.0/16'];
    const seen = { ...base, approved: seenNow(base.approved, current, '10.30.0.0/16') };
    const merge = mergeRoutes(seen, current, { approve: [], withdraw: ['10.30.0.0/16'] });
    expect(isConflict(merge)).toBe(false);
    expect(merge.merged).not.toContain('10.30.0.0/16');
  });
});

describe('a base', () => {
  test('moves on with what this page wrote since, and with nothing else', () => {
    const entries = [
      entry('before', ['10.1.0.0/16'], []),
      entry('opened', ['10.2.0.0/16'], []),
      entry('done', ['10.0.0.0/16'], ['Exit node']),
      entry('refused', ['10.3.0.0/16'], [], { outcome: 'refused' }),
      entry('lost', ['10.4.0.0/16'], [], { outcome: 'unknown' }),
      entry('elsewhere', ['10.5.0.0/16'], [], { deviceId: 'nOther01CNTRL' }),
      entry('tags', ['tag:web'], [], { aspect: 'tags' }),
    ];
    const pending = [{ approve: ['10.6.0.0/16'], withdraw: ['10.20.0.0/16'] }];
    expect(moveOn({ ...base, own: ['10.7.0.0/16'], since: 'opened' }, deviceId, entries, pending)).toEqual({
      approved: ['10.0.0.0/16', '10.20.0.0/16', '192.168.1.0/24'],
      own: ['10.7.0.0/16', '10.6.0.0/16', '10.20.0.0/16', '10.4.0.0/16'],
      since: 'tags',
    });
  });

  test('that was taken before the log began moves on with all of it', () => {
    expect(moveOn(base, deviceId, [entry('first', ['10.0.0.0/16'], [])], []).approved).toContain('10.0.0.0/16');
  });
});
