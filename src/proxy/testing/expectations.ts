import { expect } from 'vitest';
import type { RawAnswer } from './raw-client.ts';
import type { WiredProxy } from './wired-proxy.ts';

/** What holds for every answer of the proxy, whatever was asked: security headers, and the key in no place. */
export function expectSafe(answer: RawAnswer, wired: WiredProxy): void {
  expect(answer.headers).toMatchObject({
    'content-security-policy': expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'/),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(
    Object.keys(answer.headers).filter((name) =>
      /^(server|x-powered-by|set-cookie|location|access-control)/.test(name),
    ),
  ).toEqual([]);
  expect(answer.raw).not.toContain('CANARY');
  expect(JSON.stringify(wired.log)).not.toMatch(/CANARY|T0ken/);
}

/** Checks a refusal: its status and code, its body, that nothing went upstream, and that the next request is served. */
export async function expectRefused(
  answer: RawAnswer | undefined,
  wired: WiredProxy,
  status: number,
  code: string,
): Promise<void> {
  if (answer === undefined) throw new Error('The connection closed without an answer.');
  expect({ status: answer.status, code: answer.headers['x-tailboard-error'] }).toEqual({ status, code });
  const body: unknown = JSON.parse(answer.body);
  expect(body).toEqual({
    message: expect.stringMatching(/^[A-Z].*\.$/),
    code,
    requestId: answer.headers['x-request-id'],
  });
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(answer.headers['cache-control']).toBe('no-store');
  expectSafe(answer, wired);
  expect(wired.upstream).toEqual([]);
  await expectServed(wired);
}

/** Checks that an ordinary read is answered, after whatever came before. */
export async function expectServed(wired: WiredProxy): Promise<void> {
  const answer = await wired.send(wired.request('GET /api/v2/tailnet/-/devices'));
  expect(answer?.status).toBe(200);
}
