import { expect, test } from 'vitest';
import { readBytes } from './read-bytes.ts';
import { sentInTurns, turnBytes } from './sent-in-turns.ts';

const bytes = Buffer.alloc(5 * turnBytes + 7, 'tailboard ');

/** How many turns others had until the promise was settled. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await work.finally(() => (isDone = true));
  return turns;
}

test('a body of any size arrives as it was', async () => {
  for (const length of [0, 1, turnBytes, turnBytes + 1, 2 * turnBytes, bytes.length]) {
    const part = bytes.subarray(0, length);
    const arrived = Buffer.from(await sentInTurns(part, {}).arrayBuffer());
    expect(arrived.equals(part)).toBe(true);
  }
});

test('while a large body is sent or read, others have their turn', async () => {
  expect(await turnsDuring(sentInTurns(bytes, {}).arrayBuffer())).toBeGreaterThan(4);
  const parts = Array.from({ length: 50 }, (_, index) => bytes.subarray(index * 20_000, (index + 1) * 20_000));
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
  expect(await turnsDuring(readBytes(stream, bytes.length))).toBeGreaterThan(2);
});

test('a browser that leaves in the middle ends the body without a complaint', async () => {
  const reader = sentInTurns(bytes, {}).body?.getReader();
  const under = reader?.read();
  await reader?.cancel();
  await expect(under).resolves.toMatchObject({ done: true });
});
