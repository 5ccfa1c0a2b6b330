import { describe, expect, test } from 'vitest';
import { type Device } from '#contract/device.ts';
import { answerOf, apiCaller, devicesOf } from './api-caller.ts';
import { told } from './demo-row.ts';
import { fleet } from './fleet.ts';
import { isReservedIpv4, isTailscaleIpv4, parseIpv4 } from './ipv4.ts';
import { createStandIn } from './stand-in.ts';

const size = 4000;
const devices = createStandIn({ now: told, devices: size, seed: 5 }).tailnet.devices();
const share = (has: (device: Device) => unknown) => (100 * devices.filter(has).length) / size;
/** Milliseconds until the key runs out; NaN where it never does. */
const keyRunsOut = (device: Device) =>
  device.keyExpiryDisabled ? Number.NaN : Date.parse(device.expires ?? '') - told;

describe('a fleet is realistic in its proportions', () => {
  test.each<[string, (device: Device) => unknown, number, number]>([
    ['tagged', (d) => d.tags, 50, 60],
    ['shared in', (d) => d.isExternal, 0.4, 2],
    ['waiting for approval', (d) => !d.authorized, 1.2, 3],
    ['expiring within a week', (d) => keyRunsOut(d) > 0 && keyRunsOut(d) < 7 * 86_400_000, 1.2, 3],
    ['expired', (d) => keyRunsOut(d) < 0, 2, 4],
    ['with an update', (d) => d.updateAvailable, 4.5, 7.5],
    ['router or exit node', (d) => d.advertisedRoutes?.length, 2, 4],
    ['with routes that wait', (d) => d.advertisedRoutes?.some((route) => !d.enabledRoutes?.includes(route)), 0.1, 1],
    ['phone', (d) => d.os === 'iOS' || d.os === 'android', 9, 18],
  ])('%s', (_, has, least, most) => {
    expect(share(has)).toBeGreaterThan(least);
    expect(share(has)).toBeLessThan(most);
  });

  test('some prefixes have two routers', () => {
    const routers = new Map<string, number>();
    for (const route of devices.flatMap((device) => device.advertisedRoutes ?? [])) {
      if (route.startsWith('10.')) routers.set(route, (routers.get(route) ?? 0) + 1);
    }
    expect([...routers.values()].filter((count) => count === 2).length).toBeGreaterThan(5);
    expect([...routers.values()].filter((count) => count === 1).length).toBeGreaterThan(20);
  });

  test('about 40 tags, and no more than a quarter as many people as devices', () => {
    expect(new Set(devices.flatMap((device) => device.tags ?? [])).size).toBeGreaterThan(30);
    expect(new Set(devices.filter((device) => !device.tags).map((device) => device.user)).size).toBeLessThan(
      size / 4 + 6,
    );
  });
});

test('names, ids and addresses are unique, and every IPv4 address may be given out', () => {
  for (const values of [
    devices.map((d) => d.name),
    devices.map((d) => d.id),
    devices.map((d) => d.nodeId),
    devices.flatMap((d) => d.addresses ?? []),
  ]) {
    expect(new Set(values).size).toBe(values.length);
  }
  for (const device of devices) {
    const address = parseIpv4(device.addresses?.[0] ?? '') ?? 0;
    expect(isTailscaleIpv4(address) && !isReservedIpv4(address)).toBe(true);
  }
});

test('absent keys are absent in a fleet too', () => {
  expect(devices.filter((device) => device.connectedToControl && 'lastSeen' in device)).toEqual([]);
  for (const device of devices) {
    expect(device.tags).not.toEqual([]);
    expect([undefined, true]).toContain(device.isEphemeral);
  }
});

test('the same seed gives the same bytes, another seed others', async () => {
  const bytes = async (seed: number) =>
    (await apiCaller(createStandIn({ now: told, devices: 300, seed }))('GET', '/tailnet/-/devices?fields=all')).text;
  expect(await bytes(1)).toBe(await bytes(1));
  expect(await bytes(2)).not.toBe(await bytes(1));
});

test('a device read alone is the device of the list, before and after it was changed', async () => {
  const standIn = createStandIn({ now: told, devices: 600 });
  const call = apiCaller(standIn);
  const listed = async () => answerOf('listDevices', await call('GET', '/tailnet/-/devices?fields=all')).devices ?? [];
  const routesAt = async (position: number) => devicesOf(await call('GET', '/tailnet/-/devices?fields=all'))[position];
  const positions = [0, 255, 256, 599];
  for (const position of positions) {
    const device = standIn.tailnet.devices()[position];
    const path = `/device/${device?.nodeId}`;
    expect((await call('GET', `${path}?fields=all`)).json).toEqual((await listed())[position]);
    expect((await call('POST', `${path}/routes`, { routes: ['10.200.0.0/16'] })).status).toBe(200);
    expect((await routesAt(position))?.enabledRoutes).toEqual(['10.200.0.0/16']);
  }
  await call('DELETE', `/device/${standIn.tailnet.devices()[0]?.nodeId}`);
  expect(await listed()).toHaveLength(599);
});

test.each([0, 1, 5])('%d devices make a fleet', async (count) => {
  const call = apiCaller(createStandIn({ now: told, devices: count }));
  expect(devicesOf(await call('GET', '/tailnet/-/devices'))).toHaveLength(count);
});

test.each([-1, 1.5, Number.NaN, 2_000_000])('%d devices do not', (count) => {
  expect(() => createStandIn({ now: told, devices: count })).toThrow(RangeError);
});

test('of 50,000 devices only those that are asked for are made, and their dear fields only when read', () => {
  const [first] = fleet(50_000, 1, told).devices;
  expect(first?.device.nodeId).toMatch(/CNTRL$/);
  expect(first?.device).not.toHaveProperty('clientConnectivity');
  expect(first?.details?.()).toHaveProperty('nodeKey');
});

test('a fleet’s tags may all be assigned, and its people are members', async () => {
  const standIn = createStandIn({ now: told, devices: 400 });
  const used = standIn.tailnet.devices().flatMap((device) => (device.isExternal ? [] : (device.tags ?? [])));
  expect(Object.keys(standIn.tailnet.policy.tagOwners ?? {})).toEqual(expect.arrayContaining([...new Set(used)]));
  const users = answerOf('listUsers', await apiCaller(standIn)('GET', '/tailnet/-/users')).users;
  expect(users).toHaveLength(100);
});
