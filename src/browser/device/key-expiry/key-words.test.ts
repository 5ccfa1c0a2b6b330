import { describe, expect, test } from 'vitest';
import { keyWords } from './key-words.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const week = 7 * 86_400_000;
const on = { nodeId: 'n1', keyExpiryDisabled: false };

describe('key expiry in words', () => {
  test('a key that expires far away says when, and what is needed before', () => {
    const words = keyWords({ ...on, expires: '2027-04-19T17:12:00Z' }, now, week);
    expect(words).toMatchObject({
      meta: 'On',
      badge: undefined,
      state: 'Expires 19 Apr 2027, 17:12 UTC, in 149 days.',
    });
    expect(words.consequence).toBe('The device has to sign in again before then.');
  });

  test('a key that expires within a week stands out, with its exact time', () => {
    const words = keyWords({ ...on, expires: '2026-11-24T22:00:00Z' }, now, week);
    expect(words.badge).toEqual({ kind: 'warn', label: 'Expires in 3 d' });
    expect(words.state).toBe('24 Nov 2026, 22:00 UTC');
    expect(words.consequence).toBe('Ask its user to sign in again, or turn expiry off.');
  });

  test('a key of a tailnet whose keys are short stands out only near its end', () => {
    const words = keyWords({ ...on, expires: '2026-11-24T22:00:00Z' }, now, week / 7);
    expect(words).toMatchObject({ badge: undefined, state: 'Expires 24 Nov 2026, 22:00 UTC, in 3 days.' });
  });

  test('nobody is sent to the user of a tagged device, as it has none', () => {
    const words = keyWords({ ...on, tags: ['tag:db'], expires: '2026-11-24T22:00:00Z' }, now, week);
    expect(words.consequence).not.toContain('user');
  });

  test('an expired key is broken and says how the device comes back', () => {
    const words = keyWords({ ...on, expires: '2026-11-17T17:12:00Z' }, now, week);
    expect(words.badge).toEqual({ kind: 'bad', label: 'Expired 4 d ago' });
    expect(words.consequence).toBe('The device is cut off until it signs in again.');
  });

  test('with expiry off, the date that turning it on restores is named', () => {
    const words = keyWords({ nodeId: 'n1', keyExpiryDisabled: true, expires: '2027-05-30T17:12:00Z' }, now, week);
    expect(words).toMatchObject({ meta: 'Off', state: 'The key does not expire.' });
    expect(words.consequence).toBe('Turning it on restores 30 May 2027, in 190 days.');
  });

  test('with expiry off and the date past, turning it on is known to cut the device off', () => {
    const words = keyWords({ nodeId: 'n1', keyExpiryDisabled: true, expires: '2026-05-30T17:12:00Z' }, now, week);
    expect(words.badge).toBeUndefined();
    expect(words.consequence).toContain('cut off at once');
  });

  test.each([undefined, null, '', '0001-01-01T00:00:00Z'])('the date %j is not taken for an expired key', (expires) => {
    expect(keyWords({ ...on, expires }, now, week)).toMatchObject({
      badge: undefined,
      state: 'The server gives no date.',
    });
    expect(keyWords({ nodeId: 'n1', keyExpiryDisabled: true, expires }, now, week).consequence).toBeUndefined();
  });

  test('whether expiry is on stays open where the server does not tell', () => {
    expect(keyWords({ nodeId: 'n1', expires: '2027-04-19T17:12:00Z' }, now, week).meta).toBeUndefined();
  });

  test('the key of a shared-in device is nothing that this tailnet knows', () => {
    const words = keyWords({ ...on, isExternal: true, expires: '2026-11-17T17:12:00Z' }, now, week);
    expect(words).toMatchObject({ meta: undefined, badge: undefined, at: undefined });
  });
});
