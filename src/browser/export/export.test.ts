import { readDeviceList } from '#contract/device-list.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liveRouters } from '#browser/device/live-routers.ts';
import { csvLine } from './csv.ts';
import { type Format, writeDevices } from './write-devices.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const { devices } = readDeviceList([
  {
    nodeId: 'n1CNTRL',
    name: 'edge-1.ts.net',
    addresses: ['100.64.0.1', 'fd7a::1'],
    tags: ['tag:prod', 'tag:router'],
    os: 'linux',
    clientVersion: '1.92.3-t1',
    connectedToControl: true,
    keyExpiryDisabled: true,
    advertisedRoutes: ['10.0.0.0/8', '10.1.0.0/16'],
    enabledRoutes: ['10.0.0.0/8'],
  },
  {
    nodeId: 'n2CNTRL',
    name: 'laptop.ts.net',
    hostname: '=HYPERLINK("https://evil.example")|x',
    user: 'ada@example.com',
    lastSeen: '2026-11-20T10:00:00Z',
    expires: '2027-01-01T00:00:00Z',
  },
  { nodeId: 'n3CNTRL', name: 'guest.other.ts.net', user: 'ops@contoso.example', isExternal: true },
  { nodeId: 'n4CNTRL', name: 'edge_1.ts.net', tags: ['tag:prod'] },
]);
const world = {
  now,
  warning: 7 * 86_400_000,
  routers: liveRouters(devices),
  read: (key: string) => (key === 'n1CNTRL' ? { 'custom:site': 'fra' } : undefined),
};

async function written(format: Format, ...ids: string[]): Promise<string> {
  const columns = ids.map((id) => ({ id, label: id }));
  const parts = await writeDevices(format, devices, columns, world, {
    signal: new AbortController().signal,
    onDone: () => undefined,
  });
  return parts?.join('') ?? '';
}

/** Reads CSV as RFC 4180 has it. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '') break;
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

describe('as CSV', () => {
  test('has the columns that were asked for, in their order', async () => {
    expect(await written('csv', 'name', 'owner', 'ipv4', 'seen', 'expires', 'custom:site')).toBe(
      [
        'name,owner,ipv4,seen,expires,custom:site',
        'edge-1,tag:prod tag:router,100.64.0.1,Connected,Off,fra',
        'laptop,ada@example.com,,2026-11-20T10:00:00.000Z,2027-01-01T00:00:00.000Z,',
        'guest,ops@contoso.example,,,,',
        'edge_1,tag:prod,,,,',
        '',
      ].join('\r\n'),
    );
  });

  test('no spreadsheet takes a name for a formula', async () => {
    expect((await written('csv', 'host')).split('\r\n')[2]).toBe('"\'=HYPERLINK(""https://evil.example"")|x"');
  });

  test('any text comes back as it was, but for the apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), (cells) => {
        const [line = []] = parseCsv(csvLine(cells));
        expect(line.map((cell, at) => (cell === `'${cells[at] ?? ''}` ? cell.slice(1) : cell))).toEqual(cells);
        for (const cell of line) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});

test('as JSON it can be read again, with what the API calls things', async () => {
  const told: unknown = JSON.parse(await written('json', 'name', 'owner', 'routes', 'seen', 'custom:site'));
  expect(told).toHaveProperty('0', {
    nodeId: 'n1CNTRL',
    name: 'edge-1',
    owner: null,
    tags: ['tag:prod', 'tag:router'],
    advertisedRoutes: ['10.0.0.0/8', '10.1.0.0/16'],
    enabledRoutes: ['10.0.0.0/8'],
    connected: true,
    lastSeen: null,
    'custom:site': 'fra',
  });
  expect(told).toMatchObject([
    {},
    { owner: 'ada@example.com', lastSeen: '2026-11-20T10:00:00.000Z', 'custom:site': null },
    {},
    {},
  ]);
});

test('as Markdown it is a table that no host name breaks', async () => {
  const lines = (await written('markdown', 'name', 'host')).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    '| name | host |',
    '| --- | --- |',
    '| edge-1 |  |',
    '| laptop | =HYPERLINK("https://evil.example")\\|x |',
  ]);
});

test('as Terraform it holds what is so, under names of their own, and leaves the devices of others out', async () => {
  const text = await written('terraform');
  expect(text).toContain('resource "tailscale_device_tags" "edge_1" {');
  expect(text).toContain('resource "tailscale_device_subnet_routes" "edge_1" {');
  expect(text).toContain('key_expiry_disabled = true');
  expect(text).not.toContain('10.1.0.0/16');
  expect(text).toContain('resource "tailscale_device_tags" "edge_1_n4cntrl" {');
  expect(text).toContain('# guest: shared in from another tailnet; only its owner can change it.');
  expect(text).toContain('# laptop: nothing that Terraform can hold.');
});

test('a large list is written in slices, and stops when it is told to', async () => {
  const many = Array.from({ length: 400 }, () => devices).flat();
  const stop = new AbortController();
  const done: number[] = [];
  const progress = {
    signal: stop.signal,
    onDone: (count: number) => {
      done.push(count);
      stop.abort();
    },
  };
  const columns = ['name', 'state', 'os', 'seen', 'routes'].map((id) => ({ id, label: id }));
  const slow = Array.from({ length: 50 }, () => many).flat();
  expect(await writeDevices('json', slow, columns, world, progress)).toBeUndefined();
  expect(done).toHaveLength(1);
});
