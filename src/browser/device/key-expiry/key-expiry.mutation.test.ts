import { createClient, createExchange } from '#browser/api/client.ts';
import { createActivityLog } from '#browser/changes/activity-log.ts';
import { createSendChange } from '#browser/changes/send-change.ts';
import type { Device } from '#contract/device.ts';
import { readConfig } from '#proxy/config.ts';
import { listen } from '#proxy/listen.ts';
import { compose } from '#run/compose.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { setKeyExpiryOptions } from './key-expiry.mutation.ts';
import { undoKeyExpiry } from './key-expiry.undo.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
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

/** A page's half of the world, with the real proxy and a tailnet of one device behind it. */
async function world(device: Device) {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const standIn = createStandIn({ now, devices: [device] });
  const { proxy } = compose(readConfig({}, []), { assets: null, now: () => now, log: () => {}, standIn });
  const { origin, close } = await listen(proxy, { host: '127.0.0.1', port: 0 });
  onTestFinished(close);
  // A browser says by itself that a request comes from the page's own origin; Node.js does not.
  const passOn = globalThis.fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    headers.set('sec-fetch-site', 'same-origin');
    return passOn(url, { ...init, headers });
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const exchange = createExchange({ origin });
  const client = createClient(exchange);
  const activity = createActivityLog(undefined);
  const send = createSendChange({ exchange, log: activity, now: () => now, newId: () => crypto.randomUUID() });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  onTestFinished(() => queryClient.clear());
  const writer = { api: { client, send }, queryClient, deviceId, patience: [0, 5, 5] };
  return {
    standIn,
    writer,
    activity,
    expiry: (keyExpiryDisabled: boolean) =>
      new MutationObserver(queryClient, setKeyExpiryOptions(writer)).mutate({ keyExpiryDisabled }),
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
});
