import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { endpointNames } from '#contract/endpoints.ts';
import { ConfigError } from '#proxy/config-error.ts';
import { deferred } from '#proxy/testing/deferred.ts';
import { type RawAnswer, openSocket } from '#proxy/testing/raw-client.ts';
import { type WiredProxy, wireProxy } from '#proxy/testing/wired-proxy.ts';
import { createMetrics } from './metrics.ts';
import { listenForWatchers } from './watch-listener.ts';

/** The listener for watchers of a wired proxy, asked as given. */
async function offer(wired: WiredProxy) {
  const listening = await listenForWatchers(wired.watch, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => listening.close());
  const port = Number(new URL(listening.origin).port);
  const ask = async (line: string, host = `127.0.0.1:${port}`): Promise<RawAnswer | undefined> => {
    const client = await openSocket(port);
    client.send(`${line} HTTP/1.1\r\n${host === '' ? '' : `Host: ${host}\r\n`}\r\n`);
    const answer = await client.next(line.startsWith('HEAD'));
    client.socket.destroy();
    return answer;
  };
  return { port, ask };
}

async function linesOf(wired: WiredProxy): Promise<readonly string[]> {
  return ((await wired.watch.metrics?.text()) ?? '').split('\n').filter((line) => !line.startsWith('#'));
}

test('requests, refusals and calls of the API are counted by names of ours', async () => {
  let status = 200;
  const wired = await wireProxy({ fetch: async () => Response.json({ message: 'no', devices: [] }, { status }) });
  await wired.send(wired.request('GET /api/v2/tailnet/-/devices'));
  await wired.send(wired.request('GET /api/v2/device/12'));
  status = 429;
  await wired.send(wired.request('DELETE /api/v2/device/12'));
  await wired.send(wired.request('GET /api/v2/device/..'));
  await wired.send(wired.request('GET /nowhere'));
  await wired.send('SSH-2.0\r\n\r\n');
  const lines = await linesOf(wired);
  expect(lines).toEqual(
    expect.arrayContaining([
      `tailboard_build_info{version="1.2.3",node="${process.version}"} 1`,
      'tailboard_requests_total{endpoint="listDevices",status="2xx"} 1',
      'tailboard_requests_total{endpoint="getDevice",status="2xx"} 1',
      'tailboard_requests_total{endpoint="deleteDevice",status="4xx"} 1',
      'tailboard_requests_total{endpoint="none",status="4xx"} 2',
      'tailboard_requests_total{endpoint="page",status="4xx"} 1',
      'tailboard_request_seconds_count{endpoint="deleteDevice"} 1',
      'tailboard_refusals_total{code="bad_request_target"} 2',
      'tailboard_refusals_total{code="unknown_endpoint"} 1',
      'tailboard_upstream_seconds_count{endpoint="deleteDevice",status="4xx"} 1',
      'tailboard_upstream_rate_limited_total 1',
      'tailboard_requests_in_flight{kind="read"} 0',
      'tailboard_requests_in_flight{kind="write"} 0',
    ]),
  );
});

test('what waits for its answer is counted as long as it waits', async () => {
  const { promise, resolve } = deferred<Response>();
  const { promise: asked, resolve: nowAsked } = deferred<void>();
  const wired = await wireProxy({
    fetch: () => {
      nowAsked();
      return promise;
    },
  });
  const sending = wired.send(wired.request('DELETE /api/v2/device/12'));
  await asked;
  expect(await linesOf(wired)).toContain('tailboard_requests_in_flight{kind="write"} 1');
  resolve(Response.json(null));
  await sending;
  expect(await linesOf(wired)).toContain('tailboard_requests_in_flight{kind="write"} 0');
});

test('tokens are counted apart from calls', async () => {
  const metrics = createMetrics({ version: '', ofProcess: false });
  metrics.upstream({ endpoint: 'oauthToken', status: 200, seconds: 1 });
  metrics.upstream({ endpoint: 'oauthToken', status: 401, seconds: 1 });
  metrics.upstream({ endpoint: 'oauthToken', status: undefined, seconds: 1 });
  metrics.upstream({ endpoint: 'getDevice', status: undefined, seconds: 0.02 });
  const text = await metrics.text();
  expect(text).toContain('tailboard_token_requests_total{outcome="granted"} 1');
  expect(text).toContain('tailboard_token_requests_total{outcome="failed"} 2');
  expect(text).toContain('tailboard_upstream_seconds_bucket{le="0.025",endpoint="getDevice",status="none"} 1');
});

test('no client can make up labels', async () => {
  const wired = await wireProxy({ assets: null });
  for (const target of ['/api/v2/device/x1', '/api/v2/device/x2', '/api/v2/new', '/a', '/b', '/?c', '/api/v9/x']) {
    await wired.send(wired.request(`GET ${target}`));
  }
  const endpoints = new Set((await linesOf(wired)).flatMap((line) => /endpoint="([^"]*)"/.exec(line)?.[1] ?? []));
  const known = new Set<string>([...endpointNames, 'page', 'none']);
  expect([...endpoints].filter((name) => !known.has(name))).toEqual([]);
});

test('memory and delays of the process are told with them', async () => {
  const text = await createMetrics({ version: '1', ofProcess: true }).text();
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
});

describe('the listener for watchers', () => {
  test('tells metrics and health by address, for Prometheus and probes', async () => {
    const wired = await wireProxy();
    const { ask } = await offer(wired);
    const metrics = await ask('GET /metrics');
    expect(metrics?.status).toBe(200);
    expect(metrics?.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(metrics?.headers['x-content-type-options']).toBe('nosniff');
    expect(metrics?.body).toContain('tailboard_build_info');
    expect((await ask('GET /healthz'))?.body).toBe('{"status":"ok"}');
    expect((await ask('GET /readyz'))?.body).toBe('{"status":"ready"}');
    expect((await ask('HEAD /metrics'))?.status).toBe(200);
    wired.watch.drain();
    const draining = await ask('GET /readyz');
    expect([draining?.status, draining?.body]).toEqual([503, '{"status":"draining"}']);
  });

  test.each([
    ['GET /', 404],
    ['GET /api/v2/tailnet/-/devices', 404],
    ['GET /metrics/x', 404],
    ['GET http://127.0.0.1/metrics', 404],
    ['POST /metrics', 405],
    ['DELETE /healthz', 405],
  ])('has nothing else: %s is %i', async (line, status) => {
    const wired = await wireProxy();
    const { ask } = await offer(wired);
    expect((await ask(line))?.status).toBe(status);
    expect(wired.upstream).toEqual([]);
  });

  test.each(['127.0.0.1', '10.1.2.3:9464', '[fd7a::1]:9464', '[::1]', 'localhost:9464', 'tailboard:9464'])(
    'answers under %s',
    async (host) => {
      const { ask } = await offer(await wireProxy());
      expect((await ask('GET /healthz', host))?.status).toBe(200);
    },
  );

  test.each(['rebind.test', 'rebind.test:9464', '127.0.0.1.nip.io', 'localhost.', 'a@127.0.0.1', '127.0.0.1/x', ''])(
    'does not answer a page that calls it %j',
    async (host) => {
      const { ask } = await offer(await wireProxy());
      const answer = await ask('GET /metrics', host);
      expect(answer?.status).toBe(403);
      expect(answer?.body).toBe('{"status":"host_not_allowed"}');
    },
  );

  test('says in a sentence that its port is taken', async () => {
    const wired = await wireProxy();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(listenForWatchers(wired.watch, { host: '127.0.0.1', port })).rejects.toThrow(
      new ConfigError(`Metrics cannot be offered on port ${port} (EADDRINUSE).`),
    );
  });
});
