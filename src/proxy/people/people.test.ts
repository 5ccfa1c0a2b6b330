import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type EndpointName, endpointNames, endpoints } from '#contract/endpoints.ts';
import { expectSafe, refusal } from '#proxy/testing/expectations.ts';
import { type WiredProxy, wireProxy } from '#proxy/testing/wired-proxy.ts';
import { readPeople } from './config-people.ts';
import { createPeople } from './people.ts';

const secret = 'S3cret-of-the-portal-CANARY';
const list = 'GET /api/v2/tailnet/-/devices';
const fromPortal = (user = 'amelie@example.com') => [
  `X-Tailboard-Proxy-Secret: ${secret}`,
  `X-Forwarded-User: ${user}`,
];

/** A proxy behind a portal that names people in headers, or as the environment says. */
async function wirePortal(
  environment: Readonly<Record<string, string>> = {},
  fetch?: () => Promise<Response>,
  assets: string | null = null,
) {
  const world = { fetch: () => Promise.reject(new Error('Nothing is fetched.')), now: Date.now, elapsed: () => 0 };
  const settings = { TAILBOARD_SSO: 'header', TAILBOARD_PROXY_SECRET: secret, ...environment };
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
  const people = createPeople(readPeople(given), world);
  return wireProxy({ token: null, people, assets, ...(fetch === undefined ? {} : { fetch }) });
}

async function ask(wired: WiredProxy, line: string, own: readonly string[], body?: string): Promise<string> {
  const json = body === undefined ? [] : ['Content-Type: application/json'];
  const headers = [...wired.pageHeaders, ...json, ...own];
  const answer = await wired.send(wired.request(line, { headers, ...(body === undefined ? {} : { body }) }));
  return `${answer?.status} ${answer?.headers['x-tailboard-error'] ?? ''}`.trim();
}

describe('a portal that names people in a header', () => {
  test('is believed with its secret from a trusted address, for reads as for writes', async () => {
    const wired = await wirePortal({ TAILBOARD_DEFAULT_ROLE: 'operator' });
    expect(await ask(wired, list, fromPortal())).toBe('200');
    expect(await ask(wired, 'POST /api/v2/device/12/key', fromPortal(), '{"keyExpiryDisabled":true}')).toBe('200');
    expect(wired.upstream.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(JSON.stringify(wired.upstream)).not.toMatch(/amelie|S3cret|forwarded/i);
  });

  test('is not believed from anywhere else', async () => {
    const wired = await wirePortal({ TAILBOARD_TRUSTED_PROXIES: '10.0.0.0/8,192.0.2.7,fd00::/8' });
    expect(await ask(wired, list, fromPortal())).toBe('401 identity_missing');
    expect(wired.upstream).toEqual([]);
  });

  test.each([
    ['no secret', ['X-Forwarded-User: admin@example.com']],
    ['another secret', [`X-Tailboard-Proxy-Secret: ${secret}x`, 'X-Forwarded-User: admin@example.com']],
    ['an empty secret', ['X-Tailboard-Proxy-Secret:', 'X-Forwarded-User: admin@example.com']],
    ['the secret twice', [...fromPortal(), `X-Tailboard-Proxy-Secret: ${secret}`]],
    ['the secret and a look-alike', [...fromPortal(), `X_Tailboard_Proxy_Secret: ${secret}`]],
    ['nobody', [`X-Tailboard-Proxy-Secret: ${secret}`]],
    ['an empty name', fromPortal('')],
    ['white space for a name', fromPortal('   ')],
    ['two people', [...fromPortal(), 'X-Forwarded-User: admin@example.com']],
    ['the same person twice', [...fromPortal(), 'X-Forwarded-User: amelie@example.com']],
    ['two people in one line', fromPortal('amelie@example.com, admin@example.com')],
    ['two people in one line, without a space', fromPortal('amelie@example.com,admin@example.com')],
    ['a second spelling in capitals', [...fromPortal(), 'X-FORWARDED-USER: admin@example.com']],
    ['a second spelling with underscores', [...fromPortal(), 'X_Forwarded_User: admin@example.com']],
    ['a second spelling with one underscore', [...fromPortal(), 'X-Forwarded_User: admin@example.com']],
    ['a second spelling with dots', [...fromPortal(), 'X.Forwarded.User: admin@example.com']],
    ['only the look-alike', [`X-Tailboard-Proxy-Secret: ${secret}`, 'X_Forwarded_User: admin@example.com']],
    ['groups twice', [...fromPortal(), 'X-Forwarded-Groups: staff', 'X-Forwarded-Groups: admins']],
    ['groups and their look-alike', [...fromPortal(), 'X-Forwarded-Groups: staff', 'X_Forwarded_Groups: admins']],
    ['a name of 300 characters', fromPortal('a'.repeat(300))],
    ['a name that turns the text around it', fromPortal(Buffer.from('\u202eelema').toString('latin1'))],
    ['a name that is no UTF-8', fromPortal('am\u00e9lie')],
    ['another header', [`X-Tailboard-Proxy-Secret: ${secret}`, 'Remote-User: admin@example.com']],
  ])('is asked again with %s', async (_, headers) => {
    const wired = await wirePortal({ TAILBOARD_DEFAULT_ROLE: 'admin' });
    for (const line of [list, 'GET /api/v2/nothing', 'DELETE /api/v2/device/12']) {
      expect(await ask(wired, line, headers)).toBe('401 identity_missing');
    }
    expect(wired.upstream).toEqual([]);
    expect(await ask(wired, list, fromPortal())).toBe('200');
    expect(JSON.stringify(wired.log)).not.toMatch(/CANARY|admin@/);
  });

  test('may use other names for its headers', async () => {
    const wired = await wirePortal({
      TAILBOARD_USER_HEADER: 'Remote-Email',
      TAILBOARD_PROXY_SECRET_HEADER: 'X-Portal',
    });
    const headers = [`x-portal: ${secret}`, 'remote-email: amelie@example.com'];
    expect(await ask(wired, list, headers)).toBe('200');
    expect(await ask(wired, list, [...headers, 'Remote_Email: admin@example.com'])).toBe('401 identity_missing');
    expect(await ask(wired, list, fromPortal())).toBe('401 identity_missing');
  });

  test('does not do away with the question whether a write comes from the page', async () => {
    const wired = await wirePortal({ TAILBOARD_DEFAULT_ROLE: 'admin' });
    const headers = [...wired.pageHeaders.filter((line) => !line.startsWith('Sec-')), ...fromPortal()];
    const send = async (own: string) => {
      const answer = await wired.send(
        wired.request('DELETE /api/v2/device/12', { headers: [...headers, `Sec-Fetch-Site: ${own}`] }),
      );
      return answer?.headers['x-tailboard-error'] ?? answer?.status;
    };
    expect(await send('cross-site')).toBe('cross_origin_blocked');
    expect(await send('none')).toBe('cross_origin_blocked');
    expect(await send('same-origin')).toBe(200);
    expect(wired.upstream).toHaveLength(1);
  });
});

describe('the document', () => {
  async function wireDocument() {
    const folder = await mkdtemp(join(tmpdir(), 'tailboard-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<html><head><meta name="tailboard" content="" /></head></html>');
    await writeFile(join(folder, 'assets/index-a1.js'), 'console.log(1)');
    const environment = { TAILBOARD_OPERATOR_USERS: 'bo@example.com', TAILBOARD_NAME_HEADER: 'X-Name' };
    const wired = await wirePortal({ ...environment, TAILBOARD_DEFAULT_ROLE: 'none' }, undefined, folder);
    const open = (path: string, own: readonly string[]) =>
      wired.send(wired.request(`GET ${path}`, { headers: [`Host: 127.0.0.1:${wired.port}`, ...own] }));
    return { wired, open };
  }
  const html = 'Accept: text/html,*/*;q=0.8';

  test('tells each person who they are, and nobody keeps it', async () => {
    const { open } = await wireDocument();
    for (const path of ['/', '/devices', '/index.html']) {
      const name = Buffer.from('Bo "<b>" Åkerlund').toString('latin1');
      const answer = await open(path, [html, ...fromPortal('bo@example.com'), `X-Name: ${name}`]);
      expect([answer?.status, answer?.headers['cache-control'], answer?.headers['etag']]).toEqual([
        200,
        'no-store',
        undefined,
      ]);
      const content = / content="([^"]*)"/.exec(Buffer.from(answer?.body ?? '', 'latin1').toString())?.[1] ?? '';
      expect(content).not.toContain('<');
      expect(
        JSON.parse(content.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>')),
      ).toMatchObject({ person: { id: 'bo@example.com', name: 'Bo "<b>" Åkerlund', role: 'operator' } });
    }
  });

  test.each([
    ['somebody unknown', [], 401, 'identity_missing', 'Not signed in'],
    ['somebody without a role', fromPortal('eve@example.com'), 403, 'no_role', 'No access'],
  ])('is a page of a sentence for %s, and assets are anybody’s', async (_, headers, status, code, title) => {
    const { wired, open } = await wireDocument();
    for (const path of ['/', '/devices', '/index.html']) {
      const answer = await open(path, [html, ...headers]);
      expect([answer?.status, answer?.headers['x-tailboard-error']]).toEqual([status, code]);
      expect(answer?.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      });
      expect(answer?.body).toContain(`<h1>${title}</h1>`);
      expect(answer?.body).not.toMatch(/name="tailboard"|<script|style=|<style|eve@/);
      if (answer !== undefined) expectSafe(answer, wired);
    }
    const json = await open('/index.html', headers);
    expect([json?.status, JSON.parse(json?.body ?? '')]).toEqual([status, expect.objectContaining({ code })]);
    expect((await open('/assets/index-a1.js', headers))?.body).toBe('console.log(1)');
  });
});

describe('Tailscale Serve in front', () => {
  const serve = {
    TAILBOARD_SSO: 'tailscale-serve',
    TAILBOARD_PROXY_SECRET: '',
    TAILBOARD_ADMIN_USERS: 'Amélie@example.com',
  };
  const login = (value: string, name = 'Amelie') => [`Tailscale-User-Login: ${value}`, `Tailscale-User-Name: ${name}`];

  test.each([
    ['plain', 'amelie@example.com', '200'],
    ['with the picture that it sends', 'amelie@example.com\r\nTailscale-User-Profile-Pic: https://a.example/b', '200'],
    ['encoded, as it does beyond ASCII', '=?utf-8?q?am=C3=A9lie=40example.com?=', '200'],
    ['nobody, as from a tagged device', '', '401 identity_missing'],
    ['twice', 'amelie@example.com\r\nTailscale-User-Login: admin@example.com', '401 identity_missing'],
    ['twice in one line', 'amelie@example.com, admin@example.com', '401 identity_missing'],
    ['beside a look-alike', 'amelie@example.com\r\nTailscale_User_Login: admin@example.com', '401 identity_missing'],
    ['from the internet', 'amelie@example.com\r\nTailscale-Funnel-Request: ?1', '401 identity_missing'],
    ['in words of another encoding', '=?iso-8859-1?q?am=E9lie?=', '401 identity_missing'],
    ['in words that are cut off', '=?utf-8?q?am=C3?=', '401 identity_missing'],
    ['as ASCII in disguise', '=?utf-8?q?admin=40example.com?=', '401 identity_missing'],
  ])('names somebody %s', async (_, value, expected) => {
    const wired = await wirePortal(serve);
    expect(await ask(wired, list, login(value))).toBe(expected);
  });

  test('knows the same account whether it is encoded or not, and gives it its role', async () => {
    const wired = await wirePortal(serve);
    const expire = 'POST /api/v2/device/12/expire';
    const encoded = login('=?utf-8?b?QW3DqWxpZUBleGFtcGxlLmNvbQ==?=');
    const headers = [...wired.pageHeaders, 'Content-Type: application/json', ...encoded];
    expect((await wired.send(wired.request(expire, { headers })))?.status).toBe(200);
    expect(await ask(wired, 'DELETE /api/v2/device/12', login('mallory@example.com'))).toBe('403 read_only');
  });
});

describe('what somebody may do', () => {
  const operators: readonly EndpointName[] = [
    'setAuthorized',
    'setName',
    'setTags',
    'setKeyExpiry',
    'setRoutes',
    'setAttribute',
    'deleteAttribute',
    'patchAttributes',
  ];
  const admins: readonly EndpointName[] = [
    'deleteDevice',
    'expireDevice',
    'setIp',
    'createInvites',
    'deleteInvite',
    'resendInvite',
  ];
  const bodies: Partial<Record<EndpointName, unknown>> = {
    setAuthorized: { authorized: true },
    setName: { name: 'edge' },
    setTags: { tags: [] },
    setKeyExpiry: { keyExpiryDisabled: true },
    setIp: { ipv4: '100.64.0.9' },
    setRoutes: { routes: [] },
    setAttribute: { value: 'a' },
    patchAttributes: { nodes: { n1: { 'custom:a': { value: 'b' } } } },
    createInvites: [{}],
  };
  const rules = {
    TAILBOARD_OPERATOR_GROUPS: 'network, on call',
    TAILBOARD_ADMIN_GROUPS: 'platform',
    TAILBOARD_ADMIN_USERS: 'root@example.com',
  };
  const grouped = (groups: string) => [...fromPortal(), `X-Forwarded-Groups: ${groups}`];

  function attempt(wired: WiredProxy, name: EndpointName, own: readonly string[]): Promise<string> {
    const { method, path } = endpoints[name];
    const parameters: Readonly<Record<string, string>> = { tailnet: '-', attributeKey: 'custom:a' };
    const target = path.replace(/\{(\w+)\}/g, (__, parameter: string) => parameters[parameter] ?? '12');
    const line = `${method} /api/v2${target}`;
    if (endpoints[name].writes === false || method === 'DELETE') return ask(wired, line, own);
    const body = bodies[name];
    return ask(wired, line, own, body === undefined ? '' : JSON.stringify(body));
  }

  test.each([
    ['a viewer', 'staff', [], ['403 read_only']],
    ['nobody in particular', '', [], ['403 read_only']],
    ['an operator', 'staff, network', operators, ['403 admin_required']],
    ['an operator by a group with a space', 'on call', operators, ['403 admin_required']],
    ['an admin', 'platform,network', [...operators, ...admins], []],
  ] as const)('%s', async (_, groups, allowed, refused) => {
    const wired = await wirePortal(rules, () =>
      Promise.resolve(Response.json({ devices: [], enabledRoutes: [], attributes: {} })),
    );
    const passed: EndpointName[] = [];
    const refusals = new Set<string>();
    for (const name of endpointNames) {
      const before = wired.upstream.length;
      const said = await attempt(wired, name, grouped(groups));
      if (wired.upstream.length > before) passed.push(name);
      else refusals.add(said);
    }
    const reads = endpointNames.filter((name) => endpoints[name].writes === false);
    expect(passed.toSorted()).toEqual([...reads, ...allowed].toSorted());
    expect([...refusals]).toEqual(refused);
  });

  test('goes by the person too, whatever the capitals', async () => {
    const wired = await wirePortal(rules);
    expect(await ask(wired, 'DELETE /api/v2/device/12', fromPortal('Root@example.com'))).toBe('200');
    expect(await ask(wired, 'DELETE /api/v2/device/12', fromPortal('root@example.com.evil.example'))).toBe(
      '403 read_only',
    );
  });

  test('goes by whole groups, by their capitals, and never by the header of somebody else', async () => {
    const wired = await wirePortal(rules);
    for (const groups of ['platform2', 'Platform', 'not platform', 'platform;network']) {
      expect(await ask(wired, 'DELETE /api/v2/device/12', grouped(groups))).toBe('403 read_only');
    }
    expect(wired.upstream).toEqual([]);
  });

  test('may be nothing for those who are in no group', async () => {
    const wired = await wirePortal({ ...rules, TAILBOARD_DEFAULT_ROLE: 'none', TAILBOARD_VIEWER_GROUPS: 'staff' });
    expect(await ask(wired, list, fromPortal())).toBe('403 no_role');
    expect(await ask(wired, list, grouped('staff'))).toBe('200');
  });

  test('is to look, for everybody, where the console is read-only', async () => {
    const wired = await wirePortal({ ...rules, TAILBOARD_READ_ONLY: '1' });
    expect(await ask(wired, list, grouped('platform'))).toBe('200');
    wired.upstream.length = 0;
    for (const name of [...operators, ...admins]) {
      expect(await attempt(wired, name, grouped('platform'))).toBe('403 read_only');
    }
    expect(wired.upstream).toEqual([]);
  });

  test('is to look, where the console is read-only and has no sign-in, whatever the link', async () => {
    const world = { fetch: () => Promise.reject(new Error('Nothing is fetched.')), now: Date.now, elapsed: () => 0 };
    const wired = await wireProxy({ people: createPeople(readPeople({ TAILBOARD_READ_ONLY: '1' }), world) });
    const answer = await wired.send(wired.request('DELETE /api/v2/device/12'));
    expect(await refusal(answer, wired)).toBe('403 read_only');
  });

  test('is to see the link of an invite, where they may hand one out', async () => {
    const invites = [{ id: '1', inviteUrl: 'https://login.tailscale.com/admin/invite/LINK', email: 'b@example.com' }];
    const wired = await wirePortal(rules, () => Promise.resolve(Response.json(invites)));
    const seen = async (groups: string) => {
      const headers = [...wired.pageHeaders, ...grouped(groups)];
      return (await wired.send(wired.request('GET /api/v2/device/12/device-invites', { headers })))?.body ?? '';
    };
    expect(JSON.parse(await seen('network'))).toEqual([{ id: '1', email: 'b@example.com' }]);
    expect(await seen('staff')).not.toContain('LINK');
    expect(JSON.parse(await seen('platform'))).toEqual(invites);
  });
});
