import { describe, expect, test } from 'vitest';
import { noPlace } from './place/config-place.ts';
import { refusal } from './testing/expectations.ts';
import { type WiredProxy, token, wireProxy } from './testing/wired-proxy.ts';

const devices = 'GET /api/v2/tailnet/-/devices';
const routes = 'POST /api/v2/device/12/authorized';
const body = '{"authorized":true}';
const json = 'Content-Type: application/json';

/** A proxy that browsers also find behind other servers, which end TLS. */
function wireNamed(): Promise<WiredProxy> {
  const origins = ['https://tailboard.example:9000', 'https://console.example', 'http://localhost:4000'];
  return wireProxy({ place: { ...noPlace, origins } });
}

/** Sends a valid write with these lines in the place of the page's proof of origin; PORT stands for the port. */
async function sendWrite(wired: WiredProxy, proof: readonly string[], line = routes) {
  const headers = [
    'Host: 127.0.0.1:PORT',
    `X-Tailboard-Token: ${token}`,
    'Idempotency-Key: 0123456789',
    json,
    ...proof,
  ];
  return wired.send(
    wired.request(line, { headers: headers.map((text) => text.replace('PORT', String(wired.port))), body }),
  );
}

describe('only the names of the console are answered, on every path and method', () => {
  test.each(['rebind.test:PORT', 'localhost.evil.com', '127.0.0.1.nip.io', '127.0.0.1.nip.io:PORT', '127a0b0c1'])(
    'a page of %s reads nothing, even with the token',
    async (host) => {
      const wired = await wireProxy();
      const headers = [`Host: ${host.replace('PORT', String(wired.port))}`, `X-Tailboard-Token: ${token}`];
      expect(await refusal(await wired.send(wired.request(devices, { headers })), wired)).toBe('403 host_not_allowed');
    },
  );

  test.each([
    'localhost@evil.com',
    'localhost/@evil',
    'localhost:PORT@evil.com',
    '0.0.0.0:PORT',
    '[::ffff:127.0.0.1]:PORT',
    '[::]:PORT',
    '2130706433',
    '2130706433:PORT',
    '0x7f000001:PORT',
    '127.1:PORT',
    'localhost:1',
    'localhost',
    'localhost:PORT.',
    'localhost.:PORT',
    'localhost:0PORT',
    'localhost:PORT,evil.com',
    'evil.com, localhost:PORT',
  ])('Host: %s is none of them', async (host) => {
    const wired = await wireProxy();
    const headers = [`Host: ${host.replace('PORT', String(wired.port))}`];
    expect(await refusal(await wired.send(wired.request(devices, { headers })), wired)).toBe('403 host_not_allowed');
  });

  test.each([
    'GET /',
    'GET /index.html',
    'GET /assets/app.js',
    'HEAD /',
    'POST /api/v2/device/12/routes',
    'OPTIONS /api/v2/device/12/routes',
    'GET /api/v2/tailnet/-/keys',
    'GET /nowhere',
  ])('%s', async (line) => {
    const wired = await wireProxy();
    const answer = await wired.send(wired.request(line, { headers: ['Host: rebind.test'] }), line.startsWith('HEAD'));
    expect([answer?.status, answer?.headers['x-tailboard-error']]).toEqual([403, 'host_not_allowed']);
  });

  test.each([
    'localhost:PORT',
    '127.0.0.1:PORT',
    '[::1]:PORT',
    'LOCALHOST:PORT',
    'tailboard.example:9000',
    'Console.example',
    'console.example:443',
    'localhost:4000',
  ])('Host: %s is answered', async (host) => {
    const wired = await wireNamed();
    const headers = [`Host: ${host.replace('PORT', String(wired.port))}`];
    expect((await wired.send(wired.request(devices, { headers })))?.status).toBe(200);
  });

  test('a further name stands for itself, not for its subdomains or other ports', async () => {
    const wired = await wireNamed();
    for (const host of [
      'tailboard.example',
      'a.tailboard.example:9000',
      'tailboard.example:9001',
      'console.example:80',
      'https://console.example',
      '*',
    ]) {
      const answer = await wired.send(wired.request(devices, { headers: [`Host: ${host}`] }));
      expect(await refusal(answer, wired)).toBe('403 host_not_allowed');
    }
  });

  test.each([
    ['two Host lines, the first good', ['Host: 127.0.0.1:PORT', 'Host: evil.example']],
    ['two Host lines, the second good', ['Host: evil.example', 'Host: 127.0.0.1:PORT']],
    ['two Host lines, both good', ['Host: 127.0.0.1:PORT', 'host: 127.0.0.1:PORT']],
    ['an empty Host', ['Host:']],
    ['no Host', []],
  ])('%s is a bad request', async (_, lines) => {
    const wired = await wireProxy();
    const headers = lines.map((line) => line.replace('PORT', String(wired.port)));
    expect(await refusal(await wired.send(wired.request(devices, { headers })), wired)).toBe('400 bad_request_target');
  });

  test('HTTP/1.0 without Host is a bad request', async () => {
    const wired = await wireProxy();
    const answer = await wired.send(wired.request(`${devices} HTTP/1.0`, { headers: [] }));
    expect(await refusal(answer, wired)).toBe('400 bad_request_target');
  });

  test('X-Forwarded-Host and the like change nothing', async () => {
    const wired = await wireProxy();
    const good = `127.0.0.1:${wired.port}`;
    const headers = ['Host: evil.example', `X-Forwarded-Host: ${good}`, `X-Host: ${good}`, `Forwarded: host=${good}`];
    expect(await refusal(await wired.send(wired.request(devices, { headers })), wired)).toBe('403 host_not_allowed');
  });
});

describe('a name of the configuration has the scheme that it has there', () => {
  test.each([
    ['console.example', 'https://console.example', true],
    ['console.example:443', 'https://console.example', true],
    ['tailboard.example:9000', 'https://tailboard.example:9000', true],
    ['localhost:4000', 'http://localhost:4000', true],
    ['console.example', 'http://console.example', false],
    ['console.example', 'https://console.example:443', false],
    ['console.example', 'https://console.example.evil.example', false],
    ['console.example', 'https://evil.example', false],
    ['console.example', 'https://tailboard.example:9000', false],
    ['localhost:4000', 'https://localhost:4000', false],
    ['127.0.0.1:PORT', 'https://console.example', false],
  ])('asked as %s from %s: %s', async (host, origin, isServed) => {
    const wired = await wireNamed();
    const told = ['X-Forwarded-Proto: https', 'X-Forwarded-Host: console.example', 'Forwarded: proto=https'];
    const headers = [`Host: ${host.replace('PORT', String(wired.port))}`, `Origin: ${origin}`, ...told];
    const all = [...headers, `X-Tailboard-Token: ${token}`, 'Idempotency-Key: 0123456789', json];
    const answer = await wired.send(wired.request(routes, { headers: all, body }));
    expect(answer?.headers['x-tailboard-error']).toBe(isServed ? undefined : 'cross_origin_blocked');
    expect(wired.upstream).toHaveLength(isServed ? 1 : 0);
  });
});

describe('a write that another site caused is refused', () => {
  test.each([
    ['nothing that says where it comes from', []],
    ['Sec-Fetch-Site of a typed address', ['Sec-Fetch-Site: none']],
    ['another site', ['Sec-Fetch-Site: cross-site']],
    ['another port of this machine', ['Sec-Fetch-Site: same-site']],
    ['another spelling', ['Sec-Fetch-Site: Same-Origin ']],
    ['a value that nobody knows yet', ['Sec-Fetch-Site: new-value']],
    ['an empty value', ['Sec-Fetch-Site:']],
    ['the line twice', ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site']],
    ['the line twice, both good', ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: same-origin']],
    ['an opaque origin', ['Origin: null']],
    ['our origin over https', ['Origin: https://127.0.0.1:PORT']],
    ['our origin as a prefix', ['Origin: http://127.0.0.1:PORT.evil.com']],
    ['our origin and a letter', ['Origin: http://127.0.0.1:PORTx']],
    ['our origin and a slash', ['Origin: http://127.0.0.1:PORT/']],
    ['another port', ['Origin: http://localhost:1']],
    ['another of our names', ['Origin: http://localhost:PORT']],
    ['two Origin lines', ['Origin: http://127.0.0.1:PORT', 'Origin: http://evil.example']],
    ['a good origin from another site', ['Origin: http://127.0.0.1:PORT', 'Sec-Fetch-Site: cross-site']],
    ['the same site with a bad origin', ['Origin: http://evil.example', 'Sec-Fetch-Site: same-origin']],
    ['only a Referer', ['Referer: http://127.0.0.1:PORT/devices']],
  ])('%s', async (_, proof) => {
    const wired = await wireProxy();
    expect(await refusal(await sendWrite(wired, proof), wired)).toBe('403 cross_origin_blocked');
  });

  test('the plain POST that a form of another site can send', async () => {
    const wired = await wireProxy({ token: null });
    const headers = [
      `Host: 127.0.0.1:${wired.port}`,
      'Origin: https://evil.example',
      'Sec-Fetch-Site: cross-site',
      'Sec-Fetch-Mode: no-cors',
      'Content-Type: text/plain',
    ];
    expect(await refusal(await wired.send(wired.request(routes, { headers, body })), wired)).toBe(
      '403 cross_origin_blocked',
    );
  });

  test('a DELETE without a proof', async () => {
    const wired = await wireProxy({ token: null });
    const headers = [`Host: 127.0.0.1:${wired.port}`];
    const answer = await wired.send(wired.request('DELETE /api/v2/device/12', { headers }));
    expect(await refusal(answer, wired)).toBe('403 cross_origin_blocked');
  });

  test.each([
    ['Sec-Fetch-Site alone', ['Sec-Fetch-Site: same-origin']],
    ['Origin alone', ['Origin: http://127.0.0.1:PORT']],
    ['both', ['Origin: http://127.0.0.1:PORT', 'Sec-Fetch-Site: same-origin']],
  ])('%s is proof enough', async (_, proof) => {
    const wired = await wireProxy();
    expect((await sendWrite(wired, proof))?.status).toBe(200);
  });
});

describe('a read that another site caused is refused', () => {
  test.each([
    ['another site', ['Sec-Fetch-Site: cross-site']],
    ['another port of this machine', ['Sec-Fetch-Site: same-site']],
    ['another origin', ['Origin: https://evil.example']],
    ['an opaque origin', ['Origin: null']],
    ['the line twice', ['Sec-Fetch-Site: none', 'Sec-Fetch-Site: cross-site']],
  ])('%s', async (_, lines) => {
    const wired = await wireProxy();
    const headers = [`Host: 127.0.0.1:${wired.port}`, ...lines];
    expect(await refusal(await wired.send(wired.request(devices, { headers })), wired)).toBe(
      '403 cross_origin_blocked',
    );
  });

  test.each([[[]], [['Sec-Fetch-Site: none']], [['Sec-Fetch-Site: same-origin']]])(
    'a read with %j is answered, without a token',
    async (lines) => {
      const wired = await wireProxy();
      const headers = [`Host: 127.0.0.1:${wired.port}`, ...lines];
      expect((await wired.send(wired.request(devices, { headers })))?.status).toBe(200);
    },
  );
});

test('a preflight gets no permission', async () => {
  const wired = await wireProxy();
  const headers = [
    `Host: 127.0.0.1:${wired.port}`,
    'Origin: https://evil.example',
    'Access-Control-Request-Method: POST',
    'Access-Control-Request-Headers: content-type, x-tailboard-token',
    'Access-Control-Request-Private-Network: true',
  ];
  const answer = await wired.send(wired.request('OPTIONS /api/v2/device/12/routes', { headers }));
  expect(await refusal(answer, wired)).toBe('405 method_not_allowed');
});

describe('a write needs the token of the start-up link', () => {
  test.each([
    ['no token', []],
    ['an empty one', ['X-Tailboard-Token:']],
    ['a wrong one', ['X-Tailboard-Token: wrong']],
    ['one of the same length', [`X-Tailboard-Token: ${'x'.repeat(token.length)}`]],
    ['a longer one', [`X-Tailboard-Token: ${token}x`]],
    ['a shorter one', [`X-Tailboard-Token: ${token.slice(1)}`]],
    ['another case', [`X-Tailboard-Token: ${token.toUpperCase()}`]],
    ['the right one twice', [`X-Tailboard-Token: ${token}`, `X-Tailboard-Token: ${token}`]],
    ['a wrong one before the right one', ['X-Tailboard-Token: wrong', `X-Tailboard-Token: ${token}`]],
    ['the right one as a cookie', [`Cookie: X-Tailboard-Token=${token}`]],
    ['the right one as a bearer', [`Authorization: Bearer ${token}`]],
    ['the right one under a look-alike name', [`X_Tailboard_Token: ${token}`]],
  ])('%s', async (_, lines) => {
    const wired = await wireProxy();
    const headers = [`Host: 127.0.0.1:${wired.port}`, 'Sec-Fetch-Site: same-origin', json, ...lines];
    const answer = await wired.send(wired.request(routes, { headers, body }));
    expect(await refusal(answer, wired)).toBe('401 login_required');
    expect(answer?.body).toContain('Open the link printed at start-up.');
  });

  test('the demo needs none', async () => {
    const wired = await wireProxy({ token: null });
    const own = ['Sec-Fetch-Site: same-origin', 'Idempotency-Key: 0123456789', json];
    const headers = [`Host: 127.0.0.1:${wired.port}`, ...own];
    expect((await wired.send(wired.request(routes, { headers, body })))?.status).toBe(200);
  });
});

describe('a write must be sent as JSON', () => {
  test.each([
    ['text', ['Content-Type: text/plain']],
    ['a form', ['Content-Type: application/x-www-form-urlencoded;charset=UTF-8']],
    ['a form with files', ['Content-Type: multipart/form-data; boundary=x']],
    ['text/json', ['Content-Type: text/json']],
    ['another kind of JSON', ['Content-Type: application/merge-patch+json']],
    ['a longer name', ['Content-Type: application/jsonx']],
    ['JSON and text', ['Content-Type: application/json, text/plain']],
    ['JSON with another charset', ['Content-Type: application/json; charset=utf-16']],
    ['JSON with another parameter', ['Content-Type: application/json; boundary=x']],
    ['nothing', []],
    ['an empty type', ['Content-Type:']],
    ['two lines', [json, json]],
  ])('%s', async (_, lines) => {
    const wired = await wireProxy();
    const headers = [...wired.pageHeaders, ...lines];
    const answer = await wired.send(wired.request(routes, { headers, body }));
    expect(await refusal(answer, wired)).toBe('415 unsupported_media_type');
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'Application/JSON',
  ])('%s is accepted', async (type) => {
    const wired = await wireProxy();
    const headers = [...wired.pageHeaders, `Content-Type: ${type}`];
    expect((await wired.send(wired.request(routes, { headers, body })))?.status).toBe(200);
  });

  test('a POST without a body is held to it too, and a DELETE is not', async () => {
    const wired = await wireProxy();
    const expire = await wired.send(wired.request('POST /api/v2/device/12/expire'));
    expect(await refusal(expire, wired)).toBe('415 unsupported_media_type');
    expect((await wired.send(wired.request('DELETE /api/v2/device/12')))?.status).toBe(200);
  });
});
