import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyExpiryChange } from './key-expiry.mutation.ts';
import { applyKeyExpiry, carriedBy, restoredBy } from './key-expiry.schema.ts';

const now = Date.parse('2026-11-21T17:12:00Z');

describe('key expiry', () => {
  test('an intent changes the switch and never the date, and twice is once', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.option(fc.boolean()), fc.option(fc.string()), (wanted, is, expires) => {
        const once = applyKeyExpiry({ id: '1', keyExpiryDisabled: is, expires }, { keyExpiryDisabled: wanted });
        expect(once).toMatchObject({ keyExpiryDisabled: wanted, expires });
        expect(applyKeyExpiry(once, { keyExpiryDisabled: wanted })).toBe(once);
      }),
    );
  });

  test.each([
    ['2027-05-30T04:44:05Z', 'future'],
    ['2026-11-21T17:12:00Z', 'past'],
    ['2026-10-09T00:00:00Z', 'past'],
    ['0001-01-01T00:00:00Z', 'no-date'],
    ['', 'no-date'],
    [undefined, 'no-date'],
  ])('turning it on with the date %j restores one that is %s', (expires, restored) => {
    expect(restoredBy({ expires }, now)).toBe(restored);
  });

  test('what a router and exit node carries is what it advertises and is approved for', () => {
    const routes = { advertisedRoutes: ['10.0.0.0/16', '10.1.0.0/16', '0.0.0.0/0', '::/0'] };
    expect(carriedBy({ id: '1', ...routes, enabledRoutes: ['10.0.0.0/16', '0.0.0.0/0', '::/0'] })).toEqual({
      subnets: ['10.0.0.0/16'],
      isExitNode: true,
    });
    expect(carriedBy({ id: '1', ...routes, enabledRoutes: [] })).toBeUndefined();
  });

  test('a rescue is not undone by one click, as that would cut the device off again', () => {
    const off = { keyExpiryDisabled: true };
    const expired = { id: '1', keyExpiryDisabled: false, expires: '2026-11-17T17:12:00Z' };
    const rescue = keyExpiryChange('n1', off, expired, now);
    expect([rescue.undo, rescue.finality]).toEqual([
      undefined,
      'Not undone from here: its date has passed, so that would cut the device off.',
    ]);
    const fine = { ...expired, expires: '2027-11-17T17:12:00Z' };
    expect(keyExpiryChange('n1', off, fine, now).undo).toEqual({
      aspect: 'key-expiry',
      intent: { keyExpiryDisabled: false },
    });
  });
});
