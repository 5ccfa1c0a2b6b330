import type { Invite } from '#contract/invites.ts';
import { describe, expect, test } from 'vitest';
import { exitNodeReason } from './exit-node-reason.ts';
import {
  audienceWords,
  canResend,
  draftAgain,
  fulfilled,
  newInvites,
  readEmails,
  resendWait,
  stateOf,
} from './sharing.schema.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const terms = { multiUse: false, allowExitNode: false };

describe('addresses', () => {
  test('are separated by comma, space, semicolon or line, and taken once each', () => {
    expect(readEmails(' noc@a.example, <ops@b.example>;x@c.example\nNOC@a.example ')).toEqual({
      emails: ['noc@a.example', 'ops@b.example', 'x@c.example'],
      problem: undefined,
    });
  });

  test('that are none are named', () => {
    expect(readEmails('noc@a.example foo').problem).toBe('"foo" is not an email address.');
    expect(readEmails('a@b@c').problem).toBe('"a@b@c" is not an email address.');
  });

  test('are 50 in one request at most', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@a.example`).join('\n');
    expect(readEmails(many(50)).problem).toBeUndefined();
    expect(readEmails(many(51)).problem).toContain('Use at most 50.');
  });

  test('none at all ask for one link to hand on', () => {
    const draft = { text: '', isReusable: true, allowsExitNode: true };
    expect(newInvites([], draft, true)).toEqual([{ multiUse: true, allowExitNode: true }]);
    expect(newInvites([], draft, false)).toEqual([{ multiUse: true, allowExitNode: false }]);
  });

  test('come back into the form as they were asked for', () => {
    expect(draftAgain([{ email: 'a@b.example', ...terms, multiUse: true }])).toEqual({
      text: 'a@b.example',
      isReusable: true,
      allowsExitNode: false,
    });
  });
});

describe('who could use a link is said before it exists', () => {
  test.each([
    [
      [{ multiUse: true, allowExitNode: true }],
      'Anyone with this link can use this device, up to 1,000 people, also as an exit node.',
    ],
    [[terms], 'Anyone with this link can use this device, one person only.'],
    [
      [{ email: 'noc@a.example', ...terms }],
      'Mailed to noc@a.example, but anyone with this link can use this device, one person only.',
    ],
    [
      [
        { email: 'a@a.example', ...terms, multiUse: true },
        { email: 'b@a.example', ...terms, multiUse: true },
      ],
      'Mailed to 2 addresses, but anyone with one of these links can use this device, up to 1,000 people per link.',
    ],
  ] as const)('%j', (invites, words) => {
    expect(audienceWords(invites)).toBe(words);
  });
});

describe('an invite', () => {
  const pending: Invite = { id: '1', created: '2026-11-14T16:40:05.123456789Z', email: 'noc@a.example' };

  test('dies 30 days after it was made, unless it was accepted', () => {
    expect(stateOf(pending, now)).toEqual({ kind: 'pending', until: Date.parse('2026-12-14T16:40:05.123Z') });
    expect(stateOf({ ...pending, created: '2026-09-29T13:05:00Z' }, now)).toMatchObject({ kind: 'expired' });
    expect(stateOf({ ...pending, created: '2026-09-29T13:05:00Z', accepted: true }, now)).toEqual({ kind: 'accepted' });
    expect(stateOf({ id: '1' }, now)).toEqual({ kind: 'pending', until: undefined });
  });

  test('can be mailed again once a minute, when it has an address and still waits', () => {
    expect(canResend(pending, now)).toBe(true);
    expect(canResend({ ...pending, email: '' }, now)).toBe(false);
    expect(canResend({ ...pending, accepted: true }, now)).toBe(false);
    const sentAgo = (seconds: number) => new Date(now - seconds * 1000).toISOString();
    expect(resendWait({ ...pending, lastEmailSentAt: sentAgo(18) }, now)).toBe(42_000);
    expect(resendWait({ ...pending, lastEmailSentAt: sentAgo(60) }, now)).toBe(0);
    expect(resendWait({ ...pending, lastEmailSentAt: sentAgo(-20) }, now)).toBe(60_000);
    expect(resendWait({ ...pending, lastEmailSentAt: sentAgo(-3600) }, now)).toBe(0);
    expect(resendWait(pending, now)).toBe(0);
  });
});

describe('which wishes have come true', () => {
  const before = new Set(['1']);
  const old: Invite = { id: '1', email: 'a@a.example' };

  test('an older invite for the same address is none of them', () => {
    expect(fulfilled([{ email: 'a@a.example', ...terms }], before, [old]).missing).toHaveLength(1);
  });

  test('each invite serves one wish, whatever the case of its address', () => {
    const wanted = [
      { email: 'A@a.example', ...terms },
      { email: 'b@a.example', ...terms },
    ];
    const fresh: Invite[] = [old, { id: '2', email: 'a@a.example' }];
    expect(fulfilled(wanted, before, fresh)).toEqual({ found: [fresh[1]], missing: [wanted[1]] });
    const links = [terms, terms];
    expect(fulfilled(links, before, [{ id: '2' }]).missing).toHaveLength(1);
  });

  test('rights count: a reusable link does not serve a wish for a single one', () => {
    expect(fulfilled([terms], before, [{ id: '2', multiUse: true }]).found).toEqual([]);
  });
});

test('the exit node can be shared only where both of its routes are offered and approved', () => {
  const exit = ['0.0.0.0/0', '::/0'];
  expect(exitNodeReason({ advertised: exit, enabled: exit })).toBeUndefined();
  expect(exitNodeReason({ advertised: ['10.0.0.0/8'], enabled: [] })).toBe('This device does not offer an exit node.');
  expect(exitNodeReason({ advertised: exit, enabled: ['::/0'] })).toContain('not approved');
  expect(exitNodeReason({ advertised: [], enabled: exit })).toBe('This device does not offer an exit node.');
  expect(exitNodeReason(undefined)).toContain('could not be read');
});
