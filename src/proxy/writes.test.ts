import { describe, expect, test } from 'vitest';
import { createStandIn } from '#stand-in/stand-in.ts';
import { refusal } from './testing/expectations.ts';
import { type WiredProxy, wireProxy } from './testing/wired-proxy.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const router = 'n5SUKe8CNTRL';
const json = 'Content-Type: application/json';

/** A proxy in front of the demo tailnet, and the tailnet behind its back. */
async function wireDemo() {
  const standIn = createStandIn({ now });
  const wired = await wireProxy({ fetch: (request) => standIn.fetch(request) });
  const writes = () => standIn.journal.filter(({ method }) => method !== 'GET');
  return { standIn, wired, writes };
}

async function read(wired: WiredProxy, path: string) {
  const answer = await wired.send(wired.request(`GET /api/v2${path}`));
  return {
    status: answer?.status,
    headers: answer?.headers ?? {},
    body: JSON.parse(answer?.body ?? 'null') as unknown,
  };
}

/** Header lines of the page without those that a test decides on. */
function pageHeaders(wired: WiredProxy, own: readonly string[]): readonly string[] {
  const names = own.map((line) => line.split(':', 1)[0]?.toLowerCase());
  return [...wired.pageHeaders.filter((line) => !names.includes(line.split(':', 1)[0]?.toLowerCase())), ...own, json];
}

async function post(wired: WiredProxy, path: string, body: unknown, own: readonly string[] = []) {
  const headers = pageHeaders(wired, own);
  return wired.send(wired.request(`POST /api/v2${path}`, { headers, body: JSON.stringify(body) }));
}

describe('a list that is replaced whole', () => {
  test('has an entity tag that order and spelling do not change', async () => {
    const { standIn, wired } = await wireDemo();
    const device = standIn.tailnet.device('edge-fra-01');
    device.enabledRoutes = ['10.20.0.0/16', 'fd00::/64'];
    standIn.tailnet.put(device);
    const before = (await read(wired, `/device/${router}/routes`)).headers['etag'];
    device.enabledRoutes = ['FD00:0::/64', '10.20.0.0/16'];
    standIn.tailnet.put(device);
    expect((await read(wired, `/device/${router}/routes`)).headers['etag']).toBe(before);
    device.advertisedRoutes = ['10.0.0.0/16', '10.99.0.0/16'];
    standIn.tailnet.put(device);
    expect((await read(wired, `/device/${router}/routes`)).headers['etag']).toBe(before);
    device.enabledRoutes = ['10.20.0.0/16'];
    standIn.tailnet.put(device);
    expect((await read(wired, `/device/${router}/routes`)).headers['etag']).not.toBe(before);
  });

  test('is written when it still is what the admin saw, and answers the new entity tag', async () => {
    const { standIn, wired, writes } = await wireDemo();
    const etag = (await read(wired, `/device/${router}/routes`)).headers['etag'] ?? '';
    const answer = await post(wired, `/device/${router}/routes`, { routes: ['10.0.0.0/16'] }, [`If-Match: ${etag}`]);
    expect(answer?.status).toBe(200);
    expect(answer?.headers['etag']).toBe((await read(wired, `/device/${router}/routes`)).headers['etag']);
    expect(standIn.tailnet.device(router).enabledRoutes).toEqual(['10.0.0.0/16']);
    expect(writes()).toHaveLength(1);
  });

  test('is not written over someone else’s change; the answer has the present list', async () => {
    const { standIn, wired, writes } = await wireDemo();
    const etag = (await read(wired, `/device/${router}/routes`)).headers['etag'] ?? '';
    const device = standIn.tailnet.device(router);
    device.enabledRoutes = ['10.30.0.0/16'];
    standIn.tailnet.put(device);
    const answer = await post(wired, `/device/${router}/routes`, { routes: [] }, [`If-Match: ${etag}`]);
    expect([answer?.status, answer?.headers['x-tailboard-error']]).toEqual([412, 'precondition_failed']);
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ code: 'precondition_failed', current: ['10.30.0.0/16'] });
    expect(answer?.headers['etag']).toBe((await read(wired, `/device/${router}/routes`)).headers['etag']);
    expect(writes()).toEqual([]);
  });

  test('tags have theirs on the device itself', async () => {
    const { standIn, wired } = await wireDemo();
    const etag = (await read(wired, `/device/${router}`)).headers['x-tags-etag'] ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    const path = `/device/${router}/tags`;
    expect((await post(wired, path, { tags: ['tag:prod'] }, [`If-Match: ${etag}`]))?.status).toBe(200);
    expect((await post(wired, path, { tags: ['tag:db'] }, [`If-Match: ${etag}`]))?.status).toBe(412);
    expect(standIn.tailnet.device(router).tags).toEqual(['tag:prod']);
  });

  test.each([[[]], [['If-Match: "a"', 'If-Match: "b"']], [['If-Match: ']]])(
    'needs exactly one If-Match, not %j',
    async (lines) => {
      const wired = await wireProxy();
      const headers = [...wired.pageHeaders.filter((line) => !line.startsWith('If-Match')), ...lines, json];
      const request = wired.request('POST /api/v2/device/12/routes', { headers, body: '{"routes":[]}' });
      expect(await refusal(await wired.send(request), wired)).toBe('428 precondition_required');
    },
  );

  test('of ten writers with one entity tag exactly one writes', async () => {
    const { wired, writes } = await wireDemo();
    const etag = (await read(wired, `/device/${router}/routes`)).headers['etag'] ?? '';
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        post(wired, `/device/${router}/routes`, { routes: [`10.${index}.0.0/16`] }, [`If-Match: ${etag}`]),
      ),
    );
    expect(answers.map((answer) => answer?.status ?? 0).toSorted((one, other) => one - other)).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 412),
    ]);
    expect(writes()).toHaveLength(1);
  });

  test('a write that fails does not hold up the next', async () => {
    const { standIn, wired } = await wireDemo();
    const etag = (await read(wired, `/device/${router}/routes`)).headers['etag'] ?? '';
    standIn.fail({ endpoint: 'setRoutes', status: 500 });
    const path = `/device/${router}/routes`;
    expect((await post(wired, path, { routes: [] }, [`If-Match: ${etag}`]))?.status).toBe(500);
    expect((await post(wired, path, { routes: [] }, [`If-Match: ${etag}`]))?.status).toBe(200);
  });
});

describe('a write that comes twice', () => {
  const key = 'Idempotency-Key: 6fb1a0de-0000-4000-8000-000000000001';

  test('is sent once, and both get the first answer', async () => {
    const { wired, writes } = await wireDemo();
    const [first, second] = await Promise.all([sendBodiless(wired, key), sendBodiless(wired, key)]);
    const third = await sendBodiless(wired, key);
    expect([first?.status, second?.status, third?.status]).toEqual([200, 200, 200]);
    expect(third?.headers['x-request-id']).toBe(first?.headers['x-request-id']);
    expect(writes()).toHaveLength(1);
  });

  test('is not sent again after a failure either, as nobody knows what became of it', async () => {
    const { standIn, wired, writes } = await wireDemo();
    standIn.fail({ endpoint: 'setAuthorized', status: 504, after: true });
    const send = () => post(wired, `/device/${router}/authorized`, { authorized: false }, [key]);
    expect([(await send())?.status, (await send())?.status]).toEqual([504, 504]);
    expect(writes()).toHaveLength(1);
  });

  test('is refused when its key belongs to another request', async () => {
    const { wired, writes } = await wireDemo();
    await post(wired, `/device/${router}/authorized`, { authorized: false }, [key]);
    const answer = await post(wired, `/device/${router}/authorized`, { authorized: true }, [key]);
    expect([answer?.status, answer?.headers['x-tailboard-error']]).toEqual([422, 'idempotency_key_reused']);
    expect(writes()).toHaveLength(1);
  });

  test.each([[[]], [['Idempotency-Key: a']], [['Idempotency-Key: 0123456789', 'Idempotency-Key: 9876543210']]])(
    'cannot be told from another without exactly one key of its form, not %j',
    async (lines) => {
      const wired = await wireProxy();
      const headers = [...wired.pageHeaders.filter((line) => !line.startsWith('Idempotency')), ...lines, json];
      const request = wired.request('POST /api/v2/device/12/authorized', { headers, body: '{"authorized":true}' });
      expect(await refusal(await wired.send(request), wired)).toBe('400 idempotency_key_required');
    },
  );
});

async function sendBodiless(wired: WiredProxy, key: string) {
  return wired.send(wired.request(`POST /api/v2/device/${router}/expire`, { headers: pageHeaders(wired, [key]) }));
}
