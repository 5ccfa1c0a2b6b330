import { describe, expect, test } from 'vitest';
import { expectSafe } from './testing/expectations.ts';
import { type WiredProxy, wireProxy } from './testing/wired-proxy.ts';

const path = 'GET /api/session';

/** The headers of the page but for its token, with those given in its place. */
function without(wired: WiredProxy, ...more: string[]): readonly string[] {
  return [...wired.pageHeaders.filter((line) => !line.startsWith('X-Tailboard-Token')), ...more];
}

describe('who asks whether a tab is signed in', () => {
  test('is told what the document tells, and the API is not asked', async () => {
    const wired = await wireProxy();
    const answer = await wired.send(wired.request(path));
    expect(answer?.status).toBe(200);
    expect(JSON.parse(answer?.body.toString() ?? '')).toEqual({
      mode: 'live',
      credential: 'apiKey',
      tailnet: '',
      needsToken: true,
      tag: answer?.headers['x-tailboard-session'],
    });
    if (answer !== undefined) expectSafe(answer, wired);
    expect(wired.upstream).toEqual([]);
  });

  test.each([
    ['with the token of an earlier start', ['X-Tailboard-Token: T0ken-of-the-start-before-123456789abcdefgh'], 401],
    ['with two tokens', ['X-Tailboard-Token: a', 'X-Tailboard-Token: b'], 401],
    ['without a token, as one may look without', [], 200],
    ['from another site', ['Sec-Fetch-Site: cross-site'], 403],
  ])('%s', async (_, more, status) => {
    const wired = await wireProxy();
    const answer = await wired.send(wired.request(path, { headers: without(wired, ...more) }));
    expect(answer?.status).toBe(status);
    if (answer !== undefined) expectSafe(answer, wired);
  });

  test('by another method or address finds nothing', async () => {
    const wired = await wireProxy();
    const seen = [];
    for (const line of ['POST /api/session', 'GET /api/session/', 'GET /api/session/token', 'GET /api/v2/session'])
      seen.push((await wired.send(wired.request(line)))?.status);
    expect(seen).toEqual([405, 404, 404, 404]);
  });
});
