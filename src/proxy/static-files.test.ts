import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { withSession } from './document.ts';
import { documentHeaders } from './headers.ts';
import { refusal, expectSafe } from './testing/expectations.ts';
import { type WiredProxy, wireProxy } from './testing/wired-proxy.ts';

const html = '<!doctype html><html><head><meta name="tailboard" content=""><title>Tailboard</title></head></html>';

/** A proxy that serves a small built client, with things beside and inside it that nobody may get. */
async function wireFiles(): Promise<WiredProxy> {
  const outside = await mkdtemp(join(tmpdir(), 'tailboard-'));
  onTestFinished(() => rm(outside, { recursive: true }));
  const assets = join(outside, 'client');
  await mkdir(join(assets, 'assets'), { recursive: true });
  await mkdir(join(assets, '.git'));
  const files = {
    'index.html': html,
    'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'site.webmanifest': '{}',
    'assets/index-a1b2c3.js': 'console.log(1)',
    'assets/index-a1b2c3.js.map': '{"sourcesContent":["CANARY"]}',
    'assets/index-a1b2c3.css': 'body{}',
    'assets/inter-d4.woff2': 'font',
    'odd.bin': 'x',
    '.env': 'CANARY',
    '.git/config': 'CANARY',
    '../server.js': 'CANARY',
    '../package.json': 'CANARY',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(assets, name), content);
  await symlink(join(outside, 'package.json'), join(assets, 'linked.json'));
  return wireProxy({
    assets,
    session: { mode: 'demo', credential: 'demo', tailnet: 'a"<&>.example', needsToken: false },
  });
}

function get(wired: WiredProxy, path: string, lines: readonly string[] = [], method = 'GET') {
  const headers = [`Host: localhost:${wired.port}`, ...lines];
  return wired.send(wired.request(`${method} ${path}`, { headers }), method === 'HEAD');
}

describe('what is not a built file is not served', () => {
  test.each([
    ['/..%2f.env', 400],
    ['/%2e%2e/package.json', 400],
    ['/../package.json', 400],
    ['/assets/..%2f..%2fserver.js', 400],
    ['/assets\\..\\..\\.env', 400],
    ['/assets/..\\server.js', 400],
    ['/assets/%2e%2e%2f%2e%2e%2fserver.js', 400],
    ['/assets/%252e%252e/server.js', 400],
    ['/assets//index-a1b2c3.js', 400],
    ['//etc/passwd', 400],
    ['/index.html%00.js', 400],
    ['/.env', 404],
    ['/.git/config', 404],
    ['/.git/HEAD', 404],
    ['/index.js.map', 404],
    ['/assets/index-a1b2c3.js.map', 404],
    ['/linked.json', 404],
    ['/server.js', 404],
    ['/package.json', 404],
    ['/@fs/etc/passwd', 404],
    ['/@vite/client', 404],
    ['/Index.html', 404],
    ['/__proto__.js', 404],
    ['/src/main.tsx', 404],
  ])('GET %s', async (path, status) => {
    const wired = await wireFiles();
    // As a browser asks for a page, which is when the document answers for every path that may be one.
    const answer = await get(wired, path, ['Accept: text/html,*/*']);
    expect(answer?.raw).not.toContain('CANARY');
    expect(await refusal(answer, wired)).toBe(status === 400 ? '400 bad_request_target' : '404 unknown_endpoint');
  });

  test.each(['/.env', '/devices', '/nothing/here', '/metrics', '/debug/vars', '/assets'])(
    'a program that asks for %s gets no page',
    async (path) => {
      const wired = await wireFiles();
      expect(await refusal(await get(wired, path, ['Accept: application/json']), wired)).toBe('404 unknown_endpoint');
      expect(await refusal(await get(wired, path), wired)).toBe('404 unknown_endpoint');
    },
  );

  test('only GET gets the document for a page that is no file', async () => {
    const answer = await get(await wireFiles(), '/devices', ['Accept: text/html'], 'HEAD');
    expect([answer?.status, answer?.headers['x-tailboard-error']]).toEqual([404, 'unknown_endpoint']);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('%s is no method of a file', async (method) => {
    const wired = await wireFiles();
    const answer = await get(wired, '/', ['Accept: text/html'], method);
    expect(await refusal(answer, wired)).toBe('405 method_not_allowed');
    expect(answer?.headers['allow']).toBe('GET, HEAD');
  });

  test('an unknown path under /api never answers with the document', async () => {
    const wired = await wireFiles();
    for (const path of ['/api', '/api/', '/api/v2', '/API/v2/tailnet/-/devices', '/api?x', '/api/v3/x']) {
      expect(await refusal(await get(wired, path, ['Accept: text/html']), wired)).toBe('404 unknown_endpoint');
    }
  });
});

describe('every page of the console answers with the document', () => {
  test.each([
    '/',
    '/index.html',
    '/devices',
    '/devices/n1CNTRL',
    '/devices/100.64.1.2',
    '/devices/fd7a:115c:a1e0::1',
    '/devices?q=tag:web%20a%5Cb&sort=-name',
    '/devices?q=a\\b;c//d',
  ])('%s', async (path) => {
    const answer = await get(await wireFiles(), path, ['Accept: text/html,application/xhtml+xml;q=0.9']);
    expect(answer?.status).toBe(200);
    expect(answer?.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer?.headers).toMatchObject(documentHeaders);
    expect(answer?.headers['cache-control']).toBe('no-cache');
  });

  test('it says what the page must know about the proxy, and no secret', async () => {
    const wired = await wireFiles();
    const answer = await get(wired, '/');
    expect(answer?.body).toContain(
      '<meta name="tailboard" content="{&quot;mode&quot;:&quot;demo&quot;,&quot;credential&quot;:&quot;demo&quot;,&quot;tailnet&quot;:&quot;a\\&quot;&lt;&amp;&gt;.example&quot;,&quot;needsToken&quot;:false,&quot;tag&quot;:&quot;',
    );
    if (answer !== undefined) expectSafe(answer, wired);
  });

  test('a document without the place for it is a mistake that is told', () => {
    expect(() =>
      withSession('<html></html>', { mode: 'demo', credential: 'demo', tailnet: '', needsToken: false }, ''),
    ).toThrow('tailboard');
    expect(withSession(html, { mode: 'demo', credential: 'demo', tailnet: "$&$1$'", needsToken: false }, '')).toContain(
      "$&amp;$1$'",
    );
  });
});

describe('a file is served with its type and the headers of the document', () => {
  test.each([
    ['/assets/index-a1b2c3.js', 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable'],
    ['/assets/index-a1b2c3.css', 'text/css; charset=utf-8', 'private, max-age=31536000, immutable'],
    ['/assets/inter-d4.woff2', 'font/woff2', 'private, max-age=31536000, immutable'],
    ['/favicon.svg', 'image/svg+xml', 'no-cache'],
    ['/site.webmanifest', 'application/manifest+json', 'no-cache'],
    ['/odd.bin', 'application/octet-stream', 'no-cache'],
  ])('%s', async (path, type, cache) => {
    const wired = await wireFiles();
    const answer = await get(wired, path);
    expect(answer?.status).toBe(200);
    expect(answer?.headers).toMatchObject({ ...documentHeaders, 'content-type': type, 'cache-control': cache });
    expect(Object.keys(answer?.headers ?? {}).toSorted()).toEqual(
      [
        ...Object.keys(documentHeaders),
        'cache-control',
        'connection',
        'content-length',
        'content-type',
        'date',
        'etag',
        'keep-alive',
      ].toSorted(),
    );
    const head = await get(wired, path, [], 'HEAD');
    expect([head?.status, head?.headers['content-length'], head?.body]).toEqual([
      200,
      answer?.headers['content-length'],
      '',
    ]);
  });

  test.each([['%s'], ['W/%s'], ['"other", %s']])(
    'what the browser has is not sent again (If-None-Match: %s)',
    async (form) => {
      const wired = await wireFiles();
      const etag = (await get(wired, '/'))?.headers['etag'] ?? '';
      const headers = [`Host: localhost:${wired.port}`, `If-None-Match: ${form.replace('%s', etag)}`];
      const again = await wired.send(wired.request('GET /', { headers }), true);
      expect(again?.status).toBe(304);
      expect(again?.headers).toMatchObject({ ...documentHeaders, etag, 'cache-control': 'no-cache' });
      const other = await get(wired, '/', ['If-None-Match: "other"']);
      expect(other?.status).toBe(200);
    },
  );
});

describe('a picture of the tab may be asked for in capture mode alone', () => {
  test.each([
    ['/devices?capture=1', '(self)'],
    ['/devices?filter=x&capture=people,addresses', '(self)'],
    ['/devices', '()'],
    ['/devices?capture=0', '()'],
    ['/devices?nocapture=1', '()'],
    ['/assets/index-a1b2c3.js?capture=1', '()'],
  ])('%s: %s', async (path, allowed) => {
    const answer = await get(await wireFiles(), path, ['Accept: text/html']);
    expect(answer?.headers['permissions-policy']).toContain(`display-capture=${allowed},`);
  });
});

describe('the headers of refusals outside the API', () => {
  test('are those of the document', async () => {
    const wired = await wireFiles();
    const { 'cache-control': _, ...expected } = { 'cache-control': '', ...documentHeaders };
    for (const [path, status] of [
      ['/nothing.js', 404],
      ['/%zz', 400],
    ] as const) {
      const answer = await get(wired, path);
      expect(answer?.status).toBe(status);
      expect(answer?.headers).toMatchObject({ ...expected, 'cache-control': 'no-store' });
    }
  });

  test('a folder that cannot be read is a 500 without a path in it', async () => {
    const wired = await wireProxy({ assets: '/nowhere/CANARY' });
    const answer = await get(wired, '/');
    expect([answer?.status, answer?.headers['x-tailboard-error']]).toEqual([500, 'internal_error']);
    if (answer !== undefined) expectSafe(answer, wired);
    expect(answer?.headers).toMatchObject(documentHeaders);
  });
});
