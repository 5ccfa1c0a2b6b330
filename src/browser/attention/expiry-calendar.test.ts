import { day } from '#browser/device/moment.ts';
import { judgementSteps } from '#browser/fleet/judgement.ts';
import { finish } from '#browser/fleet/steps.ts';
import { readDeviceList } from '#contract/device-list.ts';
import type { Device } from '#contract/device.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expiryCalendar } from './expiry-calendar.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const origin = 'http://127.0.0.1:8420';

function calendarOf(...devices: readonly Partial<Device>[]): string {
  const { groups } = finish(judgementSteps(readDeviceList(devices).devices, now, 7 * day));
  return expiryCalendar(groups.expiring, now, origin);
}

const replica: Partial<Device> = {
  nodeId: 'nReplicaCNTRL',
  name: 'db-replica-03.tail4e21b.ts.net',
  nodeKey: 'nodekey:secret',
  tags: ['tag:db', 'tag:prod'],
  expires: '2026-11-24T22:00:00Z',
};

const unfold = (text: string) => text.replaceAll('\r\n ', '');

describe('the calendar of key expiries', () => {
  test('has one moment per key, which stays the same event when the file is made again', () => {
    const lines = unfold(calendarOf(replica)).split('\r\n');
    expect(lines).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Tailboard//Key expiry//EN',
      'CALSCALE:GREGORIAN',
      'BEGIN:VEVENT',
      'UID:key-nReplicaCNTRL-20261124T220000Z@tailboard',
      'DTSTAMP:20261121T171200Z',
      'DTSTART:20261124T220000Z',
      'SUMMARY:Key of db-replica-03 expires',
      'DESCRIPTION:Owner: tag:db\\, tag:prod\\nThe device is cut off until it signs in again.',
      'URL:http://127.0.0.1:8420/devices/nReplicaCNTRL#key',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  test('names what a router carries, and holds no key', () => {
    const routes = { advertisedRoutes: ['10.0.0.0/16'], enabledRoutes: ['10.0.0.0/16'], connectedToControl: true };
    const text = unfold(calendarOf({ ...replica, ...routes }));
    expect(text).toContain('\\nRoutes: 10.0.0.0/16\\n');
    expect(text).not.toContain('nodekey');
  });

  test('folds lines to 75 bytes and escapes every text, whatever a device is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const user = `${name}\r\nEND:VEVENT`;
        const text = calendarOf({ nodeId: replica.nodeId, expires: replica.expires, hostname: name, user });
        expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
        for (const line of text.split('\r\n')) {
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        expect(
          unfold(text)
            .split('\r\n')
            .filter((line) => line === 'END:VEVENT'),
        ).toHaveLength(1);
      }),
    );
  });
});
