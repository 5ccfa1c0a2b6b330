import { readDeviceList } from '#contract/device-list.ts';
import type { Device } from '#contract/device.ts';
import { type Prefix, contains, networkOf, parsePrefix } from '#contract/prefix.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exitKey, isUnreachable, liveAround, routeTableSteps } from './route-table.ts';
import { finish } from './steps.ts';

const now = Date.parse('2026-11-21T17:12:00Z');

function router(name: string, advertised: readonly string[], approved: readonly string[], more: Partial<Device> = {}) {
  return {
    nodeId: name,
    name,
    connectedToControl: true,
    authorized: true,
    advertisedRoutes: [...advertised],
    enabledRoutes: [...approved],
    ...more,
  };
}

function tableOf(devices: readonly Partial<Device>[]) {
  return finish(routeTableSteps(readDeviceList(devices).devices, now));
}

const prefix = fc
  .record({ start: fc.integer({ min: 0, max: 15 }), length: fc.integer({ min: 8, max: 28 }), isIpv6: fc.boolean() })
  .map(({ start, length, isIpv6 }) =>
    isIpv6
      ? networkOf(`fd00:${start.toString(16)}::`, 6, length).text
      : networkOf(`10.${start}.${start * 16}.0`, 4, length).text,
  );

describe('the table of routes', () => {
  test('nests every prefix in the narrowest one around it, as comparing each with each does', () => {
    fc.assert(
      fc.property(fc.uniqueArray(prefix, { maxLength: 40 }), (prefixes) => {
        const { groups } = tableOf([router('one', prefixes, [])]);
        const read = prefixes.flatMap((text) => parsePrefix(text) ?? []);
        for (const group of groups) {
          const around = read.filter(
            (other) => other.text !== group.key && group.prefix !== undefined && contains(other, group.prefix),
          );
          const nearest = around.reduce<Prefix | undefined>(
            (best, other) => (best === undefined || other.length > best.length ? other : best),
            undefined,
          );
          expect(group.parent?.key).toBe(nearest?.text);
          expect(group.depth).toBe(around.length);
          for (const child of group.children) expect(child.parent).toBe(group);
        }
        expect(groups).toHaveLength(prefixes.length);
      }),
    );
  });

  test('has one group per prefix, however it is spelled, and who serves it', () => {
    const { groups, served, byKey } = tableOf([
      router('b', ['10.0.0.0/16', 'FD00:0::/64'], ['10.0.0.0/16']),
      router('a', ['10.0.0.0/16'], [], { connectedToControl: false }),
      router('early', [], ['fd00::/64']),
    ]);
    expect(groups.map(({ key, carriers }) => [key, carriers.map(({ facts }) => facts.name)])).toEqual([
      ['10.0.0.0/16', ['a', 'b']],
      ['fd00::/64', ['b', 'early']],
    ]);
    expect(served.get('b')).toEqual([byKey.get('10.0.0.0/16')]);
    expect(served.has('a')).toBe(false);
  });

  test('keeps exit nodes as one thing at its end, half an approval being none', () => {
    const { groups } = tableOf([
      router('whole', ['0.0.0.0/0', '::/0'], ['0.0.0.0/0', '::/0']),
      router('half', ['0.0.0.0/0', '::/0'], ['0.0.0.0/0']),
      router('odd', ['not a prefix'], []),
      router('six', ['fd00::/8'], []),
    ]);
    expect(groups.map(({ key }) => key)).toEqual(['fd00::/8', 'not a prefix', exitKey]);
    expect(groups.at(-1)?.carriers.map(({ facts, isApproved }) => [facts.name, isApproved])).toEqual([
      ['half', false],
      ['whole', true],
    ]);
  });

  test('leaves shared-in devices out: their routes do not reach this tailnet', () => {
    expect(tableOf([router('theirs', ['10.0.0.0/8'], ['10.0.0.0/8'], { isExternal: true })]).groups).toEqual([]);
  });

  test('knows what nobody reaches, and what it does not fall back to', () => {
    const { byKey } = tableOf([
      router('wide', ['10.0.0.0/8'], ['10.0.0.0/8']),
      router('down', ['10.1.0.0/16'], ['10.1.0.0/16'], { connectedToControl: false }),
      router('expired', ['10.1.0.0/16'], ['10.1.0.0/16'], { expires: '2026-11-01T00:00:00Z' }),
      router('silent', ['10.2.0.0/16'], ['10.2.0.0/16'], { connectedToControl: null }),
      router('waiting', ['10.3.0.0/16'], []),
    ]);
    const unreachable = [...byKey.values()].filter(isUnreachable).map(({ key }) => key);
    expect(unreachable).toEqual(['10.1.0.0/16']);
    const dead = byKey.get('10.1.0.0/16');
    expect(dead && liveAround(dead)?.key).toBe('10.0.0.0/8');
  });

  test('of 2,000 prefixes inside one another costs no more than their order', () => {
    const routes = Array.from({ length: 2000 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`);
    const { groups, byKey } = tableOf([router('wide', ['10.0.0.0/8'], ['10.0.0.0/8']), router('many', routes, routes)]);
    expect(groups).toHaveLength(2001);
    expect(byKey.get('10.0.0.0/8')?.children).toHaveLength(2000);
  });
});
