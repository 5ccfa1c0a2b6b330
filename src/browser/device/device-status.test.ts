import { expect, test } from 'vitest';
import { readDeviceList } from '#contract/device-list.ts';
import { factsOf } from './device-facts.ts';
import { needsAttention, stateOf } from './device-status.ts';
import { liveRouters } from './live-routers.ts';
import { day } from './moment.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const { devices } = readDeviceList([
  { nodeId: 'n1CNTRL', authorized: true, connectedToControl: true, expires: '2026-11-22T12:00:00Z' },
]);
const routers = liveRouters(devices);

test('a key that lasts a day warns nobody on its first morning, and one that lasts half a year does', () => {
  for (const device of devices) {
    const facts = factsOf(device);
    const badges = (warning: number) => stateOf(device, facts, routers, now, warning).badges.map(({ label }) => label);
    expect(badges(7 * day)).toEqual(['Key expires in 18 h']);
    expect(needsAttention(device, facts, routers, now, 7 * day)).toBe(true);
    expect(badges(day / 10)).toEqual([]);
    expect(needsAttention(device, facts, routers, now, day / 10)).toBe(false);
  }
  expect(devices).toHaveLength(1);
});
