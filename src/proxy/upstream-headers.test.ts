import { describe, expect, test } from 'vitest';
import { refusal, expectServed } from './testing/expectations.ts';
import { type RecordedCall, startHttpUpstream } from './testing/http-upstream.ts';
import { canary, wireProxy } from './testing/wired-proxy.ts';
import { createUpstreamFetch } from './upstream-fetch.ts';

const json = 'Content-Type: application/json';
const sentUpstream = [
  'host',
  'authorization',
  'accept',
  'accept-encoding',
  'user-agent',
  'content-type',
  'content-length',
  'connection',
];

describe('what the API hears is written by the proxy alone', () => {
  const hostile = [
    'Authorization: Bearer attacker',
    'Cookie: a=b',
    'Proxy-Authorization: Basic eDp5',
    'X-Forwarded-For: 1.2.3.4',
    'X-Forwarded-Host: evil.example',
    'X-Forwarded-User: admin@example.com',
    'X_Forwarded_User: admin@example.com',
    'Forwarded: for=1.2.3.4',
    'X-Real-IP: 1.2.3.4',
    'Via: 1.1 evil',
    'Referer: http://evil.example/',
    'Sec-Fetch-Mode: cors',
    'X-HTTP-Method-Override: DELETE',
    'Accept-Language: fr',
    'Accept: text/html',
    'Range: bytes=0-10',
    'User-Agent: evil',
    'TE: trailers',
  ];

  test.each([
    ['GET /api/v2/tailnet/-/devices', undefined],
    ['POST /api/v2/device/12/authorized', '{"authorized":true}'],
    ['POST /api/v2/device/12/expire', undefined],
    ['DELETE /api/v2/device/12', undefined],
  ])('%s', async (line, body) => {
    const calls: RecordedCall[] = [];
    const upstream = await startHttpUpstream((call, answer) => {
      calls.push(call);
      answer.writeHead(200, { 'content-type': 'application/json' }).end('null');
    });
    const wired = await wireProxy({ baseUrl: upstream.origin, upstreamFetch: createUpstreamFetch() });
    const headers = [...wired.pageHeaders, ...hostile, ...(line.startsWith('POST') ? [json] : [])];
    await wired.send(wired.request(line, { headers, ...(body === undefined ? {} : { body }) }));
    const [call] = calls;
    expect(Object.keys(call?.headers ?? {}).filter((name) => !sentUpstream.includes(name))).toEqual([]);
    expect(call?.headers).toMatchObject({
      authorization: `Bearer ${canary}`,
      accept: 'application/json',
      'user-agent': 'tailboard',
      host: upstream.origin.slice('http://'.length),
    });
    expect(call?.body).toBe(body ?? '');
    expect(calls.length).toBe(1);
  });
});

test('Connection cannot name our headers away', async () => {
  const calls: RecordedCall[] = [];
  const upstream = await startHttpUpstream((call, answer) => {
    calls.push(call);
    answer.writeHead(200, { 'content-type': 'application/json' }).end('null');
  });
  const wired = await wireProxy({ baseUrl: upstream.origin, upstreamFetch: createUpstreamFetch() });
  const headers = [...wired.pageHeaders, json, 'Connection: close, authorization, content-type'];
  const request = wired.request('POST /api/v2/device/12/authorized', { headers, body: '{"authorized":true}' });
  expect((await wired.send(request))?.status).toBe(200);
  expect(calls[0]?.headers).toMatchObject({
    authorization: `Bearer ${canary}`,
    'content-type': 'application/json',
    'content-length': '19',
  });
});

test('header names that every object inherits are only names', async () => {
  const wired = await wireProxy();
  const headers = [...wired.pageHeaders, '__proto__: x', 'constructor: y', 'hasOwnProperty: z', 'toString: w'];
  expect((await wired.send(wired.request('GET /api/v2/tailnet/-/devices', { headers })))?.status).toBe(200);
  expect(Reflect.get({}, 'x')).toBeUndefined();
  await expectServed(wired);
});

describe('more headers than any browser sends are refused, as what comes last might not be read', () => {
  const late = ['Sec-Fetch-Site: cross-site', 'Origin: http://evil.example'];

  test.each([101, 1100, 2100])('%i lines before a foreign origin', async (count) => {
    const wired = await wireProxy({ token: null });
    const lines = Array.from({ length: count }, (_, index) => `a${index}: b`);
    const headers = [`Host: 127.0.0.1:${wired.port}`, json, 'Sec-Fetch-Site: same-origin', ...lines, ...late];
    const answer = await wired.send(wired.request('POST /api/v2/device/12/routes', { headers, body: '{"routes":[]}' }));
    expect(await refusal(answer, wired)).toBe('431 headers_too_large');
  });

  test('on static files too', async () => {
    const wired = await wireProxy();
    const lines = Array.from({ length: 120 }, (_, index) => `a${index}: b`);
    const answer = await wired.send(wired.request('GET /', { headers: [...wired.pageHeaders, ...lines] }));
    expect(await refusal(answer, wired)).toBe('431 headers_too_large');
  });

  test('one header of 20 kB too', async () => {
    const wired = await wireProxy();
    const headers = [...wired.pageHeaders, `X-Long: ${'a'.repeat(20_000)}`];
    const answer = await wired.send(wired.request('GET /api/v2/tailnet/-/devices', { headers }));
    expect(await refusal(answer, wired)).toBe('431 headers_too_large');
  });
});
