import { summarySchema } from '#contract/summary.ts';
import { summarise } from '#run/summarise.ts';
import { type StandIn, createStandIn } from '#stand-in/stand-in.ts';
import * as v from 'valibot';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { expectSafe } from '#proxy/testing/expectations.ts';
import { type Wiring, wireProxy } from '#proxy/testing/wired-proxy.ts';
import { noPlace } from './config-place.ts';

const now = Date.parse('2026-11-21T17:12:00Z');

/** A console over the demo tailnet, whose calls of one kind can be made to fail. */
async function wireSummary(given: Wiring = {}) {
  const standIn: StandIn = createStandIn({ now });
  const failing = new Map<RegExp, () => Response>();
  const wired = await wireProxy({
    fetch: (request) => {
      const failure = [...failing].find(([path]) => path.test(request.url))?.[1];
      return failure === undefined ? standIn.fetch(request) : Promise.resolve(failure());
    },
    summary: { summarise, now: () => now },
    ...given,
  });
  const get = async (...lines: string[]) => {
    const headers = [`Host: 127.0.0.1:${wired.port}`, ...lines];
    const bodiless = lines.some((line) => line.startsWith('If-None-Match'));
    const answer = await wired.send(wired.request('GET /api/summary', { headers }), bodiless);
    if (answer === undefined) throw new Error('The connection closed.');
    expectSafe(answer, wired);
    return answer;
  };
  return { wired, standIn, failing, get, asked: () => wired.upstream.map(({ url }) => new URL(url).pathname) };
}

afterEach(() => {
  vi.useRealTimers();
});

test('a tile gets the numbers that the page Attention shows', async () => {
  const { get } = await wireSummary();
  const answer = await get();
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'private, no-cache',
    'last-modified': 'Sat, 21 Nov 2026 17:12:00 GMT',
  });
  const told: unknown = JSON.parse(answer.body);
  expect(v.parse(v.strictObject(summarySchema.entries), told)).toEqual({
    devices: 34,
    connected: 25,
    attention: 14,
    groups: { broken: 3, approval: 2, routes: 4, expiring: 2, expired: 3, names: 0, updates: 8, stale: 0 },
  });
});

describe('the list is read once for everybody', () => {
  test('who asks while it is read waits for the same reading', async () => {
    const { get, asked } = await wireSummary();
    const answers = await Promise.all(Array.from({ length: 50 }, () => get()));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(asked()).toEqual(['/api/v2/tailnet/-/devices', '/api/v2/tailnet/-/settings']);
  });

  test('and again after half a minute', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { get, asked, standIn } = await wireSummary();
    const { etag = '' } = (await get()).headers;
    standIn.tailnet.device('edge-fra-01').authorized = false;
    vi.advanceTimersByTime(29_000);
    const same = await get(`If-None-Match: ${etag}`);
    expect([same.status, same.body, same.headers['etag']]).toEqual([304, '', etag]);
    expect(asked()).toHaveLength(2);
    vi.advanceTimersByTime(2_000);
    const newer = await get();
    expect(newer.headers['etag']).not.toBe(etag);
    expect(JSON.parse(newer.body)).toMatchObject({ groups: { approval: 3 } });
    expect(asked()).toHaveLength(4);
  });

  test('a failure is told and kept for a moment, or as long as the API asks to be left alone', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { get, asked, failing } = await wireSummary();
    failing.set(/devices/, () =>
      Response.json({ message: 'slow down' }, { status: 429, headers: { 'retry-after': '20' } }),
    );
    const refused = await get();
    expect([refused.status, refused.headers['retry-after'], refused.body]).toEqual([
      429,
      '20',
      expect.stringContaining('slow down'),
    ]);
    vi.advanceTimersByTime(19_000);
    expect((await get()).status).toBe(429);
    expect(asked()).toHaveLength(2);
    failing.clear();
    failing.set(/devices/, () => new Response('<h1>no</h1>', { headers: { 'content-type': 'text/html' } }));
    vi.advanceTimersByTime(2_000);
    const broken = await get();
    expect([broken.status, broken.headers['x-tailboard-error']]).toEqual([502, 'upstream_bad_response']);
    failing.clear();
    expect((await get()).status).toBe(502);
    vi.advanceTimersByTime(6_000);
    expect((await get()).status).toBe(200);
  });

  test('a credential that may not read the settings gives a summary all the same', async () => {
    const { get, failing } = await wireSummary();
    failing.set(/settings/, () => Response.json({ message: 'no' }, { status: 403 }));
    expect((await get()).status).toBe(200);
  });

  test('a credential that may not read the list is told so', async () => {
    const { get, failing } = await wireSummary();
    failing.set(/devices/, () => Response.json({ message: 'no' }, { status: 403 }));
    const answer = await get();
    expect([answer.status, answer.headers['x-tailboard-error']]).toEqual([403, 'upstream_forbidden']);
  });
});

describe('the rules of every other reading hold', () => {
  test.each([
    ['GET /api/summary', ['Host: rebind.test'], '403 host_not_allowed'],
    ['GET /api/summary', ['Host: 127.0.0.1:PORT', 'Sec-Fetch-Site: cross-site'], '403 cross_origin_blocked'],
    ['GET /api/summary', ['Host: 127.0.0.1:PORT', 'Origin: https://portal.example'], '403 cross_origin_blocked'],
    ['POST /api/summary', ['Host: 127.0.0.1:PORT', 'Sec-Fetch-Site: same-origin'], '405 method_not_allowed'],
    ['GET /api/summary?fields=all', ['Host: 127.0.0.1:PORT'], '400 bad_request_target'],
    ['GET /api/summary/', ['Host: 127.0.0.1:PORT'], '404 unknown_endpoint'],
    ['GET /api/Summary', ['Host: 127.0.0.1:PORT'], '404 unknown_endpoint'],
    ['GET /api/v2/summary', ['Host: 127.0.0.1:PORT'], '404 unknown_endpoint'],
  ])('%s with %j is %s', async (line, lines, expected) => {
    const { wired } = await wireSummary();
    const headers = lines.map((text) => text.replace('PORT', String(wired.port)));
    const answer = await wired.send(wired.request(line, { headers }));
    expect(`${answer?.status} ${answer?.headers['x-tailboard-error']}`).toBe(expected);
    expect(wired.upstream).toEqual([]);
  });

  test('below a base path it is there and nowhere else', async () => {
    const { wired } = await wireSummary({ place: { ...noPlace, basePath: '/ops' } });
    const at = async (path: string) => (await wired.send(wired.request(`GET ${path}`)))?.status;
    expect([await at('/ops/api/summary'), await at('/api/summary')]).toEqual([200, 404]);
  });
});
