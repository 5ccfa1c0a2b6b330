import { inProcess } from '#proxy/in-process-fetch.ts';
import { expect, test } from 'vitest';
import { type StandIn, createStandIn } from '#stand-in/stand-in.ts';
import { type OAuthClient, oauthCredential } from './oauth-credential.ts';
import { type Proxy, createProxy } from '#proxy/proxy.ts';

const client: OAuthClient = {
  clientId: 'kDemo1CNTRL',
  clientSecret: 'CANARY-client-secret-0123456789',
  scopes: undefined,
};
const hour = 3_600_000;

type World = {
  readonly standIn: StandIn;
  readonly proxy: Proxy;
  /** Moves the clock that only grows, and unless `asleep` the wall clock with it. */
  readonly pass: (milliseconds: number, asleep?: 'asleep') => void;
  readonly setWallClock: (by: number) => void;
  /** Statuses of that many reads sent at the same time. */
  readonly read: (count?: number) => Promise<number[]>;
  readonly tokenRequests: () => number;
  answerTokens: (() => Promise<Response>) | undefined;
};

function world(given: Partial<OAuthClient> = {}): World {
  let monotonic = 5_000_000;
  let wall = Date.parse('2026-11-21T17:12:00Z');
  const { clientId, clientSecret } = client;
  const standIn = createStandIn({ now: () => wall, oauth: { clientId, clientSecret, scope: 'devices:core' } });
  const isToken = (path: string) => path === '/api/v2/oauth/token';
  let asked = 0;
  const fetch = inProcess((request) => {
    const isTokenRequest = isToken(new URL(request.url).pathname);
    if (isTokenRequest) asked++;
    return isTokenRequest && made.answerTokens !== undefined ? made.answerTokens() : standIn.fetch(request);
  });
  const baseUrl = 'https://api.upstream.example';
  const proxy = createProxy({
    upstream: {
      baseUrl,
      fetch,
      credential: oauthCredential({ client: { ...client, ...given }, baseUrl, fetch, now: () => monotonic }),
    },
    tailnet: '-',
    session: { mode: 'live', credential: 'oauth', tailnet: '', needsToken: false },
    token: null,
    assets: null,
    log: () => undefined,
  });
  const path = `/api/v2/device/${standIn.tailnet.devices()[0]?.nodeId}`;
  const made: World = {
    standIn,
    proxy,
    pass: (milliseconds, asleep) => {
      if (asleep === undefined) monotonic += milliseconds;
      wall += milliseconds;
    },
    setWallClock: (by) => {
      wall += by;
    },
    read: (count = 1) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          const answer = await proxy.fetch(new Request(`http://127.0.0.1:8420${path}`));
          await answer.text();
          return answer.status;
        }),
      ),
    tokenRequests: () => asked,
    answerTokens: undefined,
  };
  return made;
}

const allFine = (count: number) => Array.from({ length: count }, () => 200);

test('a page full of requests asks for one token, and the token for one tailnet', async () => {
  const { read, tokenRequests, standIn } = world();
  expect(await read(50)).toEqual(allFine(50));
  expect(tokenRequests()).toBe(1);
  const [first] = standIn.journal;
  expect(first).toMatchObject({
    path: '/api/v2/oauth/token',
    body: 'grant_type=client_credentials&client_id=kDemo1CNTRL&client_secret=CANARY-client-secret-0123456789',
  });
  expect(Object.keys(first?.headers ?? {}).toSorted()).toEqual(['accept', 'content-type', 'user-agent']);
});

test('the scopes of the configuration are the ones that are asked for', async () => {
  const { read, standIn } = world({ scopes: ['devices:core', 'devices:routes:read'] });
  await read();
  expect(new URLSearchParams(standIn.journal[0]?.body ?? '').get('scope')).toBe('devices:core devices:routes:read');
});

test('a token is renewed once four fifths of its life are over, and not before', async () => {
  const { read, pass, tokenRequests } = world();
  await read();
  pass(0.79 * hour);
  await read(10);
  expect(tokenRequests()).toBe(1);
  pass(0.02 * hour);
  expect(await read(10)).toEqual(allFine(10));
  expect(tokenRequests()).toBe(2);
});

test('while the old token lives, nobody notices that no new one can be had', async () => {
  const made = world();
  await made.read();
  made.pass(0.9 * hour);
  made.answerTokens = () => Promise.reject(new Error('connect ECONNREFUSED'));
  expect(await made.read(20)).toEqual(allFine(20));
  expect(made.tokenRequests()).toBe(2);
  made.pass(0.2 * hour);
  expect(await made.read(3)).toEqual([503, 503, 503]);
  made.answerTokens = undefined;
  made.pass(10_000);
  expect(await made.read(3)).toEqual(allFine(3));
});

test.each([2 * hour, -2 * hour])('a wall clock that jumps by %i ms fails no request', async (jump) => {
  const { read, setWallClock, pass, tokenRequests } = world();
  await read();
  pass(60_000);
  setWallClock(jump);
  expect(await read(30)).toEqual(allFine(30));
  expect(await read(30)).toEqual(allFine(30));
  expect(tokenRequests()).toBeLessThanOrEqual(2);
});

test('after a night asleep the refused token is renewed once for everybody, and a write is sent once more', async () => {
  const { read, pass, tokenRequests, standIn, proxy } = world();
  await read();
  pass(60_000);
  pass(9 * hour, 'asleep');
  const device = standIn.tailnet.devices()[0]?.nodeId;
  const written = proxy.fetch(
    new Request(`http://127.0.0.1:8420/api/v2/device/${device}/name`, {
      method: 'POST',
      body: '{"name":"renamed-while-asleep"}',
      headers: {
        'content-type': 'application/json',
        origin: 'http://127.0.0.1:8420',
        'idempotency-key': 'a-night-asleep-1',
      },
    }),
  );
  expect(await read(30)).toEqual(allFine(30));
  expect((await written).status).toBe(200);
  expect(tokenRequests()).toBe(2);
  const writes = standIn.journal.filter(({ endpoint }) => endpoint === 'setName');
  expect(writes.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('a client that was taken away is the server’s trouble, and is not asked about over and over', async () => {
  const made = world();
  await made.read();
  made.pass(60_000);
  made.standIn.oauth?.revoke();
  made.answerTokens = async () => Response.json({ message: 'API token invalid' }, { status: 401 });
  expect(new Set(await made.read(25))).toEqual(new Set([502]));
  expect(made.tokenRequests()).toBe(2);
});

test('a token that is refused although it is new is not renewed again and again', async () => {
  const made = world();
  await made.read();
  made.standIn.oauth?.revoke();
  expect(new Set(await made.read(25))).toEqual(new Set([502]));
  expect(made.tokenRequests()).toBe(1);
});

test('a wrong secret is told as a refused credential, without the secret', async () => {
  const { proxy, tokenRequests } = world({ clientSecret: 'CANARY-wrong-secret-0123456789' });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => proxy.fetch(new Request('http://127.0.0.1:8420/api/v2/tailnet/-/devices'))),
  );
  for (const answer of answers) {
    expect(answer.status).toBe(502);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'upstream_auth_failed' });
    expect(text).not.toContain('CANARY');
  }
  expect(tokenRequests()).toBe(1);
});

test.each([
  ['a page', async () => new Response('<p>CANARY</p>', { headers: { 'content-type': 'text/html' } })],
  ['a redirect', async () => Response.redirect('https://evil.example/', 302)],
  [
    'half an answer',
    async () => new Response('{"access_token":"CA', { headers: { 'content-type': 'application/json' } }),
  ],
  ['a token that is a header', async () => Response.json({ access_token: 'x\r\nX-Evil: CANARY', expires_in: 3600 })],
  ['no token', async () => Response.json({ expires_in: 3600 })],
  ['a life of nothing', async () => Response.json({ access_token: 'CANARY', expires_in: 0 })],
  ['too much', async () => Response.json({ access_token: 'CANARY'.repeat(20_000) })],
])('%s in place of a token is an error of the upstream', async (_, answerTokens) => {
  const made = world();
  made.answerTokens = answerTokens;
  const answer = await made.proxy.fetch(new Request('http://127.0.0.1:8420/api/v2/tailnet/-/devices'));
  expect(answer.status).toBe(502);
  expect(await answer.text()).not.toContain('CANARY');
});

test('a token that an answer repeats is masked', async () => {
  const baseUrl = 'https://api.upstream.example';
  const fetch = inProcess(async (request) =>
    request.url.endsWith('/oauth/token')
      ? Response.json({ access_token: 'opaque-token-0123456789', expires_in: 3600 })
      : Response.json({ echo: `${request.headers.get('authorization')} ${client.clientSecret}` }),
  );
  const proxy = createProxy({
    upstream: { baseUrl, fetch, credential: oauthCredential({ client, baseUrl, fetch, now: () => 0 }) },
    tailnet: '-',
    session: { mode: 'live', credential: 'oauth', tailnet: '', needsToken: false },
    token: null,
    assets: null,
    log: () => undefined,
  });
  const answer = await proxy.fetch(new Request('http://127.0.0.1:8420/api/v2/tailnet/-/devices'));
  expect(await answer.json()).toEqual({ echo: 'Bearer tskey-*** tskey-***' });
});
