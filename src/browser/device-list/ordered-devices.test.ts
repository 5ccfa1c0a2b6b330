import { readDeviceList } from '#contract/device-list.ts';
import { describe, expect, test } from 'vitest';
import { machineName } from '#browser/device/device-facts.ts';
import { compareNames } from './natural-order.ts';
import { orderedDevices } from './ordered-devices.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const in3Days = '2026-11-24T17:12:00Z';
const day4Ago = '2026-11-17T17:12:00Z';

const answer = {
  hasRoutes: true,
  ...readDeviceList([
    {
      nodeId: 'n1',
      name: 'edge-10.example.ts.net',
      tags: ['tag:prod', 'tag:router'],
      os: 'linux',
      addresses: ['100.64.0.10', 'fd7a::10'],
      connectedToControl: true,
      clientVersion: '1.92.3-t1',
      advertisedRoutes: ['10.0.0.0/16'],
      enabledRoutes: [],
    },
    {
      nodeId: 'n2',
      name: 'edge-2.example.ts.net',
      tags: ['tag:production'],
      os: 'linux',
      addresses: ['100.64.0.9'],
      connectedToControl: false,
      lastSeen: day4Ago,
      clientVersion: '1.90.9',
      advertisedRoutes: ['10.1.0.0/16'],
      enabledRoutes: ['10.1.0.0/16'],
    },
    {
      nodeId: 'n3',
      name: 'laptop.example.ts.net',
      hostname: "Ada's MacBook",
      user: 'ada@example.com',
      os: 'macOS',
      addresses: ['100.100.1.1'],
      connectedToControl: true,
      expires: in3Days,
      clientVersion: '1.100.0',
    },
    {
      nodeId: 'n4',
      name: 'phone.example.ts.net',
      user: 'prod@example.com',
      os: 'iOS',
      addresses: ['fd7a::4'],
      expires: day4Ago,
      authorized: true,
    },
    {
      nodeId: 'n5',
      name: 'guest.other.ts.net',
      user: 'ops@contoso.example',
      isExternal: true,
      connectedToControl: true,
      addresses: ['100.70.0.1'],
      expires: day4Ago,
    },
  ]),
};

const week = 7 * 86_400_000;

/** The machine names that a list with this query string shows. */
const shown = (query: string) => orderedDevices(answer, query, now, week).map(machineName);

describe('the list', () => {
  test('counts as people do: edge-2 comes before edge-10', () => {
    expect(shown('')).toEqual(['edge-2', 'edge-10', 'guest', 'laptop', 'phone']);
    expect(shown('sort=-name')).toEqual(['phone', 'laptop', 'guest', 'edge-10', 'edge-2']);
  });

  test('sorts addresses by number and puts devices without one last, whichever way', () => {
    expect(shown('sort=ipv4')).toEqual(['edge-2', 'edge-10', 'guest', 'laptop', 'phone']);
    expect(shown('sort=-ipv4')).toEqual(['laptop', 'guest', 'edge-10', 'edge-2', 'phone']);
  });

  test('sorts by state with the broken ones first', () => {
    expect(shown('sort=state').slice(0, 2)).toEqual(['phone', 'edge-2']);
  });

  test('sorts by last seen with the connected ones first and those never seen last', () => {
    expect(shown('sort=seen')).toEqual(['edge-10', 'guest', 'laptop', 'edge-2', 'phone']);
  });

  test('sorts by several columns, the first being the most important, and by name at last', () => {
    expect(shown('sort=os,-ipv4')).toEqual(['guest', 'phone', 'edge-2', 'edge-10', 'laptop']);
    expect(shown('sort=-expires,seen')).toEqual(['laptop', 'phone', 'edge-10', 'guest', 'edge-2']);
  });

  test('falls back to names when the link asks for a column that does not exist', () => {
    expect(shown('sort=colour')).toEqual(shown(''));
  });
});

describe('the filter', () => {
  test.each([
    ['tag:prod', ['edge-10']],
    ['tag:PROD', ['edge-10']],
    ['-tag:prod tag:production', ['edge-2']],
    ['prod', ['edge-2', 'edge-10', 'phone']],
    ['owner:prod', ['phone']],
    ['macbook', ['laptop']],
    ['os:macos', ['laptop']],
    ['ip:100.64', ['edge-2', 'edge-10']],
    ['fd7a::4', ['phone']],
    ['name:edge', ['edge-2', 'edge-10']],
    ['status:connected', ['edge-10', 'guest', 'laptop']],
    ['status:offline', ['edge-2', 'phone']],
    ['status:expired', ['phone']],
    ['status:external', ['guest']],
    ['status:nonsense', []],
    ['version:1.92', ['edge-10']],
    ['version:1.9', []],
    ['version:<1.92', ['edge-2']],
    ['version:>=1.92', ['edge-10', 'laptop']],
    ['expires:<7d', ['laptop']],
    ['expires:<2d', []],
    ['route:waiting', ['edge-10']],
    ['route:10.1', ['edge-2']],
    ['is:attention', ['edge-2', 'edge-10', 'laptop', 'phone']],
    ['os:linux OR os:ios', ['edge-2', 'edge-10', 'phone']],
    ['(a+)+$', []],
  ])('%s shows %j', (filter, names) => {
    expect(shown(`filter=${encodeURIComponent(filter)}`)).toEqual(names);
  });
});

test('a number is compared as a number wherever it stands', () => {
  const names = ['a10b', 'a9b', 'a', 'a9', 'b1', 'a9-1', 'a9-12', 'a9-2'];
  expect(names.toSorted(compareNames)).toEqual(['a', 'a9', 'a9-1', 'a9-2', 'a9-12', 'a9b', 'a10b', 'b1']);
});
