import { readDeviceList } from '#contract/device-list.ts';
import type { Device } from '#contract/device.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { needsAttention } from '#browser/device/device-status.ts';
import { liveRouters } from '#browser/device/live-routers.ts';
import { day } from '#browser/device/moment.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { describe, expect, test } from 'vitest';
import { type GroupId, groupIds, judgementSteps } from './judgement.ts';
import { warningSpan } from './key-warning.ts';
import { finish } from './steps.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const at = (days: number) => new Date(now + days * day).toISOString();

function judged(devices: readonly Partial<Device>[], warning = 7 * day) {
  return finish(judgementSteps(readDeviceList(devices).devices, now, warning));
}

function namesIn(devices: readonly Partial<Device>[], group: GroupId, warning?: number): string[] {
  return judged(devices, warning).groups[group].map(({ facts }) => facts.name);
}

const laptop = (name: string, more: Partial<Device> = {}): Partial<Device> => ({
  nodeId: `n${name}`,
  name: `${name}.tail4e21b.ts.net`,
  hostname: name,
  connectedToControl: true,
  authorized: true,
  expires: at(90),
  created: at(-100),
  ...more,
});

describe('the judgement', () => {
  test('of the demo tailnet is the one of the picture', () => {
    const devices = readDeviceList(createStandIn({ now }).tailnet.devices()).devices;
    const { groups, count } = finish(judgementSteps(devices, now, 7 * day));
    const names = (id: GroupId) => groups[id].map(({ facts }) => facts.name);
    expect(count).toBe(14);
    expect(names('broken')).toEqual(['edge-sin-01', 'win-erp-01', 'k8s-node-a2']);
    expect(names('approval')).toEqual(['lena-macbook-air', 'marco-surface']);
    expect(names('routes')).toEqual(['edge-fra-01', 'edge-nyc-01', 'exit-syd-01', 'printer-gw']);
    expect(names('expiring')).toEqual(['db-replica-03', 'jonas-thinkpad']);
    expect(names('expired')).toEqual(['tomas-desktop', 'raspi-lobby', 'legacy-jumpbox']);
  });

  test.each([undefined, 3000])('counts the devices that the list calls in need of attention, of %s devices', (size) => {
    const fleet = createStandIn(size === undefined ? { now } : { now, devices: size });
    const devices = readDeviceList(fleet.tailnet.devices()).devices;
    const routers = liveRouters(devices);
    const urgent = devices.filter((device) => needsAttention(device, factsOf(device), routers, now, 7 * day));
    const { count, groups } = finish(judgementSteps(devices, now, 7 * day));
    const listed = new Set(groupIds.slice(0, 5).flatMap((id) => groups[id].map(({ device }) => device.key)));
    expect(count).toBe(listed.size);
    expect(urgent.filter(({ key }) => !listed.has(key))).toEqual([]);
  });

  test('is made in steps of which none is long, so that it can be made between two frames', () => {
    const devices = readDeviceList(createStandIn({ now, devices: 5000 }).tailnet.devices()).devices;
    let steps = 0;
    const work = judgementSteps(devices, now, 7 * day);
    while (work.next().done !== true) steps += 1;
    expect(steps).toBeGreaterThan(30);
  });

  test('leaves shared-in devices to their owner', () => {
    const theirs = laptop('theirs', {
      isExternal: true,
      authorized: false,
      multipleConnections: true,
      tailnetLockError: 'x',
    });
    expect(judged([theirs])).toMatchObject({ count: 0 });
  });

  test('puts a router whose key ends before everybody else, and then who ends first', () => {
    const router = { advertisedRoutes: ['10.0.0.0/16'], enabledRoutes: ['10.0.0.0/16'] };
    expect(
      namesIn(
        [
          laptop('late', { expires: at(5) }),
          laptop('soon', { expires: at(1) }),
          laptop('router', { expires: at(6), ...router }),
        ],
        'expiring',
      ),
    ).toEqual(['router', 'soon', 'late']);
  });

  test('warns of a key in the last tenth of its life, and of none that has expiry off', () => {
    const devices = [
      laptop('half', { expires: at(0.5) }),
      laptop('two', { expires: at(2) }),
      laptop('off', { expires: at(0.1), keyExpiryDisabled: true }),
    ];
    expect(namesIn(devices, 'expiring', warningSpan(1))).toEqual([]);
    expect(namesIn(devices, 'expiring', warningSpan(10))).toEqual(['half']);
    expect(namesIn(devices, 'expiring', warningSpan(180))).toEqual(['half', 'two']);
  });

  test('says of a failover pair that is down as a whole that its prefix is out of reach, on both', () => {
    const route = { advertisedRoutes: ['10.0.0.0/16'], enabledRoutes: ['10.0.0.0/16'], connectedToControl: false };
    const devices = [laptop('one', { ...route, lastSeen: at(-0.1) }), laptop('two', { ...route, lastSeen: at(-0.2) })];
    expect(namesIn(devices, 'broken')).toEqual(['one', 'two']);
    expect(namesIn([devices[0] ?? {}, { ...devices[1], connectedToControl: true }], 'broken')).toEqual([]);
  });

  test('proposes who has not been seen for a month, unless it is ephemeral or listed for its key already', () => {
    const away = { connectedToControl: false, lastSeen: at(-31) };
    const devices = [
      laptop('away', away),
      laptop('runner', { ...away, isEphemeral: true }),
      laptop('expired', { ...away, expires: at(-1) }),
      laptop('recent', { connectedToControl: false, lastSeen: at(-29) }),
      laptop('never', { connectedToControl: false }),
      laptop('unknown', { connectedToControl: null }),
    ];
    expect(namesIn(devices, 'stale')).toEqual(['never', 'away']);
    expect(judged(devices).count).toBe(1);
  });

  test('finds the numbered name of a machine that signed in again, and nobody who was named so', () => {
    const devices = [
      laptop('web'),
      laptop('web-1', { hostname: 'Web.local' }),
      laptop('web-2', { hostname: 'web-2' }),
      laptop('db-1', { hostname: 'db' }),
      laptop('lone-3', { hostname: 'lone' }),
      laptop('db', { isExternal: true }),
    ];
    expect(namesIn(devices, 'names')).toEqual(['web-1']);
    expect(judged(devices).groups.names[0]?.twin?.nodeId).toBe('nweb');
  });

  test('tells who waits for approval that another device has the same host name', () => {
    const devices = [
      laptop('old', { hostname: 'Lenas-MacBook' }),
      laptop('new', { hostname: 'lenas-macbook', authorized: false }),
      laptop('phone', { hostname: 'localhost', authorized: false }),
      laptop('pad', { hostname: 'localhost' }),
    ];
    const twins = judged(devices).groups.approval.map(({ facts, twin }) => [facts.name, twin?.nodeId]);
    expect(twins).toEqual([
      ['new', 'nold'],
      ['phone', undefined],
    ]);
  });
});

test.each([
  [undefined, 7 * day],
  [null, 7 * day],
  [0, 7 * day],
  [180, 7 * day],
  [30, 3 * day],
  [1, day / 10],
])('keys of %s days are warned about %d milliseconds before their end', (keyDays, span) => {
  expect(warningSpan(keyDays)).toBe(span);
});
