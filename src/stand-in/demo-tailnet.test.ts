import { describe, expect, test } from 'vitest';
import { type Device } from '#contract/device.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import { apiCaller } from './api-caller.ts';
import { told } from './demo-row.ts';
import { createStandIn } from './stand-in.ts';

const day = 86_400_000;
const { tailnet } = createStandIn({ now: told });
const devices = tailnet.devices();
const names = (list: readonly Device[]) =>
  list.map((device) => device.name?.split('.')[0] ?? '').toSorted((left, right) => left.localeCompare(right));
const days = (device: Device) => (Date.parse(device.expires ?? '') - told) / day;
const hasExpiry = (device: Device) => !device.isExternal && !device.keyExpiryDisabled;
const waits = (device: Device) =>
  (device.advertisedRoutes ?? []).filter((route) => !device.enabledRoutes?.includes(route));
const isExpired = (device: Device) => hasExpiry(device) && days(device) < 0;
const isExpiring = (device: Device) => hasExpiry(device) && days(device) >= 0 && days(device) <= 7;

describe('the demo tailnet has the counts of the pictures', () => {
  test('34 devices, 25 of them connected', () => {
    expect([devices.length, devices.filter((device) => device.connectedToControl).length]).toEqual([34, 25]);
  });
  test('2 wait for approval', () => {
    expect(names(devices.filter((device) => !device.authorized))).toEqual(['lena-macbook-air', 'marco-surface']);
  });
  test('4 have routes to approve, one of them an exit node', () => {
    const waiting = devices.filter((device) => waits(device).length > 0);
    expect(names(waiting)).toEqual(['edge-fra-01', 'edge-nyc-01', 'exit-syd-01', 'printer-gw']);
    expect(waits(tailnet.device('exit-syd-01')).every(isExitRoute)).toBe(true);
  });
  test('2 keys expire within a week, in 3 and in 5 days, and 3 have expired', () => {
    expect(names(devices.filter(isExpiring))).toEqual(['db-replica-03', 'jonas-thinkpad']);
    expect(tailnet.device('db-replica-03').expires).toBe('2026-11-24T22:00:00Z');
    expect(tailnet.device('jonas-thinkpad').expires).toBe('2026-11-27T02:48:00Z');
    expect(names(devices.filter(isExpired))).toEqual(['legacy-jumpbox', 'raspi-lobby', 'tomas-desktop']);
  });
  test('8 have updates, 2 are shared in', () => {
    expect(devices.filter((device) => device.updateAvailable)).toHaveLength(8);
    expect(names(devices.filter((device) => device.isExternal))).toEqual(['partner-metrics', 'vendor-sftp']);
  });
  test('14 need attention', () => {
    const loneRouterDown = (device: Device) =>
      !device.connectedToControl &&
      (device.enabledRoutes ?? []).some(
        (route) =>
          device.advertisedRoutes?.includes(route) &&
          !devices.some(
            (other) => other !== device && other.connectedToControl && other.enabledRoutes?.includes(route),
          ),
      );
    const attention = devices.filter(
      (device) =>
        !device.isExternal &&
        (!device.authorized ||
          waits(device).length > 0 ||
          isExpiring(device) ||
          isExpired(device) ||
          Boolean(device.tailnetLockError) ||
          device.multipleConnections ||
          loneRouterDown(device)),
    );
    expect(attention).toHaveLength(14);
    expect(devices.filter(loneRouterDown).map((device) => device.lastSeen)).toEqual(['2026-11-21T14:12:00Z']);
  });
  test('8 prefixes are advertised beside the exit nodes', () => {
    const advertised = new Set(devices.flatMap((device) => device.advertisedRoutes ?? []));
    expect([...advertised].filter((route) => !isExitRoute(route)).toSorted()).toEqual([
      '10.0.0.0/16',
      '10.20.0.0/16',
      '10.40.0.0/16',
      '10.40.8.0/24',
      '10.60.0.0/16',
      '192.168.1.0/24',
      '192.168.20.0/24',
      '192.168.30.0/24',
    ]);
  });
});

describe('every awkward case is present', () => {
  test.each<[string, (device: Device) => boolean, readonly string[]]>([
    ['no lastSeen although offline', (d) => !d.connectedToControl && d.lastSeen === undefined, ['marco-surface']],
    ['IPv6 only', (d) => d.addresses?.length === 1, ['priya-pixel']],
    ['one hostname on two devices', (d) => d.hostname === 'web-prod', ['web-prod-01', 'web-prod-02']],
    ['approved but no longer advertised', (d) => d.enabledRoutes?.[0] === '10.90.0.0/24', ['legacy-jumpbox']],
    ['approved before it is advertised', (d) => d.enabledRoutes?.[0] === '10.70.40.0/24', ['web-prod-03']],
    ['a tailnet lock error', (d) => d.tailnetLockError === 'node key not signed', ['win-erp-01']],
    ['a shared node key', (d) => d.multipleConnections === true, ['k8s-node-a2']],
    ['ephemeral', (d) => d.isEphemeral === true, ['ci-runner-7f3a', 'ci-runner-91c2']],
    ['no connectivity at all', (d) => d.clientConnectivity === null, ['win-erp-01']],
    [
      'connectivity that is an empty shell',
      (d) => d.clientConnectivity?.endpoints?.length === 0,
      ['ci-runner-7f3a', 'ci-runner-91c2', 'marco-surface'],
    ],
    ['foreign tags', (d) => d.isExternal === true && d.tags !== undefined, ['vendor-sftp']],
    [
      'a shared-in device without machineKey',
      (d) => d.isExternal === true && d.machineKey === undefined,
      ['partner-metrics'],
    ],
    [
      'expiry off with a date in the past',
      (d) => d.keyExpiryDisabled === true && days(d) < 0 && days(d) > -1000,
      ['bastion'],
    ],
    [
      'an exit node that is approved',
      (d) => d.enabledRoutes?.includes('::/0') === true,
      ['edge-fra-01', 'exit-ams-01'],
    ],
    ['Tailscale SSH', (d) => d.sshEnabled === true, ['bastion']],
    ['incoming connections blocked', (d) => d.blocksIncomingConnections === true, ['conf-room-4f']],
  ])('%s', (_, has, expected) => {
    expect(names(devices.filter(has))).toEqual(expected);
  });

  test('tagged devices say their user in all three ways', () => {
    const users = new Set(devices.filter((device) => device.tags && !device.isExternal).map((device) => device.user));
    expect(new Set([...users].filter((user) => !user?.includes('@')))).toEqual(new Set(['', 'tagged-devices']));
    expect(tailnet.device('edge-fra-01').user).toBe('amelie@example.com');
  });

  test('absent keys are absent: lastSeen while connected, tags, isEphemeral and multipleConnections when they say nothing', () => {
    expect(devices.filter((device) => device.connectedToControl && 'lastSeen' in device)).toEqual([]);
    for (const device of devices) {
      expect(device.tags).not.toEqual([]);
      expect([undefined, true]).toContain(device.isEphemeral);
      expect([undefined, true]).toContain(device.multipleConnections);
    }
  });

  test('ids, names and addresses are unique and in their shapes', () => {
    for (const values of [
      devices.map((d) => d.id),
      devices.map((d) => d.nodeId),
      devices.map((d) => d.name),
      devices.flatMap((d) => d.addresses ?? []),
    ]) {
      expect(new Set(values).size).toBe(values.length);
    }
    for (const device of devices) {
      expect(device.nodeId).toMatch(/^n[1-9A-HJ-NP-Za-km-z]+CNTRL$/);
      expect(device.nodeKey).toMatch(/^nodekey:[0-9a-f]{64}$/);
      expect(device.clientVersion).toMatch(device.isExternal ? /^$/ : /^1\.\d+\.\d+-t[0-9a-f]{9}-g[0-9a-f]{9}$/);
    }
  });

  test('the list is in order of creation and not of names', () => {
    const created = devices.map((device) => device.created).filter(Boolean);
    expect(created).toEqual(created.toSorted((left, right) => Date.parse(left ?? '') - Date.parse(right ?? '')));
    expect(names(devices)).not.toEqual(devices.map((device) => device.name?.split('.')[0]));
  });

  test('invites are pending, accepted and reusable; attributes are of every type, with and without expiry', () => {
    const invites = devices.flatMap((device) => tailnet.invites(device.nodeId ?? ''));
    expect(invites.filter((invite) => invite.accepted)).toHaveLength(3);
    expect(invites.filter((invite) => invite.multiUse && invite.allowExitNode)).toHaveLength(1);
    expect(tailnet.invites('nas-basement').every((invite) => invite.accepted)).toBe(true);
    const attributes = devices.flatMap((device) => [...tailnet.attributes(device.nodeId ?? '').values()]);
    expect(new Set(attributes.map(({ value, expiry }) => `${typeof value}${expiry ? ' until' : ''}`))).toEqual(
      new Set(['boolean', 'boolean until', 'number', 'number until', 'string', 'string until']),
    );
  });

  test('every tag in use may be assigned', () => {
    const used = devices.filter((device) => !device.isExternal).flatMap((device) => device.tags ?? []);
    expect(Object.keys(tailnet.policy.tagOwners ?? {})).toEqual(expect.arrayContaining(used));
  });
});

describe('edge-fra-01 is the device of the pictures', () => {
  const call = apiCaller(createStandIn({ now: told }));

  test('its facts', async () => {
    expect((await call('GET', '/device/n5SUKe8CNTRL?fields=all')).json).toMatchObject({
      id: '393735751060',
      addresses: ['100.87.74.78', 'fd7a:115c:a1e0:ac82:4843:ca90:697d:c36e'],
      created: '2024-12-01T05:23:30Z',
      expires: '2027-05-30T04:44:05Z',
      keyExpiryDisabled: true,
      postureIdentity: { serialNumbers: ['CP74LFQJXM'] },
      distro: { name: 'debian', version: '12', codeName: 'bookworm' },
      enabledRoutes: ['0.0.0.0/0', '10.20.0.0/16', '192.168.1.0/24', '::/0'],
    });
  });

  test('44 relays, of which six are nearer than the others and Frankfurt is home', () => {
    const latency = Object.entries(tailnet.device('edge-fra-01').clientConnectivity?.latency ?? {});
    expect(latency).toHaveLength(44);
    const nearest = latency
      .toSorted(([, left], [, right]) => (left.latencyMs ?? 0) - (right.latencyMs ?? 0))
      .slice(0, 6);
    expect(nearest.map(([city, { latencyMs }]) => [city, latencyMs])).toEqual([
      ['Frankfurt', 4.2],
      ['Nuremberg', 7.9],
      ['Amsterdam', 11.4],
      ['Paris', 13],
      ['London', 17.6],
      ['New York City', 84.3],
    ]);
    expect(latency.filter(([, { preferred }]) => preferred).map(([city]) => city)).toEqual(['Frankfurt']);
  });

  test('eight attributes and two invites', async () => {
    expect((await call('GET', '/device/n5SUKe8CNTRL/attributes')).json).toEqual({
      attributes: {
        'custom:diskEncryption': true,
        'custom:patchScore': 87,
        'custom:site': 'fra_dc2',
        'node:os': 'linux',
        'node:osVersion': '6.12.9',
        'node:tsAutoUpdate': false,
        'node:tsReleaseTrack': 'stable',
        'node:tsVersion': '1.92.3',
      },
    });
    expect((await call('GET', '/device/n5SUKe8CNTRL/device-invites')).json).toMatchObject([
      { email: 'sre@northwind.example', allowExitNode: true, accepted: true },
      { email: 'noc@carrier.example', accepted: false },
    ]);
    expect(tailnet.invites('edge-fra-01')[1]?.lastEmailSentAt).toMatch(/^2026-11-14T16:40:05\.\d{9}Z$/);
  });
});

test('told at another moment, every date moves along', () => {
  const later = createStandIn({ now: told + 40 * day + 0.5 }).tailnet.device('edge-sin-01');
  expect(later.lastSeen).toBe('2026-12-31T14:12:00Z');
});
