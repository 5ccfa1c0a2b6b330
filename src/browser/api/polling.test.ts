import { describe, expect, test } from 'vitest';
import { ApiError, type ApiErrorKind } from './api-error.ts';
import { type PacedQuery, createPace, retryDelay, shouldRetry } from './polling.ts';

/** A query of which a test decides the outcomes, counted as react-query counts them. */
function paced() {
  const state = { error: null as Error | null, errorUpdateCount: 0, errorUpdatedAt: 0, dataUpdateCount: 0 };
  const query: PacedQuery = { state };
  return {
    query,
    fail: (kind: ApiErrorKind, retryAfter?: number) => {
      state.error = new ApiError('no', { kind, retryAfter });
      state.errorUpdateCount += 1;
      state.errorUpdatedAt = Date.now();
    },
    answer: () => {
      state.error = null;
      state.dataUpdateCount += 1;
    },
  };
}

const pace = () => createPace(() => 0);

describe('the pace of asking', () => {
  test('is calm while answers come', () => {
    const { query, answer } = paced();
    answer();
    expect(pace().intervalOf(query)).toBe(15_000);
  });

  test('doubles with each failure in a row, up to five minutes', () => {
    const { intervalOf } = pace();
    const { query, fail } = paced();
    const waits = Array.from({ length: 7 }, () => {
      fail('server');
      // Asked for again without a change in between, it stays the same.
      expect(intervalOf(query)).toBe(intervalOf(query));
      return intervalOf(query);
    });
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  });

  test('begins anew after an answer, however many failures there were in the life of the page', () => {
    const { intervalOf } = pace();
    const { query, fail, answer } = paced();
    for (const _ of [1, 2, 3, 4, 5, 6]) {
      fail('slow-down');
      intervalOf(query);
    }
    answer();
    fail('slow-down');
    expect(intervalOf(query)).toBe(10_000);
    fail('slow-down');
    expect(intervalOf(query)).toBe(20_000);
  });

  test('is spread, so that many pages do not come back at one moment', () => {
    const { query, fail } = paced();
    fail('server');
    expect(createPace(() => 1).intervalOf(query)).toBe(12_000);
  });

  test('is the server’s own after a 429 that says how long, and never less than a second', () => {
    const { query, fail } = paced();
    fail('slow-down', 42_000);
    expect(pace().intervalOf(query)).toBe(42_000);
    fail('slow-down', 0);
    expect(pace().intervalOf(query)).toBe(1000);
  });

  test('ends where asking cannot help, and rests where an answer was a plain no', () => {
    for (const kind of ['key-refused', 'login'] as const) {
      const { query, fail } = paced();
      fail(kind);
      expect(pace().intervalOf(query)).toBe(false);
    }
    for (const kind of ['missing', 'unsupported', 'forbidden'] as const) {
      const { query, fail } = paced();
      fail(kind);
      expect(pace().intervalOf(query)).toBe(300_000);
    }
  });
});

test('a server that asked to wait is left alone until then, any other may be asked', () => {
  const { query, fail } = paced();
  const { mayAsk } = pace();
  expect(mayAsk(query)).toBe(true);
  fail('slow-down', 60_000);
  expect(mayAsk(query)).toBe(false);
  fail('slow-down', 0);
  expect(mayAsk(query)).toBe(true);
  fail('server');
  expect(mayAsk(query)).toBe(true);
});

test('only what may pass by itself is silently tried again, once, and not by all at one moment', () => {
  const of = (kind: ApiErrorKind) => new ApiError('no', { kind });
  expect([0, 1, 2].map((failures) => shouldRetry(failures, of('server')))).toEqual([true, false, false]);
  expect(shouldRetry(0, of('unreachable'))).toBe(true);
  for (const kind of ['slow-down', 'key-refused', 'forbidden', 'missing', 'invalid', 'unexpected'] as const)
    expect(shouldRetry(0, of(kind))).toBe(false);
  expect(shouldRetry(0, new TypeError('a mistake of the page'))).toBe(false);
  expect([0, 0.5, 1].map((random) => retryDelay(() => random))).toEqual([300, 750, 1200]);
});
