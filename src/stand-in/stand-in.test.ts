import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type Body, type EndpointName, endpointNames, endpoints } from '#contract/endpoints.ts';
import { apiCaller, apiRequest, devicesOf } from './api-caller.ts';
import { told } from './demo-row.ts';
import { createStandIn } from './stand-in.ts';

const edge = 'n5SUKe8CNTRL';

/** What each call is tried with. */
const samples: { readonly [N in EndpointName]: { readonly path?: string; readonly body: Body<N> } } = {
  listDevices: { path: '?fields=all', body: null },
  getDevice: { path: '?fields=all', body: null },
  deleteDevice: { body: null },
  expireDevice: { body: null },
  setAuthorized: { body: { authorized: false } },
  setName: { body: { name: 'edge-fra-09' } },
  setTags: { body: { tags: ['tag:router'] } },
  setKeyExpiry: { body: { keyExpiryDisabled: false } },
  setIp: { body: { ipv4: '100.80.0.1' } },
  getRoutes: { body: null },
  setRoutes: { body: { routes: ['10.0.0.0/16'] } },
  getAttributes: { body: null },
  setAttribute: { body: { value: 88, expiry: '2026-12-01T00:00:00Z', comment: 'Patched.' } },
  deleteAttribute: { body: null },
  patchAttributes: { body: { nodes: { [edge]: { 'custom:site': { value: 'ams_dc1' }, 'custom:patchScore': null } } } },
  listInvites: { body: null },
  createInvites: { body: [{ email: 'noc@fabrikam.example', allowExitNode: true }] },
  getInvite: { body: null },
  deleteInvite: { body: null },
  resendInvite: { body: null },
  listUsers: { path: '?type=all', body: null },
  getPolicy: { body: null },
  getSettings: { body: null },
};

function trial(name: EndpointName) {
  const standIn = createStandIn({ now: told });
  const pending = standIn.tailnet.invites(edge)[1]?.id ?? '';
  const path = endpoints[name].path
    .replace('{tailnet}', '-')
    .replace('{deviceId}', edge)
    .replace('{attributeKey}', 'custom:patchScore')
    .replace('{inviteId}', pending);
  const { path: query = '', body } = samples[name];
  return {
    call: apiCaller(standIn),
    method: endpoints[name].method,
    path: path + query,
    body: body ?? undefined,
    standIn,
  };
}

describe('every row of the contract', () => {
  test.each(endpointNames)('%s is answered with a body that its own schema parses', async (name) => {
    const { call, method, path, body } = trial(name);
    const answer = await call(method, path, body);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-tailscale-request-id')).toMatch(/^REQ-20261121171200[0-9a-f]{16}$/);
    expect(v.safeParse(endpoints[name].answer, answer.json).success).toBe(true);
  });

  test.each(endpointNames)('%s names its row in the journal', async (name) => {
    const { call, method, path, body, standIn } = trial(name);
    await call(method, path, body);
    expect(standIn.journal).toEqual([
      expect.objectContaining({
        method,
        path: `/api/v2${path}`,
        endpoint: name,
        status: 200,
        body: body === undefined ? null : JSON.stringify(body),
      }),
    ]);
  });

  const withData: readonly string[] = ['setRoutes', 'createInvites'];
  const silent = endpointNames.filter((name) => endpoints[name].writes && !withData.includes(name));
  test.each(silent)('%s answers the four bytes null', async (name) => {
    const { call, method, path, body } = trial(name);
    expect((await call(method, path, body)).text).toBe('null');
  });

  const onOneDevice = endpointNames.filter((name) => endpoints[name].path.startsWith('/device/'));
  test.each(onOneDevice)('%s says of an unknown device that nobody can manage it', async (name) => {
    const { call, method, path, body } = trial(name);
    const answer = await call(method, path.replace(edge, 'nUnknown1CNTRL'), body);
    expect([answer.status, answer.text]).toEqual([404, '{"message":"no manageable device matching this ID found"}']);
  });

  const writes = onOneDevice.filter((name) => endpoints[name].writes && name !== 'deleteDevice');
  test.each(writes)('%s treats a shared-in device as an unknown one', async (name) => {
    const { call, method, path, body, standIn } = trial(name);
    const id = standIn.tailnet.device('vendor-sftp').nodeId ?? '';
    expect((await call(method, path.replace(edge, id), body)).status).toBe(404);
  });

  const withBody = endpointNames.filter((name) => endpoints[name].body !== null && name !== 'createInvites');
  test.each(withBody)('%s refuses a key that it does not know', async (name) => {
    const { call, method, path, body } = trial(name);
    const answer = await call(method, path, Object.assign({ reusable: true }, body));
    expect([answer.status, answer.json]).toEqual([400, { message: 'json: unknown field "reusable"' }]);
  });

  test.each(withBody)('%s refuses a missing, broken or wrong body', async (name) => {
    const { call, method, path, standIn } = trial(name);
    expect((await call(method, path)).status).toBe(400);
    expect((await call(method, path, [])).status).toBe(400);
    expect((await standIn.fetch(apiRequest(method, path, undefined, { body: '{"name"' }))).status).toBe(400);
  });
});

describe('what is no row', () => {
  const call = apiCaller(createStandIn({ now: told }));
  test.each(['/device', '/device/n1/unknown', '/device/n1/../n2/expire/x', '/device/%ff'])(
    '%s is an unknown path',
    async (path) => {
      const answer = await call('GET', path);
      expect([answer.status, answer.json]).toEqual([404, { message: '404 page not found' }]);
    },
  );

  test('a path outside of /api/v2 is unknown too', async () => {
    expect((await createStandIn({ now: told }).fetch(new Request('https://api.tailscale.com/admin'))).status).toBe(404);
  });

  test('a wrong method is 405 without a body', async () => {
    const answer = await call('PATCH', `/device/${edge}/tags`);
    expect([answer.status, answer.text, answer.headers.get('allow')]).toEqual([405, '', 'POST']);
  });

  test('a tailnet of another name is not found, the own names are', async () => {
    const answer = await call('GET', '/tailnet/other.example/devices');
    expect([answer.status, answer.json]).toEqual([404, { message: 'tailnet not found' }]);
    expect((await call('GET', '/tailnet/example.com/devices')).status).toBe(200);
    const named = apiCaller(createStandIn({ now: told, tailnet: 'acme.example' }));
    expect((await named('GET', '/tailnet/acme.example/settings')).status).toBe(200);
    expect((await named('GET', '/tailnet/example.com/settings')).status).toBe(404);
  });

  test.each([undefined, '', 'Bearer ', 'Basic dXNlcjo='])('the token %j is refused', async (authorization) => {
    const standIn = createStandIn({ now: told });
    const headers = new Headers(authorization === undefined ? {} : { authorization });
    const answer = await standIn.fetch(apiRequest('GET', '/tailnet/-/devices', undefined, { headers }));
    expect([answer.status, await answer.text()]).toEqual([401, '{"message":"API token invalid"}']);
    expect(answer.headers.get('x-tailscale-request-id')).toMatch(/^REQ-/);
  });
});

describe('the truth behind the API', () => {
  const id = { id: '1', nodeId: 'n1CNTRL', name: 'one.tail4e21b.ts.net' };

  test('what a second admin changes is seen by the next read', async () => {
    const standIn = createStandIn({ now: told });
    const call = apiCaller(standIn);
    await call('GET', '/tailnet/-/devices?fields=all');
    const device = standIn.tailnet.device('edge-fra-01');
    device.enabledRoutes = ['10.30.0.0/16'];
    expect((await call('GET', `/device/${edge}/routes`)).json).toMatchObject({ enabledRoutes: ['10.30.0.0/16'] });
    expect((await call('GET', '/tailnet/-/devices?fields=all')).text).toContain('"enabledRoutes":["10.30.0.0/16"]');
    device.enabledRoutes = [];
    expect((await call('GET', '/tailnet/-/devices?fields=all')).text).not.toContain('10.30.0.0/16');
  });

  test('a device is found by either id and by its name, and an unknown one is said to be', () => {
    const { tailnet } = createStandIn({ now: told });
    expect(tailnet.device('393735751060')).toBe(tailnet.device('edge-fra-01'));
    expect(tailnet.device(edge)).toBe(tailnet.device('edge-fra-01'));
    expect(() => tailnet.device('nobody')).toThrow('There is no device nobody in this tailnet.');
  });

  test('given devices are sent exactly as they are, and changing them later changes nothing', async () => {
    const given = [{ ...id, tags: [], lastSeen: null, user: 'Ä@example.com' }];
    const standIn = createStandIn({ now: told, devices: given });
    const call = apiCaller(standIn);
    expect((await call('GET', '/tailnet/-/devices?fields=all')).json).toEqual({ devices: given });
    await call('POST', '/device/n1CNTRL/authorized', { authorized: false });
    expect(given[0]).not.toHaveProperty('authorized');
    expect(standIn.tailnet.devices()).toEqual([{ ...given[0], authorized: false }]);
  });

  test('devices come and go behind the API, and the list follows', async () => {
    const standIn = createStandIn({ now: told, devices: [] });
    const call = apiCaller(standIn);
    expect((await call('GET', '/tailnet/-/devices')).text).toBe('{"devices":[]}');
    standIn.tailnet.put({ ...id });
    standIn.tailnet.put({ ...id, id: '2', nodeId: 'n2CNTRL', name: 'two.tail4e21b.ts.net' });
    standIn.tailnet.put({ ...id, hostname: 'renewed' });
    const list = devicesOf(await call('GET', '/tailnet/-/devices'));
    expect(list.map(({ nodeId, hostname }) => [nodeId, hostname])).toEqual([
      ['n1CNTRL', 'renewed'],
      ['n2CNTRL', undefined],
    ]);
    standIn.tailnet.remove('one');
    expect((await call('GET', '/device/1')).status).toBe(404);
    expect((await call('GET', '/tailnet/-/devices')).text).not.toContain('n1CNTRL');
  });

  test('the same seed, moment and requests give the same bytes, another seed does not', async () => {
    const run = async (seed: number) => {
      const standIn = createStandIn({ now: told, seed });
      const call = apiCaller(standIn);
      const created = await call('POST', `/device/${edge}/device-invites`, [{}]);
      return [
        created.text,
        created.headers.get('x-tailscale-request-id'),
        (await call('GET', '/tailnet/-/devices')).text,
      ];
    };
    expect(await run(7)).toEqual(await run(7));
    expect((await run(8)).slice(0, 2)).not.toEqual((await run(7)).slice(0, 2));
  });

  test('the journal keeps the last thousand requests', async () => {
    const standIn = createStandIn({ now: told, devices: [] });
    const call = apiCaller(standIn);
    for (let count = 0; count < 1003; count++) await call('GET', `/device/${count}`);
    expect(standIn.journal).toHaveLength(1000);
    expect(standIn.journal[0]?.path).toBe('/api/v2/device/3');
    expect(standIn.journal[0]?.headers['authorization']).toBe('Bearer tskey-demo');
  });
});
