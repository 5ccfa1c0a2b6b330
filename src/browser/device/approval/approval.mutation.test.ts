import { createClient, createExchange } from '#browser/api/client.ts';
import { type ListAnswer, createDeviceQueries, deviceKeys } from '#browser/api/queries.ts';
import { createActivityLog } from '#browser/changes/activity-log.ts';
import { createSendChange } from '#browser/changes/send-change.ts';
import type { Device } from '#contract/device.ts';
import { readConfig } from '#proxy/config.ts';
import { listen } from '#proxy/listen.ts';
import { compose } from '#run/compose.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { setApprovalOptions } from './approval.mutation.ts';
import { undoApproval } from './approval.undo.ts';

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
  const queries = createDeviceQueries(client, queryClient);
  await queryClient.query(queries.list());
  return {
    standIn,
    queryClient,
    writer,
    activity,
    approve: (authorized: boolean) =>
      new MutationObserver(queryClient, setApprovalOptions(writer)).mutate({ authorized }),
  };
}

describe('approval', () => {
  test('is given, shows in the list, and is taken back', async () => {
    const { approve, standIn, queryClient, activity, writer } = await world({ ...laptop, authorized: false });
    await approve(true);
    expect(standIn.tailnet.device(deviceId).authorized).toBe(true);
    expect(queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices[0]?.authorized).toBe(true);
    const [entry] = activity.entries();
    await undoApproval(writer, entry?.undo?.intent, entry?.id ?? '');
    expect(standIn.tailnet.device(deviceId).authorized).toBe(false);
    expect(activity.entries()[0]?.undoneAt).toBe(now);
  });

  test('revoked from an ephemeral device is the end of it: it leaves the list, and no way back is offered', async () => {
    const { approve, queryClient, activity } = await world({ ...laptop, isEphemeral: true });
    await approve(false);
    expect(queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices).toEqual([]);
    expect(activity.entries()[0]).toMatchObject({ outcome: 'applied', undo: undefined });
    expect(activity.entries()[0]?.finality).toContain('Cannot be undone.');
  });

  test('revoked from an ephemeral device whose answer was lost: not finding it is the success', async () => {
    const { approve, standIn, activity } = await world({ ...laptop, isEphemeral: true });
    standIn.fail({ endpoint: 'setAuthorized', drop: true, after: true });
    await approve(false);
    expect(activity.entries()[0]?.outcome).toBe('applied');
  });

  test('that the server agrees to and never shows is no success', async () => {
    const { approve, standIn } = await world({ ...laptop, authorized: false });
    standIn.fail({ endpoint: 'getDevice', json: { ...laptop, authorized: false }, skip: 1, times: 3 });
    await expect(approve(true)).rejects.toMatchObject({ outcome: 'not-kept' });
  });
});
