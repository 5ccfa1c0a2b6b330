import { expect, test } from 'vitest';
import { createIdempotency } from './idempotency.ts';
import { deferred } from './testing/deferred.ts';
import type { PlainAnswer } from './plain-answer.ts';

const megabyte = 2 ** 20;
const answerOf = (bytes: number): PlainAnswer => ({ status: 200, headers: {}, body: Buffer.alloc(bytes, 'a') });

/** Writes through one memory of 4 MB at a time that the test sets; says how often each key was really sent. */
function memory() {
  const clock = { ms: 0 };
  const idempotency = createIdempotency(() => clock.ms, 4 * megabyte);
  const sent: string[] = [];
  const write = (key: string, bytes = 4, request = key) =>
    idempotency.once(key, request, () => {
      sent.push(key);
      return Promise.resolve(answerOf(bytes));
    });
  return { clock, idempotency, sent, write };
}

test('large answers are forgotten when together they take too much room, the oldest first', async () => {
  const { sent, write } = memory();
  for (const key of ['key-0001', 'key-0002', 'key-0003', 'key-0004', 'key-0005']) await write(key, megabyte);
  await write('key-0005');
  expect(sent).toHaveLength(5);
  await write('key-0001');
  expect(sent).toEqual(['key-0001', 'key-0002', 'key-0003', 'key-0004', 'key-0005', 'key-0001']);
});

test('the room of what is forgotten is free again', async () => {
  const { sent, write } = memory();
  for (let round = 0; round < 200; round += 1) await write(`key-${1000 + round}`, megabyte);
  // Three of a megabyte fit beside the next, after all this as in the beginning.
  for (const key of ['key-1199', 'key-1198', 'key-1197']) await write(key);
  expect(sent).toHaveLength(200);
});

test('an answer under way is never forgotten, whatever comes after it', async () => {
  const { idempotency, write } = memory();
  const { promise, resolve } = deferred<PlainAnswer>();
  let times = 0;
  const slow = () =>
    idempotency.once('key-slow', 'slow', () => {
      times += 1;
      return promise;
    });
  const first = slow();
  for (let round = 0; round < 20; round += 1) await write(`key-${1000 + round}`, megabyte);
  const second = slow();
  resolve(answerOf(4));
  expect((await Promise.all([first, second])).map(({ body }) => body.toString())).toEqual(['aaaa', 'aaaa']);
  expect(times).toBe(1);
});

test('answers are forgotten after ten minutes, and more than ten thousand are not kept', async () => {
  const { clock, sent, write } = memory();
  await write('key-0001');
  clock.ms = 9 * 60_000;
  await write('key-0001');
  expect(sent).toHaveLength(1);
  clock.ms = 11 * 60_000;
  await write('key-0001');
  expect(sent).toHaveLength(2);
  for (let round = 0; round < 10_000; round += 1) await write(`other-${round}`);
  await write('key-0001');
  expect(sent.filter((key) => key === 'key-0001')).toHaveLength(3);
});

test('a request is told from another by its digest alone, and the answer that is kept is the same to the byte', async () => {
  const { idempotency, write } = memory();
  const [first, again] = [
    await write('key-0001', 300, 'x'.repeat(megabyte)),
    await write('key-0001', 5, 'x'.repeat(megabyte)),
  ];
  expect(again.body.equals(first.body)).toBe(true);
  expect(() => idempotency.once('key-0001', `${'x'.repeat(megabyte - 1)}y`, () => Promise.reject(new Error()))).toThrow(
    'belongs to another request',
  );
});
