import type { Device } from '#contract/device.ts';
import { pageWorld, stopDate } from '#run/testing/page-world.ts';
import { MutationObserver } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { keyExpiryChange, setKeyExpiryOptions } from './key-expiry.mutation.ts';
import { undoKeyExpiry } from './key-expiry.undo.ts';

const deviceId = 'nLaptop01CNTRL';
const laptop: Device = {
  id: '1001',
  nodeId: deviceId,
  name: 'laptop.tail4e21b.ts.net',
  addresses: ['100.64.0.1'],
  authorized: true,
  keyExpiryDisabled: false,
  expires: '2027-05-30T04:44:05Z',
};

/** A tailnet of one device. */
async function world(device: Device) {
  stopDate();
  const page = await pageWorld({ devices: [device] });
  const writer = page.writerOf(deviceId);
  return {
    ...page,
    writer,
    expiry: (keyExpiryDisabled: boolean) =>
      new MutationObserver(page.queryClient, setKeyExpiryOptions(writer)).mutate({ keyExpiryDisabled }),
  };
}

describe('key expiry', () => {
  test('off and on again keeps the date', async () => {
    const { expiry, standIn } = await world(laptop);
    await expiry(true);
    expect(standIn.tailnet.device(deviceId)).toMatchObject({ keyExpiryDisabled: true, expires: laptop.expires });
    await expiry(false);
    expect(standIn.tailnet.device(deviceId)).toMatchObject({ keyExpiryDisabled: false, expires: laptop.expires });
  });

  test('an undo that would cut the device off by now is not carried out', async () => {
    const { expiry, standIn, activity, writer } = await world(laptop);
    await expiry(true);
    const [entry] = activity.entries();
    standIn.tailnet.device(deviceId).expires = '2026-11-20T00:00:00Z';
    await expect(undoKeyExpiry(writer, entry?.undo?.intent, entry?.id ?? '')).rejects.toThrow('date has passed');
    expect(standIn.tailnet.device(deviceId).keyExpiryDisabled).toBe(true);
  });

  test('is told with the date that it is about', () => {
    const told = (keyExpiryDisabled: boolean, before: Device) => {
      const now = Date.parse('2026-11-21T17:12:00Z');
      return keyExpiryChange(deviceId, { keyExpiryDisabled }, before, now).differences;
    };
    const became = (before: string, after: string) => [{ kind: 'became', before, after }];
    expect(told(true, laptop)).toEqual(became('Expires 30 May 2027', 'Does not expire'));
    const off = { ...laptop, keyExpiryDisabled: true, expires: '2026-11-17T17:12:00Z' };
    expect(told(false, off)).toEqual(became('Does not expire', 'Expired 17 Nov 2026'));
    const born = { ...off, expires: '0001-01-01T00:00:00Z' };
    expect(told(false, born)).toEqual(became('Does not expire', 'Key expiry on, no date'));
  });
});
