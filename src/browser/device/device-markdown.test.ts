import type { Device } from '#contract/device.ts';
import { expect, test } from 'vitest';
import { deviceMarkdown } from './device-markdown.ts';
import { liveRouters } from './live-routers.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const device: Device = {
  nodeId: 'n5SUKe8CNTRL',
  id: '393735751060',
  name: 'edge-fra-01.tail4e21b.ts.net',
  addresses: ['100.87.74.78'],
  user: 'amelie@example.com',
  tags: ['tag:router'],
  os: 'linux',
  clientVersion: '1.92.3-t1-g2',
  updateAvailable: false,
  connectedToControl: true,
  keyExpiryDisabled: true,
  expires: '2027-05-30T17:12:00Z',
  nodeKey: 'nodekey:0123456789abcdef',
  tailnetLockKey: 'nlpub:8f2c19d0b7e4453a',
  advertisedRoutes: ['10.0.0.0/16', '10.20.0.0/16'],
  enabledRoutes: ['10.20.0.0/16', '10.30.0.0/16'],
};
const sheet = {
  device,
  routes: { advertised: ['10.0.0.0/16', '10.20.0.0/16'], enabled: ['10.20.0.0/16', '10.30.0.0/16'] },
  attributes: { attributes: { 'custom:site': 'fra_dc2' } },
  invites: [{ id: '1', email: 'sre@northwind.example', inviteUrl: 'https://login.tailscale.com/admin/invite/5ecret' }],
  routers: liveRouters([device]),
  now,
  warning: 7 * 86_400_000,
};

test('the sheet says what the page says', () => {
  const text = deviceMarkdown(sheet);
  expect(text).toContain('# edge-fra-01\n\nConnected at 21 Nov 2026, 17:12 UTC.');
  expect(text).toContain('- **Subnets 1/2**');
  expect(text).toContain('| IPv4 | `100.87.74.78` |');
  expect(text).toContain('| Tags | `tag:router` |');
  expect(text).toContain('- `10.0.0.0/16`: waiting for approval');
  expect(text).toContain('- `10.20.0.0/16`: approved\n');
  expect(text).toContain('- `10.30.0.0/16`: approved, not advertised');
  expect(text).toContain('- `custom:site`: `fra_dc2` (string)');
  expect(text).toContain('- sre@northwind.example: pending');
});

test('no invite link and no key leaves the page this way', () => {
  const text = deviceMarkdown(sheet);
  expect(text).not.toContain('5ecret');
  expect(text).not.toContain('nodekey:');
  expect(text).not.toContain('nlpub:');
});

test('what others may name cannot break the table or make markup', () => {
  const name = 'a|b *c* <img src=x>\n# d';
  const text = deviceMarkdown({ ...sheet, device: { nodeId: 'n1', hostname: name, user: 'x|y@example.com' } });
  expect(text.split('\n')[0]).toBe('# a\\|b \\*c\\* \\<img src=x\\> \\# d');
  expect(text).toContain('x\\|y@example.com');
});

test('what has not been loaded is left out', () => {
  const text = deviceMarkdown({ ...sheet, routes: undefined, attributes: undefined, invites: undefined });
  expect(text).not.toContain('##');
});
