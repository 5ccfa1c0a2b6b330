import { describe, expect, test } from 'vitest';
import { endpointPath } from '#contract/endpoint-path.ts';
import { endpointNames, endpoints } from '#contract/endpoints.ts';
import { refusal, expectSafe } from './testing/expectations.ts';
import { openSocket } from './testing/raw-client.ts';
import { wireProxy } from './testing/wired-proxy.ts';

const json = 'Content-Type: application/json';

describe('what the key could do but the console never asks for is not found', () => {
  test.each([
    ['mint an auth key', 'POST /api/v2/tailnet/-/keys', '{"capabilities":{}}'],
    ['list keys', 'GET /api/v2/tailnet/-/keys', undefined],
    ['read DNS settings', 'GET /api/v2/tailnet/-/dns/nameservers', undefined],
    ['read the audit log', 'GET /api/v2/tailnet/-/logging/configuration', undefined],
    ['delete a user', 'POST /api/v2/users/123/delete', '{}'],
    ['list webhooks', 'GET /api/v2/tailnet/-/webhooks', undefined],
    ['get an OAuth token', 'POST /api/v2/oauth/token', '{}'],
    ['validate a policy file', 'POST /api/v2/tailnet/-/acl/validate', '{}'],
    ['look into the stand-in', 'GET /__calls', undefined],
    ['metrics', 'GET /metrics', undefined],
    ['debug pages', 'GET /debug/pprof/heap', undefined],
  ])('%s', async (_, line, body) => {
    const wired = await wireProxy();
    const headers = [...wired.pageHeaders, json];
    const request = wired.request(line, { headers, ...(body === undefined ? {} : { body }) });
    expect(await refusal(await wired.send(request), wired)).toBe('404 unknown_endpoint');
  });

  test('the devices of a tailnet that is not the configured one', async () => {
    const wired = await wireProxy({ tailnet: 'example.com' });
    const answer = await wired.send(wired.request('GET /api/v2/tailnet/other.example.com/devices'));
    expect(await refusal(answer, wired)).toBe('404 unknown_endpoint');
  });
});

test('the configured tailnet may be named', async () => {
  const wired = await wireProxy({ tailnet: 'example.com' });
  expect((await wired.send(wired.request('GET /api/v2/tailnet/example.com/devices')))?.status).toBe(200);
  expect(wired.upstream[0]?.url).toBe('https://api.upstream.example/api/v2/tailnet/example.com/devices');
});

describe('a method that an address does not take is refused, and the answer says which it takes', () => {
  test.each([
    ['PUT /api/v2/device/12/routes', 'GET, POST'],
    ['TRACE /api/v2/device/12', 'GET, DELETE'],
    ['QUERY /api/v2/device/12', 'GET, DELETE'],
    ['PATCH /api/v2/device/12/tags', 'POST'],
    ['GET /api/v2/device/12/expire', 'POST'],
    ['POST /api/v2/tailnet/-/acl', 'GET'],
    ['DELETE /api/v2/tailnet/-/devices', 'GET'],
    ['OPTIONS /api/v2/tailnet/-/devices', 'GET'],
  ])('%s', async (line, allow) => {
    const wired = await wireProxy();
    const answer = await wired.send(wired.request(line));
    expect(await refusal(answer, wired)).toBe('405 method_not_allowed');
    expect(answer?.headers['allow']).toBe(allow);
  });

  test('HEAD, whose answer has no body', async () => {
    const wired = await wireProxy();
    const answer = await wired.send(wired.request('HEAD /api/v2/device/12'), true);
    expect([answer?.status, answer?.headers['x-tailboard-error'], answer?.headers['allow']]).toEqual([
      405,
      'method_not_allowed',
      'GET, DELETE',
    ]);
    expect(wired.upstream).toEqual([]);
  });

  test('a method in lower case is none', async () => {
    const wired = await wireProxy();
    expect(await refusal(await wired.send(wired.request('get /api/v2/device/12')), wired)).toBe(
      '400 bad_request_target',
    );
  });
});

test('CONNECT opens no tunnel', async () => {
  const wired = await wireProxy();
  const client = await openSocket(wired.port);
  client.send('CONNECT api.tailscale.com:443 HTTP/1.1\r\nHost: api.tailscale.com:443\r\n\r\n');
  const answer = await client.next();
  expect(answer?.status).toBe(405);
  if (answer !== undefined) expectSafe(answer, wired);
  await client.closed;
});

test('every row of the table is forwarded as exactly that call', async () => {
  const wired = await wireProxy();
  const bodies: Readonly<Record<string, string>> = {
    setAuthorized: '{"authorized":true}',
    setName: '{"name":"bench"}',
    setTags: '{"tags":["tag:web"]}',
    setKeyExpiry: '{"keyExpiryDisabled":true}',
    setIp: '{"ipv4":"100.64.1.2"}',
    setRoutes: '{"routes":["10.0.0.0/8"]}',
    setAttribute: '{"value":1,"comment":"why"}',
    patchAttributes: '{"nodes":{"n1CNTRL":{"custom:a":{"value":true},"custom:b":null}}}',
    createInvites: '[{"multiUse":true}]',
  };
  const parameters = { tailnet: '-', deviceId: 'n1CNTRL', attributeKey: 'custom:a', inviteId: '77' };
  for (const name of endpointNames) {
    const path = `/api/v2${endpointPath(name, parameters)}`;
    const { method } = endpoints[name];
    const body = bodies[name];
    const request = wired.request(`${method} ${path}`, {
      headers: [...wired.pageHeaders, ...(method === 'GET' ? [] : [json])],
      ...(body === undefined ? {} : { body }),
    });
    const answer = await wired.send(request);
    expect({ name, status: answer?.status }).toEqual({ name, status: 200 });
    expect(wired.upstream.findLast((sent) => sent.method === method)).toMatchObject({
      method,
      url: `https://api.upstream.example${path}`,
      body: body ?? '',
    });
    expect(wired.log.at(-1)).toMatchObject({ method, endpoint: name, status: 200, code: null });
  }
  // A list that is replaced whole is read before and after.
  expect(wired.upstream.length).toBe(endpointNames.length + 4);
});
