import type { Attributes } from '#contract/posture.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PostureIntent, applyPosture, inverseOf, isInEffect, isSameSeen, seenOf } from './posture.schema.ts';

const key = fc.constantFrom('custom:a', 'custom:b', 'custom:toString', 'node:os');
const value = fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 3 }), fc.boolean());
const time = fc.constantFrom('2026-12-01T09:00:00Z', '2026-12-02T09:00:00.5Z');
const expiry = fc.option(time, { nil: undefined });
const answer: fc.Arbitrary<Attributes> = fc
  .dictionary(key, fc.record({ value, expiry }), { maxKeys: 4 })
  .map((entries) => ({
    attributes: Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, entry.value])),
    expiries: Object.fromEntries(
      Object.entries(entries).flatMap(([name, entry]) => (entry.expiry === undefined ? [] : [[name, entry.expiry]])),
    ),
  }));
const intent: fc.Arbitrary<PostureIntent> = fc.oneof(
  fc.record({ kind: fc.constant('delete' as const), key, base: fc.constant(null) }),
  fc
    .record({ kind: fc.constant('set' as const), key, value, expiry, base: fc.constant(null) })
    .map(({ expiry: until, ...rest }) => ({ ...rest, ...(until === undefined ? {} : { expiry: until }) })),
);

describe('folding an intent over the attributes', () => {
  test('puts it into effect, leaves every other key alone, and twice is once', () => {
    fc.assert(
      fc.property(answer, intent, key, (before, wish, other) => {
        const after = applyPosture(before, wish);
        expect(isInEffect(after, wish)).toBe(true);
        expect(applyPosture(after, wish)).toBe(after);
        const expected = other === wish.key ? seenOf(after, other) : seenOf(before, other);
        expect(seenOf(after, other)).toEqual(expected);
      }),
    );
  });

  test('and folding its inverse gives back what was there', () => {
    fc.assert(
      fc.property(answer, intent, (before, wish) => {
        const seen = seenOf(before, wish.key);
        const inverse = inverseOf(wish, seen);
        const back = inverse && applyPosture(applyPosture(before, wish), inverse);
        expect(back && isSameSeen(seenOf(back, wish.key), seen)).toBe(true);
      }),
    );
  });
});

test('a value of a kind that cannot be written has no way back', () => {
  expect(inverseOf({ kind: 'delete', key: 'custom:a', base: null }, { value: { nested: 1 } })).toBeUndefined();
});

test('times are the same when they mean the same second', () => {
  const one = { value: 1, expiry: '2026-12-01T09:00:00Z' };
  expect(isSameSeen(one, { value: 1, expiry: '2026-12-01T10:00:00.000+01:00' })).toBe(true);
  expect(isSameSeen(one, { value: 1, expiry: '2026-12-01T09:00:01Z' })).toBe(false);
  expect(isSameSeen(one, { value: 1 })).toBe(false);
  expect(isSameSeen({ value: '1' }, { value: 1 })).toBe(false);
});
