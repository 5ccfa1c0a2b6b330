import { expect, test, vi } from 'vitest';
import { createStandIn } from '#stand-in/stand-in.ts';
import type { AuditLine } from './audit/audit-line.ts';
import { createAuditLog } from './audit/audit-log.ts';
import { type WiredProxy, wireProxy } from './testing/wired-proxy.ts';

const hour = 3_600_000;
const now = Date.parse('2026-11-21T17:12:00Z');
const router = 'n5SUKe8CNTRL';

/** A proxy in front of the demo tailnet on a machine whose wall clock alone can be set; times of processes go on. */
async function world() {
  vi.useFakeTimers({ toFake: ['Date'], now });
  const standIn = createStandIn({ now });
  const texts: string[] = [];
  const wired = await wireProxy({
    fetch: (request) => standIn.fetch(request),
    audit: createAuditLog(
      (line) => Promise.resolve(void texts.push(line)),
      () => undefined,
    ),
  });
  // Reason for the cast: each line was made from this very type.
  const lines = () => texts.map((text) => JSON.parse(text) as AuditLine);
  const writes = () => standIn.journal.filter(({ method }) => method !== 'GET').length;
  return { wired, lines, writes, jump: (ms: number) => vi.setSystemTime(now + ms) };
}

async function write(wired: WiredProxy, key: string) {
  const page = wired.pageHeaders.filter((line) => !line.startsWith('Idempotency-Key'));
  const headers = [...page, `Idempotency-Key: ${key}`, 'Content-Type: application/json'];
  return wired.send(
    wired.request(`POST /api/v2/device/${router}/authorized`, { headers, body: '{"authorized":true}' }),
  );
}

test.each([2 * hour, -2 * hour, 400 * 24 * hour])('when the wall clock jumps by %i ms', async (ms) => {
  const { wired, lines, writes, jump } = await world();
  const first = await write(wired, 'key-of-the-first');
  jump(ms);
  // A write that the browser repeats is the same one still, and is not sent again.
  const again = await write(wired, 'key-of-the-first');
  expect([first?.status, again?.status, writes()]).toEqual([200, 200, 1]);
  expect(again?.headers['x-request-id']).toBe(first?.headers['x-request-id']);
  // Whoever opened the link stays who they are, and goes on reading and writing.
  expect((await wired.send(wired.request('GET /api/session')))?.status).toBe(200);
  expect((await wired.send(wired.request(`GET /api/v2/device/${router}`)))?.status).toBe(200);
  expect((await write(wired, 'key-of-the-second'))?.status).toBe(200);
  // The audit log tells the time on the wall, in the order in which things were done.
  expect(lines().map(({ time, outcome }) => [Date.parse(time) - now, outcome])).toEqual([
    [0, 'applied'],
    [ms, 'applied'],
  ]);
  expect(wired.log.every((entry) => entry.ms >= 0 && entry.ms < 60_000)).toBe(true);
});
