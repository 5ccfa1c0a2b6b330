import { readDeviceList } from '#contract/device-list.ts';
import { describe, expect, test } from 'vitest';
import { machineName } from '#browser/device/device-facts.ts';
import { groupDevices, groupedRows } from './grouping.ts';
import { orderedDevices } from './ordered-devices.ts';
import { cursorOf } from './rows.ts';

const { devices, unreadable } = readDeviceList([
  { nodeId: 'n1', name: 'web-1.ts.net', tags: ['tag:web', 'tag:prod'], os: 'linux' },
  { nodeId: 'n2', name: 'web-2.ts.net', tags: ['tag:web'], os: 'linux' },
  { nodeId: 'n3', name: 'laptop.ts.net', user: 'ada@example.com', os: 'macOS' },
  { nodeId: 'n4', name: 'box.ts.net' },
]);
const known = new Map<string, Record<string, unknown>>([
  ['n1', { 'custom:site': 'fra-2' }],
  ['n2', { 'custom:site': 'fra-10' }],
  ['n3', {}],
]);

const read = (key: string) => known.get(key);
const told = (by: string, closed?: string) =>
  groupDevices(devices, by, closed, read).map(({ label, devices: members }) => [label, ...members.map(machineName)]);

describe('a grouped list', () => {
  test('has a device under each of its tags, and those without one last', () => {
    expect(told('tag')).toEqual([
      ['prod', 'web-1'],
      ['web', 'web-1', 'web-2'],
      ['No tags', 'laptop', 'box'],
    ]);
  });

  test('groups by owner and by system', () => {
    expect(told('owner')).toEqual([
      ['ada@example.com', 'laptop'],
      ['No owner', 'web-1', 'web-2', 'box'],
    ]);
    expect(told('os').map(([label]) => label)).toEqual(['Linux', 'macOS', 'Unknown system']);
  });

  test('by an attribute counts as people do, and tells what is not set from what was not read', () => {
    expect(told('custom:site')).toEqual([
      ['fra-2', 'web-1'],
      ['fra-10', 'web-2'],
      ['Not set', 'laptop'],
      ['Not read yet', 'box'],
    ]);
  });

  test('is walked line by line, and every line knows where it is', () => {
    const rows = groupedRows(groupDevices(devices, 'tag', 'web', read));
    const lines = Array.from({ length: rows.count }, (_, index) => rows.at(index));
    expect(lines.map((row) => (row?.kind === 'device' ? machineName(row.device) : row?.group.label))).toEqual([
      'prod',
      'web-1',
      'web',
      'No tags',
      'laptop',
      'box',
    ]);
    expect(lines.map((row) => row && rows.indexOf(cursorOf(row)))).toEqual([0, 1, 2, 3, 4, 5]);
    expect([rows.at(-1), rows.at(6)]).toEqual([undefined, undefined]);
    expect(rows.indexOf({ kind: 'row', key: 'n2', group: 'web' })).toBe(-1);
  });

  test('is walked device by device in the same order, each once, also on the pages of the devices', () => {
    const answer = { devices, unreadable, hasRoutes: true };
    const names = orderedDevices(answer, 'group=tag&closed=web&sort=-name', 0, 0).map(machineName);
    expect(names).toEqual(['web-1', 'web-2', 'laptop', 'box']);
  });
});
