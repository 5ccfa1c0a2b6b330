import { describe, expect, test } from 'vitest';
import { deferred } from '#proxy/testing/deferred.ts';
import { expectSafe, refusal } from '#proxy/testing/expectations.ts';
import { type WiredProxy, wireProxy } from '#proxy/testing/wired-proxy.ts';
import { createReadiness } from './readiness.ts';

async function ask(wired: WiredProxy, line: string, headers = [`Host: 127.0.0.1:${wired.port}`]) {
  const answer = await wired.send(wired.request(line, { headers }), line.startsWith('HEAD'));
  if (answer !== undefined) expectSafe(answer, wired);
  expect(answer?.headers['content-type']).toBe('application/json; charset=utf-8');
  return [answer?.status, answer?.body];
}

describe('an orchestrator that looks whether the process lives', () => {
  test('is told so without signing in, and without the API being asked', async () => {
    const wired = await wireProxy({ fetch: () => Promise.reject(new Error('down')) });
    expect(await ask(wired, 'GET /healthz')).toEqual([200, '{"status":"ok"}']);
    expect((await ask(wired, 'HEAD /healthz'))[0]).toBe(200);
    expect(await ask(wired, 'GET /healthz?full=1')).toEqual([200, '{"status":"ok"}']);
    expect(wired.upstream).toEqual([]);
  });

  test.each(['/healthz', '/readyz'])('finds %s under no name but the console’s own', async (path) => {
    const wired = await wireProxy();
    const answer = await wired.send(wired.request(`GET ${path}`, { headers: ['Host: rebind.test'] }));
    expect(await refusal(answer, wired)).toBe('403 host_not_allowed');
  });

  test.each([
    ['POST /healthz', '405 method_not_allowed'],
    ['DELETE /readyz', '405 method_not_allowed'],
    ['GET /healthz/', '404 unknown_endpoint'],
    ['GET /readyz/x', '404 unknown_endpoint'],
    ['GET /HEALTHZ', '404 unknown_endpoint'],
    ['GET /api/healthz', '404 unknown_endpoint'],
    ['GET /metrics', '404 unknown_endpoint'],
    ['GET //healthz', '400 bad_request_target'],
  ])('gets nothing else: %s', async (line, expected) => {
    const wired = await wireProxy();
    expect(await refusal(await wired.send(wired.request(line)), wired)).toBe(expected);
  });
});

describe('an orchestrator that looks whether people may be sent', () => {
  test('is told so once the API has taken the credential, for which it is asked once', async () => {
    const wired = await wireProxy();
    const answers = await Promise.all([1, 2, 3].map(() => ask(wired, 'GET /readyz')));
    expect(answers).toEqual([1, 2, 3].map(() => [200, '{"status":"ready"}']));
    expect(wired.upstream.map(({ url }) => url)).toEqual(['https://api.upstream.example/api/v2/tailnet/-/settings']);
  });

  test('is told at once, where people’s own work has shown it', async () => {
    const wired = await wireProxy();
    await wired.send(wired.request('GET /api/v2/device/12'));
    expect(await ask(wired, 'GET /readyz')).toEqual([200, '{"status":"ready"}']);
    expect(wired.upstream.length).toBe(1);
  });

  test('is told that the credential may do little but is good', async () => {
    const wired = await wireProxy({ fetch: async () => Response.json({ message: 'no' }, { status: 403 }) });
    expect(await ask(wired, 'GET /readyz')).toEqual([200, '{"status":"ready"}']);
  });

  test('is told that the credential is refused', async () => {
    const wired = await wireProxy({ fetch: async () => Response.json({ message: 'no' }, { status: 401 }) });
    expect(await ask(wired, 'GET /readyz')).toEqual([503, '{"status":"credential_refused"}']);
  });

  test('is told that nothing was ever heard of the API', async () => {
    const wired = await wireProxy({ fetch: () => Promise.reject(new Error('down')) });
    expect(await ask(wired, 'GET /readyz')).toEqual([503, '{"status":"api_not_heard"}']);
  });

  test('does not wait for an API that is slow to answer', async () => {
    const { promise } = deferred<Response>();
    const wired = await wireProxy({ fetch: () => promise });
    expect(await ask(wired, 'GET /readyz')).toEqual([503, '{"status":"api_not_heard"}']);
  });

  test('is told that the page was not built', async () => {
    const wired = await wireProxy({ assets: '/nowhere/at/all' });
    expect(await ask(wired, 'GET /readyz')).toEqual([503, '{"status":"assets_missing"}']);
  });

  test('is told that the process is about to stop', async () => {
    const wired = await wireProxy();
    wired.watch.drain();
    expect(await ask(wired, 'GET /readyz')).toEqual([503, '{"status":"draining"}']);
    expect(await ask(wired, 'GET /healthz')).toEqual([200, '{"status":"ok"}']);
  });
});

describe('asking every second', () => {
  function world() {
    const asked: number[] = [];
    const clock = { now: 0 };
    let status: number | undefined = 200;
    const readiness = createReadiness({
      now: () => clock.now,
      assets: () => Promise.resolve(true),
      probe: async () => {
        asked.push(clock.now / 1000);
        readiness.observe({ endpoint: 'getSettings', status, seconds: 0 });
        await Promise.resolve();
      },
    });
    return {
      asked,
      readiness,
      answerFromNow: (next: number | undefined) => (status = next),
      /** Asks once a second for so long, and gives what was answered last. */
      askFor: async (seconds: number) => {
        let last: unknown;
        for (const end = clock.now + seconds * 1000; clock.now < end; clock.now += 1000) last = await readiness.check();
        return last;
      },
    };
  }

  test('asks the API once a minute while all is well', async () => {
    const { asked, askFor } = world();
    expect(await askFor(300)).toBeNull();
    expect(asked).toEqual([0, 61, 122, 183, 244]);
  });

  test('never asks it where people’s work does', async () => {
    const { asked, readiness, askFor } = world();
    for (let minute = 0; minute < 5; minute += 1) {
      readiness.observe({ endpoint: 'listDevices', status: 200, seconds: 0 });
      expect(await askFor(60)).toBeNull();
    }
    expect(asked).toEqual([]);
  });

  test('asks it every ten seconds while the credential is refused, and sees that it is good again', async () => {
    const { asked, answerFromNow, readiness, askFor } = world();
    answerFromNow(401);
    readiness.observe({ endpoint: 'listDevices', status: 401, seconds: 0 });
    expect(await askFor(30)).toBe('credential_refused');
    expect(asked).toEqual([0, 10, 20]);
    answerFromNow(200);
    await askFor(1);
    expect(await askFor(1)).toBeNull();
  });

  test.each([undefined, 500, 503, 429])('a good credential stays good while the API answers %s', async (status) => {
    const { answerFromNow, readiness, askFor } = world();
    readiness.observe({ endpoint: 'listDevices', status: 200, seconds: 0 });
    answerFromNow(status);
    expect(await askFor(600)).toBeNull();
  });

  test('a token that is not given is a refused credential, and one that is given proves nothing yet', async () => {
    const { answerFromNow, readiness } = world();
    answerFromNow(undefined);
    readiness.observe({ endpoint: 'oauthToken', status: 200, seconds: 0 });
    expect(await readiness.check()).toBe('api_not_heard');
    readiness.observe({ endpoint: 'oauthToken', status: 400, seconds: 0 });
    expect(await readiness.check()).toBe('credential_refused');
  });
});
