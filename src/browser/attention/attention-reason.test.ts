import { day } from '#browser/device/moment.ts';
import { judgementSteps } from '#browser/fleet/judgement.ts';
import { finish } from '#browser/fleet/steps.ts';
import { readDeviceList } from '#contract/device-list.ts';
import type { Device } from '#contract/device.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { expect, test } from 'vitest';
import { attentionGroups } from './attention-groups.ts';
import { reasonOf, whenOf } from './attention-reason.ts';

const now = Date.parse('2026-11-21T17:12:00Z');

/** Every row of the page as text: group, name, reason and moment. */
function rowsOf(devices: readonly Device[]): string[] {
  const judgement = finish(judgementSteps(readDeviceList(devices).devices, now, 7 * day));
  return attentionGroups(judgement).flatMap(({ title, items }) =>
    items.map((item) => {
      const { lead, quote, rest, aside } = reasonOf(item, judgement);
      const reason = [lead, `${quote}${rest}`, aside].filter((part) => part !== '').join(' ');
      return `${title} | ${item.facts.name} | ${reason} | ${whenOf(item, now)}`;
    }),
  );
}

test('the demo tailnet reads as in its picture', () => {
  const rows = rowsOf(createStandIn({ now }).tailnet.devices());
  expect(rows.filter((row) => !row.startsWith('Updates'))).toEqual([
    'Broken | edge-sin-01 | Only router for 10.60.0.0/16, and it is offline | 3 h ago',
    'Broken | win-erp-01 | Tailnet lock: node key not signed | Connected',
    'Broken | k8s-node-a2 | More than one machine uses its node key | Connected',
    'Devices to approve | lena-macbook-air | macOS 1.92.3 | Added 2 h ago',
    'Devices to approve | marco-surface | Windows 1.92.3 | Added 5 h ago',
    'Routes to approve | edge-fra-01 | 10.0.0.0/16 also served by edge-fra-02 | Connected',
    'Routes to approve | edge-nyc-01 | 10.40.8.0/24 inside 10.40.0.0/16 on the same device | Connected',
    'Routes to approve | exit-syd-01 | Exit node 2 other exit nodes are approved | Connected',
    'Routes to approve | printer-gw | 192.168.30.0/24 no other router | Connected',
    'Keys expiring | db-replica-03 | Expires 24 Nov 2026, 22:00 UTC | In 3 d',
    'Keys expiring | jonas-thinkpad | Expires 27 Nov 2026, 02:48 UTC | In 5 d',
    'Keys expired | tomas-desktop | Windows 1.84.1 | 4 d ago',
    'Keys expired | raspi-lobby | Last seen 41 d ago. Possibly retired | 12 d ago',
    'Keys expired | legacy-jumpbox | Last seen 8 Mar. Possibly retired | 170 d ago',
  ]);
});

test('a pair of routers that is down as a whole says so of each other', () => {
  const down = (name: string, more: Device = {}): Device => ({
    nodeId: name,
    name,
    authorized: true,
    connectedToControl: false,
    lastSeen: '2026-11-21T15:12:00Z',
    advertisedRoutes: ['10.0.0.0/16', '10.1.0.0/16'],
    enabledRoutes: ['10.0.0.0/16', '10.1.0.0/16'],
    ...more,
  });
  expect(rowsOf([down('a'), down('b', { expires: '2026-11-20T00:00:00Z' })]).slice(0, 2)).toEqual([
    'Broken | a | No router left for 10.0.0.0/16 and 10.1.0.0/16: it is offline, and b is down too | 2 h ago',
    'Broken | b | No router left for 10.0.0.0/16 and 10.1.0.0/16: its key has expired, and a is down too | 2 h ago',
  ]);
});

test('who waits for approval is told apart from its twin, and a numbered name from the one that has the name', () => {
  const device = (name: string, hostname: string, more: Device = {}): Device => ({
    nodeId: name,
    name,
    hostname,
    os: 'linux',
    authorized: true,
    connectedToControl: true,
    ...more,
  });
  expect(rowsOf([device('web', 'web'), device('web-1', 'web', { authorized: false })])).toEqual([
    'Devices to approve | web-1 | Linux same host name as web, connected | –',
    'Numbered names | web-1 | web has the name it asked for connected | Connected',
  ]);
});
