import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError, type ApiErrorKind } from './api-error.ts';
import { type Reading, readGently } from './gentle-reading.ts';

/** Devices by number, a clock that only waiting moves, and what was told. */
function world() {
  let clock = 0;
  const told: Reading<string>[] = [];
  const stop = new AbortController();
  return {
    told,
    stop,
    last: () => told.at(-1),
    clock: () => clock,
    read: (ids: readonly string[], ask: (id: string) => Promise<string>, known?: ReadonlyMap<string, string>) =>
      readGently({
        ids,
        ask,
        signal: stop.signal,
        onProgress: (reading) => told.push({ ...reading, answers: new Map(reading.answers) }),
        now: () => clock,
        sleep: async (milliseconds) => {
          await Promise.resolve();
          clock += milliseconds;
        },
        ...(known === undefined ? {} : { known }),
      }),
  };
}

const refusal = (kind: ApiErrorKind, retryAfter?: number) => new ApiError('no', { kind, retryAfter });
const devices = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

describe('a gentle reading', () => {
  test('asks at most four at a time, each device once, and tells how far it is', async () => {
    const { read, told, last } = world();
    let open = 0;
    let most = 0;
    const asked: string[] = [];
    await read(devices(30), async (id) => {
      asked.push(id);
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve));
      open -= 1;
      return id;
    });
    expect(most).toBe(4);
    expect(asked.toSorted()).toEqual(devices(30).toSorted());
    expect(last()).toMatchObject({ phase: 'done', total: 30 });
    expect(told.map(({ answers }) => answers.size)).toEqual(
      told.map(({ answers }) => answers.size).toSorted((a, b) => a - b),
    );
  });

  test('leaves the server alone for as long as it asks, and then asks the same device again', async () => {
    const { read, told, last, clock } = world();
    let refused = 0;
    const asked: number[] = [];
    await read(devices(6), async (id) => {
      asked.push(clock());
      if (refused++ < 2) throw refusal('slow-down', 30_000);
      return id;
    });
    expect(last()?.answers.size).toBe(6);
    expect(told.some(({ phase, pause }) => phase === 'waiting' && pause?.wait === 30_000)).toBe(true);
    expect(asked.filter((at) => at > 0 && at < 30_000)).toEqual([]);
  });

  test('stops where it is told to, keeps what it has, and goes on from there', async () => {
    const { read, stop, last } = world();
    await read(devices(20), async (id) => {
      if (id === 'n7') stop.abort();
      return id;
    });
    const known = last()?.answers ?? new Map<string, string>();
    expect(last()?.phase).toBe('stopped');
    expect(known.size).toBeLessThan(20);
    const rest = world();
    const asked: string[] = [];
    await rest.read(devices(20), async (id) => (asked.push(id), id), known);
    expect(asked.filter((id) => known.has(id))).toEqual([]);
    expect(rest.last()?.answers.size).toBe(20);
  });

  test.each(['forbidden', 'key-refused', 'login', 'unsupported', 'offline', 'unreachable'] as const)(
    'ends at the first answer that is the same for every device: %s',
    async (kind) => {
      const { read, last } = world();
      let asked = 0;
      await read(devices(50), async () => {
        asked += 1;
        throw refusal(kind);
      });
      expect(asked).toBeLessThanOrEqual(4);
      expect(last()).toMatchObject({ phase: 'refused', refusal: { kind } });
    },
  );

  test('tries a device three times, and goes on without it', async () => {
    const { read, last } = world();
    let tries = 0;
    await read(devices(5), async (id) => {
      if (id === 'n1') throw refusal('missing');
      if (id !== 'n3') return id;
      tries += 1;
      throw refusal('server');
    });
    expect(tries).toBe(3);
    expect([...(last()?.failures.keys() ?? [])].toSorted()).toEqual(['n1', 'n3']);
    expect(last()).toMatchObject({ phase: 'done' });
    expect(last()?.answers.size).toBe(3);
  });

  test('accounts for every device, whatever goes wrong', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('ok', 'server', 'missing', 'slow-down', 'invalid'), { maxLength: 30 }),
        async (fates) => {
          const { read, last } = world();
          const tried = new Map<string, number>();
          await read(devices(fates.length), async (id) => {
            const times = (tried.get(id) ?? 0) + 1;
            tried.set(id, times);
            const fate = fates[Number(id.slice(1))];
            if (fate === 'ok' || fate === undefined || (fate === 'slow-down' && times > 2)) return id;
            throw refusal(fate, 2000);
          });
          const answers = last()?.answers ?? new Map<string, string>();
          const failures = last()?.failures ?? new Map<string, Error>();
          expect(answers.size + failures.size).toBe(fates.length);
          expect([...answers.keys()].filter((id) => failures.has(id))).toEqual([]);
        },
      ),
    );
  });
});
