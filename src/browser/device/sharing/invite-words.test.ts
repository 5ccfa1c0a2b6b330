import { describe, expect, test } from 'vitest';
import { inviteWords } from './invite-words.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const created = '2026-10-02T08:00:00.123456789Z';

describe('an invite in words', () => {
  test('a mailed one that waits says when it was mailed', () => {
    const invite = { id: '1', created, email: 'noc@carrier.example', lastEmailSentAt: '2026-11-14T08:00:00Z' };
    expect(inviteWords(invite, now)).toMatchObject({
      email: 'noc@carrier.example',
      terms: 'Emailed 14 Nov',
      isAccepted: false,
    });
  });

  test('a link says what it allows, and since when it waits', () => {
    const words = inviteWords({ id: '1', created, multiUse: true, allowExitNode: true, email: '' }, now);
    expect(words).toMatchObject({ email: undefined, terms: 'Reusable, exit node allowed. Created 2 Oct' });
  });

  test('an accepted link says by whom', () => {
    const invite = { id: '1', created, accepted: true, acceptedBy: { loginName: 'kim@contoso.example' } };
    expect(inviteWords(invite, now)).toMatchObject({ terms: 'Accepted by kim@contoso.example', isAccepted: true });
  });

  test('a mailed invite that its addressee accepted does not name the same person twice', () => {
    const email = 'sre@northwind.example';
    const invite = { id: '1', created, email, allowExitNode: true, accepted: true, acceptedBy: { loginName: email } };
    expect(inviteWords(invite, now).terms).toBe('Exit node allowed');
  });

  test('a date of another year has its year', () => {
    expect(inviteWords({ id: '1', created: '2025-10-02T08:00:00Z' }, now).terms).toBe('Created 2 Oct 2025');
  });

  test('the link, which anyone could use, is in none of the words', () => {
    const inviteUrl = 'https://login.tailscale.com/admin/invite/5ecret';
    expect(JSON.stringify(inviteWords({ id: '1', created, inviteUrl }, now))).not.toContain('5ecret');
  });
});
