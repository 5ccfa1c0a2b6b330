import { describe, expect, test } from 'vitest';
import { keyCredential } from './credential/credential.ts';
import { apiHeaders } from './headers.ts';
import { type LogEntry, createProxy } from './proxy.ts';
import { expectSafe } from './testing/expectations.ts';
import { canary, token, wireProxy } from './testing/wired-proxy.ts';
import { newToken, sameToken } from './token.ts';

describe('without a server, a Request is judged as if it had come over the wire', () => {
  function bareProxy(log: LogEntry[] = []) {
    return createProxy({
      upstream: {
        baseUrl: 'https://api.upstream.example',
        credential: keyCredential(canary),
        fetch: async ({ origin, path }) => Response.json({ asked: origin + path }),
      },
      tailnet: '-',
      session: { mode: 'live', credential: 'apiKey', tailnet: '', needsToken: true },
      token,
      assets: null,
      log: (entry) => log.push(entry),
    });
  }
  const own = {
    'content-type': 'application/json',
    origin: 'http://localhost:8420',
    'x-tailboard-token': token,
    'idempotency-key': '0123456789',
  };

  test.each([
    ['a read', 'http://localhost:8420/api/v2/device/12', {}, 200],
    ['a read by a foreign name', 'http://evil.example:8420/api/v2/device/12', {}, 403],
    [
      'a read with a body',
      'http://localhost:8420/api/v2/device/12',
      { method: 'DELETE', body: 'x', headers: own },
      400,
    ],
    [
      'a write',
      'http://localhost:8420/api/v2/device/12/authorized',
      { method: 'POST', body: '{"authorized":true}', headers: own },
      200,
    ],
    [
      'a write without proof',
      'http://localhost:8420/api/v2/device/12/authorized',
      { method: 'POST', body: '{"authorized":true}' },
      403,
    ],
  ])('%s', async (_, url, init, status) => {
    expect((await bareProxy().fetch(new Request(url, init))).status).toBe(status);
  });

  test('the log gets one entry that names the call and nothing that was in it', async () => {
    const log: LogEntry[] = [];
    await bareProxy(log).fetch(new Request('http://localhost:8420/api/v2/device/12'));
    expect(log).toEqual([
      {
        method: 'GET',
        endpoint: 'getDevice',
        status: 200,
        ms: expect.any(Number) as unknown,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        code: null,
        clientGone: false,
      },
    ]);
  });
});

test('after everything a person and an attacker may send, the log holds no secret', async () => {
  const wired = await wireProxy({
    fetch: async () => Response.json({ message: `no: ${canary}` }, { status: 400, headers: { 'x-secret': canary } }),
  });
  const secret = 'hunter2-invite-url';
  for (const line of [
    'GET /api/v2/tailnet/-/devices?fields=all',
    `GET /api/v2/tailnet/-/devices?fields=${secret}`,
    `GET /api/v2/device/${secret}.`,
    `GET /api/v2/${secret}`,
    `POST /api/v2/device/12/name`,
  ]) {
    const headers = [...wired.pageHeaders, 'Content-Type: application/json', `Cookie: ${secret}`];
    const isWrite = line.startsWith('POST');
    const request = wired.request(line, { headers, ...(isWrite ? { body: `{"name":"${secret}"}` } : {}) });
    const answer = await wired.send(request);
    if (answer !== undefined) expectSafe(answer, wired);
    expect(answer?.raw).not.toContain(secret);
  }
  const text = JSON.stringify(wired.log);
  expect(wired.log.length).toBe(5);
  for (const word of [secret, canary, 'CANARY', token, 'fields', '12', '/api']) {
    expect(text.replace(/"(requestId|ms|status)":("[^"]*"|\d+)/g, '')).not.toContain(word);
  }
});

describe('the headers of answers under /api', () => {
  test.each([
    ['a read', 'GET /api/v2/device/12', 200],
    ['an unknown call', 'GET /api/v2/nothing', 404],
    ['a bad target', 'GET /api/v2/%zz', 400],
    ['a method', 'PUT /api/v2/device/12', 405],
    ['a body that is too large', 'POST /api/v2/device/12/tags', 413],
  ])('are the same for %s', async (_, line, status) => {
    const wired = await wireProxy();
    const headers = [
      ...wired.pageHeaders,
      'Content-Type: application/json',
      ...(status === 413 ? ['Content-Length: 9999999'] : []),
    ];
    const answer = await wired.send(wired.request(line, { headers }));
    expect(answer?.status).toBe(status);
    expect(answer?.headers).toMatchObject(apiHeaders);
    expect(answer?.headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]+$/);
  });
});

test('a failure inside the proxy says nothing of itself', async () => {
  const wired = await wireProxy({
    fetch: () => {
      throw new TypeError(`Invalid header value: Bearer ${canary}`);
    },
  });
  const answer = await wired.send(wired.request('GET /api/v2/device/12'));
  if (answer === undefined) throw new Error('The connection closed without an answer.');
  expectSafe(answer, wired);
  expect(answer.status).toBeGreaterThanOrEqual(500);
  expect(answer.body).not.toContain('Invalid');
});

test('a token is 32 random bytes, and compares only to itself', () => {
  const tokens = Array.from({ length: 50 }, newToken);
  expect(new Set(tokens).size).toBe(50);
  for (const one of tokens) expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const [first = '', second = ''] = tokens;
  expect(sameToken(first, first)).toBe(true);
  for (const other of [second, '', first.slice(1), `${first}=`, first.toLowerCase()]) {
    expect(sameToken(other, first)).toBe(false);
  }
});
