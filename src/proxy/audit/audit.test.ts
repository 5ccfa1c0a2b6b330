import { describe, expect, test } from 'vitest';
import { createPeople } from '#proxy/people/people.ts';
import { readPeople } from '#proxy/people/config-people.ts';
import { deferred } from '#proxy/testing/deferred.ts';
import { openSocket } from '#proxy/testing/raw-client.ts';
import { type WiredProxy, canary, wireProxy } from '#proxy/testing/wired-proxy.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import type { AuditLine } from './audit-line.ts';
import { createAuditLog } from './audit-log.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const router = 'n5SUKe8CNTRL';
const secret = 'S3cret-of-the-portal-CANARY';
const portal = {
  TAILBOARD_SSO: 'header',
  TAILBOARD_PROXY_SECRET: secret,
  TAILBOARD_ADMIN_USERS: 'amelie@example.com',
  TAILBOARD_NAME_HEADER: 'X-Name',
};

/** A proxy with sign-in in front of the demo tailnet, and the lines that it leaves. */
async function wireAudited(beforeAnswer: () => Promise<void> = () => Promise.resolve()) {
  const standIn = createStandIn({ now });
  const texts: string[] = [];
  const complaints: string[] = [];
  const disk = { isFull: false };
  const sink = (line: string): Promise<void> => {
    if (disk.isFull) return Promise.reject(Object.assign(new Error(canary), { code: 'ENOSPC' }));
    texts.push(line);
    return Promise.resolve();
  };
  const world = { fetch: () => Promise.reject(new Error('Nothing is fetched.')), now: Date.now, elapsed: () => 0 };
  const wired = await wireProxy({
    token: null,
    people: createPeople(readPeople(portal), world),
    audit: createAuditLog(sink, (sentence) => complaints.push(sentence)),
    fetch: async (request) => {
      if (request.method !== 'GET') await beforeAnswer();
      return standIn.fetch(request);
    },
  });
  // Reason for the cast: each line was made from this very type.
  const lines = () => texts.map((text) => JSON.parse(text) as AuditLine);
  const writes = () => standIn.journal.filter(({ method }) => method !== 'GET');
  return { standIn, wired, texts, lines, complaints, disk, writes };
}

const who = (user = 'amelie@example.com') => [
  `X-Tailboard-Proxy-Secret: ${secret}`,
  `X-Forwarded-User: ${user}`,
  'X-Name: Amelie',
  'X-Forwarded-For: 203.0.113.9, 198.51.100.7',
];

function request(wired: WiredProxy, line: string, body?: unknown, own: readonly string[] = who()): Buffer {
  const names = own.map((header) => header.split(':', 1)[0]);
  const page = wired.pageHeaders.filter((header) => !names.includes(header.split(':', 1)[0]));
  const headers = [...page, ...own, ...(line.startsWith('DELETE') ? [] : ['Content-Type: application/json'])];
  return wired.request(line, { headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

async function etag(wired: WiredProxy, path: string, header: string): Promise<string> {
  const answer = await wired.send(wired.request(`GET ${path}`, { headers: [...wired.pageHeaders, ...who()] }));
  return `If-Match: ${answer?.headers[header] ?? ''}`;
}

describe('a write leaves a line', () => {
  test('with who, when, from where, what, on which device, before and after', async () => {
    const { wired, lines, texts } = await wireAudited();
    const answer = await wired.send(request(wired, `POST /api/v2/device/${router}/name`, { name: 'edge-1' }));
    expect(lines()).toEqual([
      {
        log: 'audit',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown,
        requestId: answer?.headers['x-request-id'],
        person: 'amelie@example.com',
        name: 'Amelie',
        role: 'admin',
        address: '127.0.0.1',
        forwardedFor: '198.51.100.7',
        action: 'setName',
        device: router,
        deviceName: expect.stringMatching(/^edge-fra-01\./) as unknown,
        subject: null,
        before: { name: expect.stringMatching(/^edge-fra-01\./) as unknown },
        after: { name: 'edge-1' },
        outcome: 'applied',
        status: 200,
        code: null,
        clientGone: false,
      },
    ]);
    expect(texts[0]).toMatch(/^\{[^\n]*\}\n$/);
  });

  test('with the lists that were and are, as the API shows them', async () => {
    const { wired, lines, standIn } = await wireAudited();
    const { tags = [] } = standIn.tailnet.device(router);
    const match = await etag(wired, `/api/v2/device/${router}`, 'x-tags-etag');
    const path = `POST /api/v2/device/${router}/tags`;
    await wired.send(request(wired, path, { tags: ['tag:prod', 'tag:prod'] }, [...who(), match]));
    expect(lines()[0]).toMatchObject({ action: 'setTags', before: tags, after: ['tag:prod'], outcome: 'applied' });
    expect(lines()[0]?.deviceName).toMatch(/^edge-fra-01\./);
    const routes = standIn.tailnet.device(router).enabledRoutes ?? [];
    const own = [...who(), await etag(wired, `/api/v2/device/${router}/routes`, 'etag')];
    await wired.send(request(wired, `POST /api/v2/device/${router}/routes`, { routes: ['10.0.0.0/16'] }, own));
    expect(lines()[1]).toMatchObject({ action: 'setRoutes', before: routes, after: ['10.0.0.0/16'] });
    expect(lines()[1]?.deviceName).toMatch(/^edge-fra-01\./);
    await wired.send(request(wired, `POST /api/v2/device/${router}/routes`, { routes: [] }, own));
    expect(lines()[2]).toMatchObject({
      before: ['10.0.0.0/16'],
      after: { routes: [] },
      outcome: 'refused',
      status: 412,
      code: 'precondition_failed',
    });
  });

  test('with what is gone afterwards', async () => {
    const { wired, lines } = await wireAudited();
    await wired.send(request(wired, `DELETE /api/v2/device/${router}`));
    expect(lines()[0]).toMatchObject({ action: 'deleteDevice', before: { hostname: 'edge-fra-01' }, after: null });
    await wired.send(request(wired, `DELETE /api/v2/device/${router}`));
    expect(lines()[1]).toMatchObject({ before: null, outcome: 'refused', status: 404 });
  });

  test('with the attribute, whatever its capitals', async () => {
    const { wired, lines } = await wireAudited();
    const path = `/api/v2/device/${router}/attributes/custom`;
    await wired.send(request(wired, `POST ${path}:rack`, { value: 7 }));
    await wired.send(request(wired, `POST ${path}:rack`, { value: 8, comment: 'moved' }));
    await wired.send(request(wired, `POST ${path}:RACK`, { value: 9 }));
    await wired.send(request(wired, `DELETE ${path}:rack`));
    expect(lines().map(({ subject, before, after, outcome }) => [subject, before, after, outcome])).toEqual([
      ['custom:rack', null, { value: 7 }, 'applied'],
      ['custom:rack', { value: 7 }, { value: 8, comment: 'moved' }, 'applied'],
      ['custom:RACK', { value: 8 }, { value: 9 }, 'refused'],
      ['custom:rack', { value: 8 }, null, 'applied'],
    ]);
  });

  test('with the attributes of every device of a batch that can be read', async () => {
    const { wired, lines, standIn } = await wireAudited();
    const device =
      standIn.tailnet.devices().find(({ nodeId, isExternal }) => nodeId !== router && !isExternal)?.nodeId ?? '';
    await wired.send(request(wired, `POST /api/v2/device/${router}/attributes/custom:rack`, { value: 7 }));
    const nodes = {
      [router]: { 'custom:rack': { value: 8 }, 'custom:row': { value: 'b' } },
      [device]: { 'custom:rack': null },
      nGoneCNTRL: { 'custom:rack': { value: 1 } },
    };
    await wired.send(request(wired, 'PATCH /api/v2/tailnet/-/device-attributes', { nodes }));
    expect(lines()[1]).toMatchObject({ action: 'patchAttributes', after: { nodes } });
    expect(lines()[1]?.before).toEqual({
      nodes: { [router]: { 'custom:rack': { value: 7 }, 'custom:row': null }, [device]: { 'custom:rack': null } },
    });
  });

  test('with the invite and never its link', async () => {
    const { wired, lines, texts } = await wireAudited();
    const path = `/api/v2/device/${router}/device-invites`;
    await wired.send(request(wired, `POST ${path}`, [{ email: 'guest@example.com', allowExitNode: true }]));
    const after = lines()[0]?.after;
    expect(after).toEqual([
      {
        id: expect.stringMatching(/^\d+$/) as unknown,
        email: 'guest@example.com',
        allowExitNode: true,
        accepted: false,
      },
    ]);
    const [{ id } = { id: '' }] = after as { id: string }[];
    await wired.send(request(wired, `DELETE /api/v2/device-invites/${id}`));
    expect(lines()[1]).toMatchObject({ action: 'deleteInvite', subject: id, before: { email: 'guest@example.com' } });
    expect(lines()[1]?.device).toMatch(/^\d+$/);
    const link = { value: 'https://login.tailscale.com/admin/invite/LINK' };
    await wired.send(request(wired, `POST /api/v2/device/${router}/attributes/custom:note`, link));
    await wired.send(request(wired, `POST /api/v2/device/${router}/attributes/custom:note`, { value: canary }));
    expect(texts.join('')).not.toMatch(/demo-|LINK|CANARY|S3cret/);
  });

  test('when it was refused, by us or by the API, and by whom', async () => {
    const { wired, lines, standIn, writes } = await wireAudited();
    const authorized = `POST /api/v2/device/${router}/authorized`;
    await wired.send(request(wired, authorized, { authorized: false }, who('mallory@example.com')));
    await wired.send(request(wired, authorized, { authorized: 'CANARY' }));
    standIn.fail({ endpoint: 'setAuthorized', status: 403 });
    await wired.send(request(wired, authorized, { authorized: false }));
    standIn.fail({ endpoint: 'setAuthorized', status: 401 });
    await wired.send(request(wired, authorized, { authorized: false }));
    expect(lines().map(({ person, outcome, status, code }) => [person, outcome, status, code])).toEqual([
      ['mallory@example.com', 'refused', 403, 'read_only'],
      ['amelie@example.com', 'refused', 400, 'invalid_body'],
      ['amelie@example.com', 'refused', 403, null],
      ['amelie@example.com', 'refused', 502, 'upstream_auth_failed'],
    ]);
    expect(lines()[0]).toMatchObject({ name: 'Amelie', role: 'viewer', after: null });
    expect(JSON.stringify(lines())).not.toContain('CANARY');
    expect(writes().map(({ status }) => status)).toEqual([403, 401]);
  });

  test('that says unknown where nobody can tell', async () => {
    const { wired, lines, standIn } = await wireAudited();
    const expire = `POST /api/v2/device/${router}/expire`;
    const faults = [{ status: 500 }, { status: 504, after: true }, { cut: true, after: true }] as const;
    for (const fault of faults) {
      standIn.fail({ endpoint: 'expireDevice', ...fault });
      await wired.send(request(wired, expire));
    }
    expect(lines().map(({ outcome, status }) => [outcome, status])).toEqual([
      ['unknown', 500],
      ['unknown', 504],
      ['unknown', 502],
    ]);
  });

  test('and is not held up by a device that cannot be read', async () => {
    const { wired, lines, standIn } = await wireAudited();
    standIn.fail({ endpoint: 'getDevice', status: 500 });
    const answer = await wired.send(request(wired, `POST /api/v2/device/${router}/expire`));
    expect(answer?.status).toBe(200);
    expect(lines()[0]).toMatchObject({ before: null, deviceName: null, outcome: 'applied' });
  });

  test('once, however often the browser sends it', async () => {
    const { wired, lines, writes } = await wireAudited();
    const bytes = request(wired, `POST /api/v2/device/${router}/expire`, undefined, [
      ...who(),
      'Idempotency-Key: 0123456789abcdef',
    ]);
    const answers = await Promise.all([wired.send(bytes), wired.send(bytes)]);
    answers.push(await wired.send(bytes));
    expect(answers.map((answer) => answer?.status)).toEqual([200, 200, 200]);
    expect(lines()).toHaveLength(1);
    expect(writes()).toHaveLength(1);
  });

  test('though its key was used for something else, or by somebody else', async () => {
    const { wired, lines, writes } = await wireAudited();
    const send = (path: string, user?: string) =>
      wired.send(request(wired, path, undefined, [...who(user), 'Idempotency-Key: 0123456789abcdef']));
    await send(`POST /api/v2/device/${router}/expire`);
    await send(`DELETE /api/v2/device/${router}`);
    expect(lines().map(({ outcome, code }) => [outcome, code])).toEqual([
      ['applied', null],
      ['refused', 'idempotency_key_reused'],
    ]);
    await send(`POST /api/v2/device/${router}/expire`, 'Amelie@example.com');
    expect(lines()[2]).toMatchObject({ person: 'Amelie@example.com', code: 'idempotency_key_reused' });
    expect(writes()).toHaveLength(1);
  });

  test('though whoever asked has left, and is carried through', async () => {
    const arrived = deferred<undefined>();
    const released = deferred<undefined>();
    const { wired, lines, writes } = await wireAudited(() => {
      arrived.resolve(undefined);
      return released.promise;
    });
    const client = await openSocket(wired.port);
    client.send(request(wired, `POST /api/v2/device/${router}/authorized`, { authorized: false }));
    await arrived.promise;
    client.socket.destroy();
    await client.closed;
    // The server learns of it by its own socket; another request on the same loop comes after that.
    await wired.send(wired.request('GET /api/v2/tailnet/-/devices', { headers: [...wired.pageHeaders, ...who()] }));
    released.resolve(undefined);
    await wired.logged(2);
    expect(lines()).toEqual([
      expect.objectContaining({ action: 'setAuthorized', outcome: 'applied', status: 200, clientGone: true }),
    ]);
    expect(writes()).toHaveLength(1);
  });

  test('and a read, or a request by nobody, leaves none', async () => {
    const { wired, lines } = await wireAudited();
    await etag(wired, `/api/v2/device/${router}`, 'x-tags-etag');
    await wired.send(request(wired, `POST /api/v2/device/${router}/expire`, undefined, ['X-Forwarded-User: x']));
    await wired.send(
      request(wired, `POST /api/v2/device/${router}/expire`, undefined, [...who(), 'Sec-Fetch-Site: cross-site']),
    );
    expect(lines()).toEqual([]);
  });
});

describe('while lines cannot be written', () => {
  test('nothing is changed, somebody is told, and no line is lost', async () => {
    const { wired, lines, complaints, disk, writes } = await wireAudited();
    const send = async (name: string) => {
      const answer = await wired.send(request(wired, `POST /api/v2/device/${router}/name`, { name }));
      return answer?.headers['x-tailboard-error'] ?? answer?.status;
    };
    disk.isFull = true;
    expect(await send('one')).toBe(200);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(/^The audit log cannot be written \(ENOSPC\); .*"after":\{"name":"one"\}/);
    expect(await send('two')).toBe('audit_unavailable');
    expect(await send('three')).toBe('audit_unavailable');
    expect(writes()).toHaveLength(1);
    disk.isFull = false;
    expect(await send('four')).toBe(200);
    expect(lines().map(({ after, outcome, code }) => [after, outcome, code])).toEqual([
      [{ name: 'one' }, 'applied', null],
      [{ name: 'two' }, 'refused', 'audit_unavailable'],
      [{ name: 'three' }, 'refused', 'audit_unavailable'],
      [{ name: 'four' }, 'applied', null],
    ]);
    expect(writes()).toHaveLength(2);
    expect(complaints.join('')).not.toContain('CANARY');
  });

  test('reads go on', async () => {
    const { wired, disk } = await wireAudited();
    disk.isFull = true;
    await wired.send(request(wired, `POST /api/v2/device/${router}/expire`));
    const headers = [...wired.pageHeaders, ...who()];
    expect((await wired.send(wired.request(`GET /api/v2/device/${router}`, { headers })))?.status).toBe(200);
  });
});
