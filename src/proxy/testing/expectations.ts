import { expect } from 'vitest';
import type { RawAnswer } from './raw-client.ts';
import type { WiredProxy } from './wired-proxy.ts';

/** What holds for every answer of the proxy, whatever was asked: security headers, and the key in no place. */
export function expectSafe(answer: RawAnswer, wired: WiredProxy): void {
  expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
  expect(answer.headers).toMatchObject({
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
  expect(JSON.stringify(wired.log) + wired.lines.join('')).not.toMatch(/CANARY|T0ken/);
}

/**
 * Status and code of a refusal ("404 unknown_endpoint"), after checking what holds for every one: its body and headers,
 * that nothing went upstream, and that the next request is served.
 */
export async function refusal(answer: RawAnswer | undefined, wired: WiredProxy): Promise<string> {
  if (answer === undefined) return 'closed';
  const code = answer.headers['x-tailboard-error'];
  const body: unknown = JSON.parse(answer.body);
  expect(body).toEqual({
    message: expect.stringMatching(/^[A-Z].*\.$/) as unknown,
    code,
    requestId: answer.headers['x-request-id'],
  });
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(answer.headers['cache-control']).toBe('no-store');
  expectSafe(answer, wired);
  expect(wired.upstream).toEqual([]);
  await expectServed(wired);
  return `${answer.status} ${code}`;
}

/** Checks that an ordinary read is answered, after whatever came before; takes its traces out of the record again. */
export async function expectServed(wired: WiredProxy): Promise<void> {
  const answer = await wired.send(wired.request('GET /api/v2/tailnet/-/devices'));
  expect(answer?.status).toBe(200);
  expect(wired.upstream.pop()?.url).toMatch(/\/devices$/);
}
