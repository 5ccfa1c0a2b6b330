import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { keyCredential } from './credential/credential.ts';
import { ConfigError } from './config-error.ts';
import { listen, nodeListener } from './listen.ts';
import { createProxy } from './proxy.ts';
import { deferred } from './testing/deferred.ts';
import { refusal, expectSafe, expectServed } from './testing/expectations.ts';
import { openSocket } from './testing/raw-client.ts';
import { type WiredProxy, wireProxy } from './testing/wired-proxy.ts';

const json = 'Content-Type: application/json';
const routes = 'POST /api/v2/device/12/routes HTTP/1.1';

/** Sends bytes that are no proper HTTP; expects one answer and a closed connection, and gives the refusal. */
async function brokenRefusal(wired: WiredProxy, bytes: string) {
  const client = await openSocket(wired.port);
  client.send(bytes);
  const answer = await client.next();
  await client.closed;
  expect(await client.next()).toBeUndefined();
  expect(answer?.headers['connection']).toBe('close');
  return refusal(answer, wired);
}

describe('a message that two parsers could split differently ends the connection', () => {
  test('a length and chunks, with a second request in the body', async () => {
    const wired = await wireProxy();
    const hidden = wired.request('DELETE /api/v2/device/12').toString('latin1');
    const head = [routes, ...wired.pageHeaders, json, 'Content-Length: 5', 'Transfer-Encoding: chunked'];
    expect(await brokenRefusal(wired, `${head.join('\r\n')}\r\n\r\n0\r\n\r\n${hidden}`)).toBe('400 bad_request_target');
  });

  test.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6'],
    ['two lengths on one line', 'Content-Length: 5, 6'],
    ['a length with a sign', 'Content-Length: +5'],
    ['a negative length', 'Content-Length: -5'],
    ['a hexadecimal length', 'Content-Length: 0x5'],
    ['an unknown coding', 'Transfer-Encoding: xchunked'],
    ['chunks that are not last', 'Transfer-Encoding: chunked, identity'],
    ['a space before the colon', 'Transfer-Encoding : chunked'],
    ['a folded header', 'X-Folded: a\r\n b'],
    ['a bare carriage return', 'X-Bare: a\rb'],
    ['a NUL', 'X-Nul: a\0b'],
    ['a header without a name', ': x'],
    ['a header without a colon', 'nothing'],
  ])('%s', async (_, lines) => {
    const wired = await wireProxy();
    expect(await brokenRefusal(wired, `${[routes, ...wired.pageHeaders, json, lines].join('\r\n')}\r\n\r\nhello`)).toBe(
      '400 bad_request_target',
    );
  });

  test('bare line feeds', async () => {
    const wired = await wireProxy();
    expect(await brokenRefusal(wired, `${[routes, ...wired.pageHeaders].join('\n')}\n\n`)).toBe(
      '400 bad_request_target',
    );
  });

  test('a broken chunk length', async () => {
    const wired = await wireProxy();
    const head = [routes, ...wired.pageHeaders, json, 'Transfer-Encoding: chunked'];
    const client = await openSocket(wired.port);
    client.send(`${head.join('\r\n')}\r\n\r\nzz\r\nhello\r\n`);
    expect((await client.next())?.status).toBe(400);
    await client.closed;
    expect(wired.upstream).toEqual([]);
    await expectServed(wired);
  });

  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('%s', async (_, bytes) => {
    expect(await brokenRefusal(await wireProxy(), bytes)).toBe('400 bad_request_target');
  });

  test('an upgrade', async () => {
    const wired = await wireProxy();
    const headers = [...wired.pageHeaders, 'Connection: Upgrade', 'Upgrade: websocket'];
    expect(
      await brokenRefusal(wired, wired.request('GET /api/v2/tailnet/-/devices', { headers }).toString('latin1')),
    ).toBe('400 bad_request_target');
  });
});

test('an expectation that nobody knows is passed over', async () => {
  const wired = await wireProxy();
  const headers = [...wired.pageHeaders, 'Expect: 200-ok'];
  expect((await wired.send(wired.request('GET /api/v2/tailnet/-/devices', { headers })))?.status).toBe(200);
});

test('a client that waits for 100 Continue is told to go on', async () => {
  const wired = await wireProxy();
  const client = await openSocket(wired.port);
  const headers = [...wired.pageHeaders, json, 'Expect: 100-continue', 'Content-Length: 13'];
  client.send(wired.request(routes, { headers }));
  expect((await client.next())?.status).toBe(100);
  client.send('{"routes":[]}');
  expect((await client.next())?.status).toBe(200);
  client.socket.destroy();
});

test('a client that waits for 100 Continue behind another request gets whole answers', async () => {
  const wired = await wireProxy();
  const client = await openSocket(wired.port);
  const waiting = [...wired.pageHeaders, 'Expect: 100-continue'];
  const read = wired.request('GET /api/v2/tailnet/-/devices');
  client.send(Buffer.concat([read, wired.request('GET /api/v2/nothing', { headers: waiting })]));
  expect([(await client.next())?.status, (await client.next())?.body]).toEqual([
    200,
    expect.stringContaining('unknown_endpoint'),
  ]);
  await client.closed;
});

test('requests sent in one go are answered in their order', async () => {
  const wired = await wireProxy();
  const client = await openSocket(wired.port);
  const read = wired.request('GET /api/v2/tailnet/-/devices');
  const withoutToken = wired.pageHeaders.filter((line) => !line.startsWith('X-Tailboard'));
  const write = wired.request(routes, { headers: [...withoutToken, json], body: '{"routes":[]}' });
  client.send(Buffer.concat([read, write, read]));
  expect([await client.next(), await client.next(), await client.next()].map((answer) => answer?.status)).toEqual([
    200, 401, 200,
  ]);
  client.socket.destroy();
});

describe('a request that takes too long to arrive is ended', () => {
  const arrivalLimits = { headersMs: 250, requestMs: 500, checkMs: 25 };

  test('in its headers', async () => {
    const wired = await wireProxy({ arrivalLimits });
    const client = await openSocket(wired.port);
    client.send('GET / HTTP/1.1\r\nHost: 127');
    const answer = await client.next();
    expect(answer?.status).toBe(408);
    expect(await refusal(answer, wired)).toBe('408 request_timeout');
    await client.closed;
  });

  test('in its body', async () => {
    const wired = await wireProxy({ arrivalLimits });
    const client = await openSocket(wired.port);
    const headers = [...wired.pageHeaders, json, 'Content-Length: 13'];
    client.send(Buffer.concat([wired.request(routes, { headers }), Buffer.from('{"rou')]));
    expect(await refusal(await client.next(), wired)).toBe('408 request_timeout');
    await client.closed;
  });
});

describe('a client that leaves', () => {
  test('does not end its write, and the log says that it left', async () => {
    const { promise: asked, resolve: nowAsked } = deferred<AbortSignal>();
    const { promise: answer, resolve: answerNow } = deferred<Response>();
    const wired = await wireProxy({
      fetch: (request) => {
        nowAsked(request.signal);
        return answer;
      },
    });
    const client = await openSocket(wired.port);
    client.send(
      wired.request('POST /api/v2/device/12/authorized', {
        headers: [...wired.pageHeaders, json],
        body: '{"authorized":true}',
      }),
    );
    const signal = await asked;
    client.socket.destroy();
    await client.closed;
    // The proxy has read of the disconnection when it answers a later connection.
    await wired.send(wired.request('GET /api/v2/nothing'));
    expect(signal.aborted).toBe(false);
    answerNow(Response.json(null));
    await wired.logged(2);
    expect(wired.log[1]).toMatchObject({ endpoint: 'setAuthorized', status: 200, clientGone: true });
    expect(wired.upstream.length).toBe(1);
  });

  test('ends its read', async () => {
    const { promise: asked, resolve: nowAsked } = deferred<AbortSignal>();
    const wired = await wireProxy({
      fetch: (request) =>
        new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(new Error('left')));
          nowAsked(request.signal);
        }),
    });
    const client = await openSocket(wired.port);
    client.send(wired.request('GET /api/v2/tailnet/-/devices'));
    const signal = await asked;
    client.socket.destroy();
    await wired.logged(1);
    expect(signal.aborted).toBe(true);
    expect(wired.log[0]).toMatchObject({ endpoint: 'listDevices', clientGone: true });
  });
});

test('a port that is taken is told in a sentence', async () => {
  const wired = await wireProxy();
  const second = createProxy({
    upstream: {
      baseUrl: 'https://api.upstream.example',
      fetch: () => Promise.reject(new Error()),
      credential: keyCredential(''),
    },
    tailnet: '-',
    session: { mode: 'demo', credential: 'demo', tailnet: '', needsToken: false },
    token: null,
    assets: null,
    log: () => undefined,
  });
  await expect(listen(second, { host: '127.0.0.1', port: wired.port })).rejects.toThrow(
    new ConfigError(`Port ${wired.port} is already in use. Stop the other program or choose another with --port.`),
  );
});

test('the server listens on loopback and nowhere else', async () => {
  const proxy = createProxy({
    upstream: {
      baseUrl: 'https://api.upstream.example',
      fetch: () => Promise.reject(new Error()),
      credential: keyCredential(''),
    },
    tailnet: '-',
    session: { mode: 'demo', credential: 'demo', tailnet: '', needsToken: false },
    token: null,
    assets: null,
    log: () => undefined,
  });
  const listening = await listen(proxy, { host: '127.0.0.1', port: 0 });
  expect(listening.origin).toBe(`http://127.0.0.1:${listening.port}`);
  // Were the wildcard address taken, this one would be too.
  const other = createServer();
  await new Promise<void>((resolve, reject) => {
    other.on('error', reject);
    other.listen(listening.port, '127.0.0.2', resolve);
  });
  other.close();
  await listening.close();
});

test('closing ends connections that were never used', async () => {
  const wired = await wireProxy();
  const client = await openSocket(wired.port);
  await expectServed(wired);
  await wired.close();
  await client.closed;
  expect(await client.next()).toBeUndefined();
});

test('mounted in another server, the proxy judges raw targets and that server’s port', async () => {
  const proxy = createProxy({
    upstream: {
      baseUrl: 'https://api.upstream.example',
      fetch: () => Promise.resolve(Response.json({ devices: [] })),
      credential: keyCredential('demo'),
    },
    tailnet: '-',
    session: { mode: 'demo', credential: 'demo', tailnet: '', needsToken: false },
    token: null,
    assets: null,
    log: () => undefined,
  });
  const server = createServer(nodeListener(proxy));
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const client = await openSocket(port);
  const statuses: (number | undefined)[] = [];
  for (const target of ['/api/v2/tailnet/-/devices', '/\\evil/api/v2/x', 'http://evil.example/', '/nothing']) {
    client.send(`GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    const answer = await client.next();
    statuses.push(answer?.status);
    if (answer !== undefined) expectSafe(answer, await wireProxy());
  }
  expect(statuses).toEqual([200, 400, 400, 404]);
  client.send('GET / HTTP/1.1\r\nHost: localhost/@evil\r\n\r\n');
  expect((await client.next())?.status).toBe(403);
  client.socket.destroy();
  server.close();
});
