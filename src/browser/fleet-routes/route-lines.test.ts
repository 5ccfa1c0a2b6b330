import { type PrefixRoutes, type RouteTable, exitKey, routeTableSteps } from '#browser/fleet/route-table.ts';
import { finish } from '#browser/fleet/steps.ts';
import { readDeviceList } from '#contract/device-list.ts';
import type { Device } from '#contract/device.ts';
import { contains, networkOf, parsePrefix } from '#contract/prefix.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRoutes } from './route-find.ts';
import { linesOf } from './route-lines.ts';
import { countShows } from './route-shows.ts';

const now = Date.parse('2026-11-21T17:12:00Z');

function tableOf(devices: readonly Device[]): RouteTable {
  return finish(routeTableSteps(readDeviceList(devices).devices, now));
}

function router(name: string, advertised: string[], approved: string[] = advertised, more: Device = {}): Device {
  const state = { authorized: true, connectedToControl: true };
  return { nodeId: name, name, ...state, advertisedRoutes: advertised, enabledRoutes: approved, ...more };
}

const down: Device = { connectedToControl: false, lastSeen: '2026-11-21T14:12:00Z' };

function notes(groups: readonly PrefixRoutes[], warning = 7 * 86_400_000): string[] {
  return groups.flatMap((group) =>
    linesOf(group, now, warning).map(({ carrier, note, isBad }) =>
      `${group.key} | ${carrier.facts.name} | ${isBad ? 'BAD ' : ''}${note}`.trim(),
    ),
  );
}

describe('the lines of the routes', () => {
  test('of the demo tailnet say what its picture says', () => {
    const table = tableOf(createStandIn({ now }).tailnet.devices());
    expect(notes(table.groups)).toEqual([
      '10.0.0.0/16 | edge-fra-01 | Approving makes this a failover pair',
      '10.0.0.0/16 | edge-fra-02 | Single router',
      '10.20.0.0/16 | edge-fra-01 | Failover pair',
      '10.20.0.0/16 | edge-fra-02 |',
      '10.40.0.0/16 | edge-nyc-01 | Single router. Contains 10.40.8.0/24',
      '10.40.8.0/24 | edge-nyc-01 | Overlaps 10.40.0.0/16. The longer prefix wins for these addresses',
      '10.60.0.0/16 | edge-sin-01 | BAD Unreachable: the only router is offline, 3 h ago',
      '10.70.40.0/24 | web-prod-03 | Not advertised: approved beforehand, or given up. It carries nothing',
      '10.90.0.0/24 | legacy-jumpbox | Not advertised: approved beforehand, or given up. It carries nothing',
      '192.168.1.0/24 | edge-fra-01 | Single router',
      '192.168.20.0/24 | nas-basement | Single router',
      '192.168.30.0/24 | printer-gw | Single router once approved',
      'exit | edge-fra-01 |',
      'exit | exit-ams-01 |',
      'exit | exit-syd-01 |',
    ]);
    expect(countShows(table)).toEqual({
      waiting: 4,
      overlaps: 1,
      failover: 1,
      single: 5,
      offline: 1,
      unreachable: 1,
      unadvertised: 2,
    });
  });

  test('tell a black hole, a pair that is halved, and a group', () => {
    const devices = [
      router('wide', ['10.0.0.0/8']),
      router('a', ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'], undefined, down),
      router('b', ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16']),
      router('c', ['10.1.0.0/16']),
      router('d', ['10.4.0.0/16'], undefined, down),
      router('e', ['10.4.0.0/16'], undefined, { authorized: false }),
    ];
    const told = notes(tableOf(devices).groups);
    expect(told[0]).toBe('10.0.0.0/8 | wide | Single router. Contains 10.1.0.0/16, 10.2.0.0/16 and 2 more');
    expect(told).toContain(
      '10.2.0.0/16 | a | 1 of 2 routers up: a is down. Overlaps 10.0.0.0/8. The longer prefix wins for these addresses. Offline, 3 h ago',
    );
    expect(told).toContain(
      '10.4.0.0/16 | d | BAD Unreachable: all 2 routers are down. Nothing falls back to 10.0.0.0/8',
    );
    expect(told).toContain('10.4.0.0/16 | e | Not approved itself');
  });

  test('tell of a key that ends within the time that is worth a warning in its tailnet', () => {
    const ending: Device = { keyExpiryDisabled: false, expires: '2026-11-24T22:00:00Z' };
    const { groups } = tableOf([router('a', ['10.1.0.0/16'], undefined, ending)]);
    expect(notes(groups)).toEqual(['10.1.0.0/16 | a | Single router. Its key expires in 3 d']);
    expect(notes(groups, 86_400_000)).toEqual(['10.1.0.0/16 | a | Single router']);
  });
});

describe('finding', () => {
  const devices = [
    router('wide', ['10.0.0.0/8']),
    router('mid', ['10.40.0.0/16']),
    router('deep', ['10.40.8.0/24'], []),
    router('dead', ['10.50.0.0/16'], undefined, down),
    router('six', ['fd00:1::/32']),
    router('exit', ['0.0.0.0/0', '::/0']),
  ];
  const table = tableOf(devices);
  const keys = (typed: string) => findRoutes(table, typed).groups.map(({ key }) => key);

  test('an address gives the prefixes around it and the one that takes its traffic', () => {
    const found = findRoutes(table, ' 10.40.8.12 ');
    expect(found.groups.map(({ key }) => key)).toEqual(['10.0.0.0/8', '10.40.0.0/16', '10.40.8.0/24']);
    expect(found.match?.key).toBe('10.40.0.0/16');
    expect(found.sentence).toBe('10.40.8.12 goes through 10.40.0.0/16, carried by mid.');
    expect(findRoutes(table, 'fd00:1::7').sentence).toBe('fd00:1::7 goes through fd00:1::/32, carried by six.');
  });

  test('an address in a black hole is out of reach, whatever lies around it', () => {
    expect(findRoutes(table, '10.50.1.1').sentence).toBe(
      '10.50.1.1 is out of reach: 10.50.0.0/16 is its longest prefix, and dead is down. It does not fall back to 10.0.0.0/8.',
    );
    expect(findRoutes(table, '192.0.2.1')).toMatchObject({
      groups: [],
      sentence: 'No prefix of this tailnet has 192.0.2.1.',
    });
    const waiting = tableOf([router('deep', ['10.40.8.0/24'], [])]);
    expect(findRoutes(waiting, '10.40.8.1').sentence).toContain('none that is approved');
  });

  test('a prefix gives what it overlaps, a name its routers, and a half-typed address what begins so', () => {
    expect(keys('10.40.8.5/20')).toEqual(['10.0.0.0/8', '10.40.0.0/16', '10.40.8.0/24']);
    expect(keys('DEAD')).toEqual(['10.50.0.0/16']);
    expect(keys('10.40')).toEqual(['10.40.0.0/16', '10.40.8.0/24']);
    expect(keys('exit')).toEqual([exitKey]);
    expect(keys('10.0.0.0/99')).toEqual([]);
    expect(keys('')).toHaveLength(table.groups.length);
  });

  test('agrees with comparing the address with every prefix', () => {
    const octet = fc.integer({ min: 0, max: 3 });
    const address = fc.tuple(octet, octet, octet).map((rest) => `10.${rest.join('.')}`);
    const prefix = fc
      .tuple(address, fc.integer({ min: 8, max: 32 }))
      .map(([ip, length]) => networkOf(ip, 4, length).text);
    fc.assert(
      fc.property(fc.uniqueArray(prefix, { maxLength: 30 }), address, (prefixes, wanted) => {
        const inside = networkOf(wanted, 4, 32);
        const around = prefixes.flatMap((text) => parsePrefix(text) ?? []).filter((one) => contains(one, inside));
        const longest = around.toSorted((one, other) => other.length - one.length)[0];
        const found = findRoutes(tableOf([router('one', prefixes)]), wanted);
        expect(found.match?.key).toBe(longest?.text);
        expect(new Set(found.groups.map(({ key }) => key))).toEqual(new Set(around.map(({ text }) => text)));
      }),
    );
  });
});
