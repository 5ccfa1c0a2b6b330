import { expect, test } from 'vitest';
import { answerOf, apiCaller, apiRequest, type Called } from './api-caller.ts';
import { told } from './demo-row.ts';
import { createStandIn } from './stand-in.ts';

const usersOf = (called: Called) => answerOf('listUsers', called).users ?? [];
const logins = (called: Called) => usersOf(called).map((user) => user.loginName);

test('users are members unless others are asked for', async () => {
  const call = apiCaller(createStandIn({ now: told }));
  expect(logins(await call('GET', '/tailnet/-/users'))).not.toContain('ops@acme.example');
  expect(logins(await call('GET', '/tailnet/-/users?type=shared'))).toEqual([
    'ops@acme.example',
    'sre@northwind.example',
  ]);
  expect(logins(await call('GET', '/tailnet/-/users?type=all&role=owner'))).toEqual(['amelie@example.com']);
});

test('a user’s devices are counted as they are now, tagged ones not', async () => {
  const standIn = createStandIn({ now: told });
  const call = apiCaller(standIn);
  const jonas = async () =>
    usersOf(await call('GET', '/tailnet/-/users')).find((user) => user.loginName === 'jonas@example.com');
  expect(await jonas()).toMatchObject({ deviceCount: 1, currentlyConnected: true, lastSeen: '2026-11-21T17:12:00Z' });
  await call('POST', `/device/${standIn.tailnet.device('jonas-thinkpad').nodeId}/expire`);
  expect(await jonas()).toMatchObject({ deviceCount: 1, currentlyConnected: false });
  standIn.tailnet.remove('jonas-thinkpad');
  expect(await jonas()).toMatchObject({ deviceCount: 0, currentlyConnected: false });
});

test('the policy file comes as JSON or HuJSON, with an ETag that changes with it', async () => {
  const standIn = createStandIn({ now: told });
  const get = (accept: string) =>
    standIn.fetch(apiRequest('GET', '/tailnet/-/acl', undefined, { headers: { authorization: 'Bearer x', accept } }));
  const json = await get('application/json');
  expect(json.headers.get('content-type')).toBe('application/json');
  expect(json.headers.get('etag')).toMatch(/^"[0-9a-f]{8}"$/);
  expect((await get('application/hujson')).headers.get('content-type')).toBe('application/hujson');
  expect(await json.json()).toMatchObject({
    autoApprovers: { exitNode: ['tag:router'] },
    nodeAttrs: [{ target: ['tag:exit'], ipPool: ['100.64.20.0/24'] }, {}],
  });
  standIn.tailnet.policy.hosts = {};
  expect((await get('application/json')).headers.get('etag')).not.toBe(json.headers.get('etag'));
});

test('settings say that devices are approved by hand and keys last 180 days', async () => {
  const call = apiCaller(createStandIn({ now: told }));
  expect((await call('GET', '/tailnet/-/settings')).json).toMatchObject({
    devicesApprovalOn: true,
    devicesKeyDurationDays: 180,
  });
});
