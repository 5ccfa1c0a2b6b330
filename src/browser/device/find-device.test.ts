import { readDeviceList } from '#contract/device-list.ts';
import { expect, test } from 'vitest';
import { askableId, findDevice, isNodeId } from './find-device.ts';

const { devices } = readDeviceList([
  {
    nodeId: 'nShared21CNTRL',
    id: '11',
    name: 'bastion.tail5b7fe.ts.net',
    isExternal: true,
    addresses: ['100.64.0.99'],
  },
  {
    nodeId: 'n5SUKe8CNTRL',
    id: '393735751060',
    name: 'bastion.tail4e21b.ts.net',
    addresses: ['100.87.74.78', 'fd7a:115c:a1e0::37:356b'],
  },
]);

test.each([
  'n5SUKe8CNTRL',
  '393735751060',
  '100.87.74.78',
  'fd7a:115c:a1e0::37:356b',
  'FD7A:115C:A1E0::37:356B',
  'bastion.tail4e21b.ts.net',
  'Bastion.tail4e21b.ts.net.',
  'bastion',
])('%s means the device of this tailnet', (wanted) => {
  expect(findDevice(devices, wanted)?.key).toBe('n5SUKe8CNTRL');
});

test('a part of a name or of an address means nobody', () => {
  expect(findDevice(devices, 'bast')).toBeUndefined();
  expect(findDevice(devices, '100.87.74.7')).toBeUndefined();
  expect(findDevice(devices, '')).toBeUndefined();
});

test('only a node ID is asked for before the list is there', () => {
  expect(isNodeId('n5SUKe8CNTRL')).toBe(true);
  expect(isNodeId('n123')).toBe(false);
  expect(isNodeId('bastion')).toBe(false);
});

test('a device is asked for by an ID that is its own: by its node ID, else by its numeric one, else not at all', () => {
  const { devices: list } = readDeviceList([
    { nodeId: 'nOwn01CNTRL', id: '1' },
    { nodeId: 'nTwin01CNTRL', id: '2' },
    { nodeId: 'nTwin01CNTRL', id: '3' },
    { nodeId: 'nSame01CNTRL', id: '4' },
    { nodeId: 'nSame01CNTRL', id: '4' },
    { id: '5' },
  ]);
  expect(list.map((device) => askableId(list, device))).toEqual(['nOwn01CNTRL', '2', '3', undefined, undefined, '5']);
});
