import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startHttpUpstream, startRawUpstream } from './testing/http-upstream.ts';
import { type WiredProxy, wireProxy } from './testing/wired-proxy.ts';
import { createUpstreamFetch } from './upstream-fetch.ts';

const read = 'GET /api/v2/tailnet/-/devices';
const list = '{"devices":[{"id":"1","name":"é"}]}';

function wireTo(origin: string, limits = {}): Promise<WiredProxy> {
  return wireProxy({ baseUrl: origin, upstreamFetch: createUpstreamFetch(), limits });
}

async function outcome(wired: WiredProxy, line = read) {
  const received = await wired.send(wired.request(line));
  return [received?.status, received?.headers['x-tailboard-error']];
}

describe('half an answer is never a whole one', () => {
  const packed = gzipSync(list);
  const head = (lines: string) => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${lines}\r\n\r\n`;

  test.each([
    ['a length of 100 and 14 bytes', Buffer.from(`${head('Content-Length: 100')}{"devices":[]}`)],
    ['chunks without their end', Buffer.from(`${head('Transfer-Encoding: chunked')}e\r\n{"devices":[]}\r\n`)],
    ['a chunk that is cut', Buffer.from(`${head('Transfer-Encoding: chunked')}ff\r\n{"devices":[]}`)],
    [
      'compressed bytes that are cut',
      Buffer.concat([Buffer.from(head('Content-Encoding: gzip\r\nConnection: close')), packed.subarray(0, -12)]),
    ],
    [
      'plain bytes that say they are compressed',
      Buffer.from(`${head(`Content-Encoding: gzip\r\nContent-Length: ${Buffer.byteLength(list)}`)}${list}`),
    ],
    [
      'compressed bytes in a coding that nobody asked for',
      Buffer.concat([Buffer.from(head(`Content-Encoding: br\r\nContent-Length: ${packed.length}`)), packed]),
    ],
    ['headers that are cut', Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: appl')],
    ['something that is not HTTP', Buffer.from('SSH-2.0-OpenSSH_9.9\r\n')],
    ['a status that does not exist', Buffer.from('HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n')],
    [
      'a switch of protocols',
      Buffer.from('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    ],
    ['headers of 100 kB', Buffer.from(head(`X-Long: ${'x'.repeat(100_000)}`))],
    ['nothing', Buffer.alloc(0)],
  ])('%s', async (_, bytes) => {
    const upstream = await startRawUpstream(bytes);
    expect(await outcome(await wireTo(upstream.origin))).toEqual([502, 'upstream_bad_response']);
  });

  test('a connection that is reset', async () => {
    const upstream = await startRawUpstream(`${head('Content-Length: 100')}{"de`, (socket) => socket.resetAndDestroy());
    expect(await outcome(await wireTo(upstream.origin))).toEqual([502, 'upstream_bad_response']);
  });
});

test('a whole compressed answer is read', async () => {
  const upstream = await startHttpUpstream((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync(list));
  });
  const wired = await wireTo(upstream.origin);
  const received = await wired.send(wired.request(read));
  expect(received?.headers['content-encoding']).toBeUndefined();
  expect(Buffer.from(received?.body ?? '', 'latin1').toString()).toBe(list);
});

test('a small answer that unpacks to a huge one is stopped', async () => {
  const upstream = await startHttpUpstream((_, response) => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
  });
  const wired = await wireTo(upstream.origin, { answerBytes: 1_000_000 });
  expect(await outcome(wired)).toEqual([502, 'upstream_too_large']);
});

test.each([302, 307])('a redirect (%i) is not followed, so the key goes nowhere else', async (status) => {
  const evil = await startRawUpstream('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  const upstream = await startHttpUpstream((_, response) => {
    response.writeHead(status, { location: `${evil.origin}/` }).end();
  });
  const wired = await wireTo(upstream.origin);
  expect(await outcome(wired)).toEqual([502, 'upstream_redirect']);
  expect(await outcome(wired, 'DELETE /api/v2/device/12')).toEqual([502, 'upstream_redirect']);
  expect(evil.asked()).toBe(0);
});

test('where nobody listens, the API is unavailable', async () => {
  const gone = await startRawUpstream('');
  const wired = await wireTo(gone.origin.replace(/:\d+$/, ':1'));
  expect(await outcome(wired)).toEqual([503, 'upstream_unavailable']);
});

test('a write whose connection drops is sent once', async () => {
  const upstream = await startRawUpstream('', (socket) => socket.resetAndDestroy());
  const wired = await wireTo(upstream.origin);
  expect(await outcome(wired, 'DELETE /api/v2/device/12')).toEqual([502, 'upstream_bad_response']);
  expect(upstream.asked()).toBe(1);
});

test('a read that is given up ends its connection', async () => {
  const upstream = await startHttpUpstream(() => undefined);
  const wired = await wireTo(upstream.origin, { readMs: 30 });
  expect(await outcome(wired)).toEqual([504, 'upstream_timeout']);
});

test('reads share a connection, and each write takes a new one', async () => {
  const ports: (string | undefined)[] = [];
  const upstream = await startHttpUpstream((call, response) => {
    ports.push(`${call.method} ${response.req.socket.remotePort}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('null');
  });
  const wired = await wireTo(upstream.origin);
  for (const line of [read, read, 'DELETE /api/v2/device/12', 'DELETE /api/v2/device/13']) await outcome(wired, line);
  expect(ports[0]).toBe(ports[1]);
  expect(new Set(ports).size).toBe(3);
});

test('a read whose kept connection was closed meanwhile goes again on a new one, and on that one once', async () => {
  const connections: number[] = [];
  const dropped = new Set<number>();
  const upstream = await startHttpUpstream((_, response) => {
    const port = response.req.socket.remotePort ?? 0;
    const isKept = connections.includes(port);
    connections.push(port);
    if (isKept || dropped.size > 1) {
      dropped.add(port);
      response.req.socket.destroy();
    } else response.writeHead(200, { 'content-type': 'application/json' }).end('{"devices":[]}');
  });
  const wired = await wireTo(upstream.origin);
  expect(await outcome(wired)).toEqual([200, undefined]);
  expect(await outcome(wired)).toEqual([200, undefined]);
  expect(new Set(connections).size).toBe(2);
  // Where a new connection is dropped too, the API is at fault and is not asked for ever.
  dropped.add(-1).add(-2);
  const before = connections.length;
  expect(await outcome(wired)).toEqual([502, 'upstream_bad_response']);
  expect(connections.length).toBe(before + 1);
});
