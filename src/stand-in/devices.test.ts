import { expect, test } from 'vitest';
import { apiCaller, devicesOf } from './api-caller.ts';
import { told } from './demo-row.ts';
import { createStandIn } from './stand-in.ts';

function start(options: { fieldsAllFails?: boolean } = {}) {
  const clock = { now: told };
  const standIn = createStandIn({ now: () => clock.now, ...options });
  const call = apiCaller(standIn);
  const id = (name: string) => standIn.tailnet.device(name).nodeId ?? '';
  const read = async (name: string) => (await call('GET', `/device/${id(name)}?fields=all`)).json;
  return { clock, call, id, read, tailnet: standIn.tailnet };
}

test('fields=default leaves out routes, connectivity, identity, SSH, distro and shared keys, in lists and alone', async () => {
  const { call, id } = start();
  const dear = [
    'enabledRoutes',
    'advertisedRoutes',
    'clientConnectivity',
    'postureIdentity',
    'multipleConnections',
    'sshEnabled',
    'distro',
  ];
  for (const path of ['/tailnet/-/devices', '/tailnet/-/devices?fields=default', `/device/${id('k8s-node-a2')}`]) {
    const { text } = await call('GET', path);
    expect(dear.filter((field) => text.includes(`"${field}"`))).toEqual([]);
    expect(text).toContain('"tailnetLockKey"');
  }
  const { text } = await call('GET', '/tailnet/-/devices?fields=all');
  expect(dear.filter((field) => !text.includes(`"${field}"`))).toEqual([]);
});

test('both ids name the same device', async () => {
  const { call } = start();
  expect((await call('GET', '/device/393735751060')).text).toBe((await call('GET', '/device/n5SUKe8CNTRL')).text);
});

test('filters are exact, joined by and, and a list must hold every value', async () => {
  const { call } = start();
  const count = async (query: string) => devicesOf(await call('GET', `/tailnet/-/devices?${query}`)).length;
  expect(await count('os=macOS')).toBe(3);
  expect(await count('os=macos')).toBe(0);
  expect(await count('tags=tag:prod&tags=tag:db')).toBe(3);
  expect(await count('isEphemeral=true&connectedToControl=false')).toBe(1);
});

test('fields=all can be made to fail while devices are shared in', async () => {
  const { call, tailnet } = start({ fieldsAllFails: true });
  const answer = await call('GET', '/tailnet/-/devices?fields=all');
  expect([answer.status, answer.json]).toEqual([404, { message: 'unable to load devices' }]);
  expect((await call('GET', '/tailnet/-/devices')).status).toBe(200);
  tailnet.remove('vendor-sftp');
  tailnet.remove('partner-metrics');
  expect((await call('GET', '/tailnet/-/devices?fields=all')).status).toBe(200);
});

test('a deleted device is gone from the list and unknown to every later call', async () => {
  const { call } = start();
  expect((await call('DELETE', '/device/n5SUKe8CNTRL')).text).toBe('null');
  expect((await call('GET', '/device/393735751060')).status).toBe(404);
  expect((await call('DELETE', '/device/n5SUKe8CNTRL')).status).toBe(404);
  expect((await call('GET', '/tailnet/-/devices')).text).not.toContain('n5SUKe8CNTRL');
});

test('a shared-in device cannot be deleted, which is 501', async () => {
  const { call, id } = start();
  const answer = await call('DELETE', `/device/${id('vendor-sftp')}`);
  expect([answer.status, answer.json]).toEqual([501, { message: 'cannot delete devices outside of your tailnet' }]);
});

test('expiring ends the key now, a second time changes nothing, and the device drops off', async () => {
  const { call, clock, read, id } = start();
  await call('POST', `/device/${id('amelie-mbp')}/expire`);
  clock.now += 60_000;
  await call('POST', `/device/${id('amelie-mbp')}/expire`);
  expect(await read('amelie-mbp')).toMatchObject({
    expires: '2026-11-21T17:12:00Z',
    connectedToControl: false,
    lastSeen: '2026-11-21T17:12:00Z',
    keyExpiryDisabled: false,
  });
});

test('a device whose expiry is off stays connected when it is expired', async () => {
  const { call, read, id } = start();
  await call('POST', `/device/${id('exit-ams-01')}/expire`);
  expect(await read('exit-ams-01')).toMatchObject({ expires: '2026-11-21T17:12:00Z', connectedToControl: true });
});

test('turning expiry off lets an expired device back in and keeps its date', async () => {
  const { call, read, id } = start();
  await call('POST', `/device/${id('amelie-mbp')}/expire`);
  await call('POST', `/device/${id('amelie-mbp')}/key`, { keyExpiryDisabled: true });
  const device = await read('amelie-mbp');
  expect(device).toMatchObject({ expires: '2026-11-21T17:12:00Z', connectedToControl: true, keyExpiryDisabled: true });
  expect(device).not.toHaveProperty('lastSeen');
});

test('turning expiry on with a date in the past cuts the device off at once', async () => {
  const { call, read, id } = start();
  await call('POST', `/device/${id('bastion')}/key`, { keyExpiryDisabled: false });
  expect(await read('bastion')).toMatchObject({ connectedToControl: false, lastSeen: '2026-11-21T17:12:00Z' });
});

test('revoking approval drops the device off, approving brings it back', async () => {
  const { call, read, id } = start();
  await call('POST', `/device/${id('db-prod-01')}/authorized`, { authorized: false });
  expect(await read('db-prod-01')).toMatchObject({ authorized: false, connectedToControl: false });
  await call('POST', `/device/${id('db-prod-01')}/authorized`, { authorized: true });
  expect(await read('db-prod-01')).toMatchObject({ authorized: true, connectedToControl: true });
});

test('approving a device that was never connected does not connect it', async () => {
  const { call, read, id } = start();
  await call('POST', `/device/${id('marco-surface')}/authorized`, { authorized: true });
  expect(await read('marco-surface')).toMatchObject({ authorized: true, connectedToControl: false });
});

test('an ephemeral device leaves the tailnet when its approval is revoked', async () => {
  const { call, id } = start();
  const runner = id('ci-runner-7f3a');
  expect((await call('POST', `/device/${runner}/authorized`, { authorized: false })).text).toBe('null');
  expect((await call('GET', `/device/${runner}`)).status).toBe(404);
});

test('a body of the wrong type is refused in the words of a decoder', async () => {
  const { call } = start();
  const answer = await call('POST', '/device/n5SUKe8CNTRL/authorized', { authorized: 'yes' });
  expect([answer.status, answer.json]).toEqual([
    400,
    { message: 'json: cannot unmarshal string into authorized of type boolean' },
  ]);
  expect((await call('POST', '/device/n5SUKe8CNTRL/authorized', {})).json).toEqual({
    message: 'missing field "authorized"',
  });
});
