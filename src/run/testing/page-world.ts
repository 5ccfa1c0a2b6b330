import { createClient, createExchange } from '#browser/api/client.ts';
import { createDeviceQueries } from '#browser/api/queries.ts';
import { createActivityLog } from '#browser/changes/activity-log.ts';
import { createSendChange } from '#browser/changes/send-change.ts';
import { readConfig } from '#proxy/config.ts';
import { listen } from '#proxy/listen.ts';
import { compose } from '#run/compose.ts';
import { createStandIn } from '#stand-in/stand-in.ts';
import { QueryClient } from '@tanstack/react-query';
import { onTestFinished, vi } from 'vitest';

/** The moment at which everything in a test happens, milliseconds since 1970. */
export const now = Date.parse('2026-11-21T17:12:00Z');

/**
 * A page's half of the world, with the real proxy and a tailnet behind it: `devices`, or those of the demo tailnet. All
 * of it is over with the test. `clock` is the tailnet's own.
 */
export async function pageWorld(
  options: Partial<Pick<Parameters<typeof createStandIn>[0], 'devices'>> & { clock?: () => number } = {},
) {
  const { clock = () => now, ...tailnet } = options;
  const standIn = createStandIn({ now: clock, ...tailnet });
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
  return {
    standIn,
    activity,
    client,
    queryClient,
    queries: createDeviceQueries(client, queryClient),
    /** What a panel writes a device with; it waits only milliseconds for what it wrote to show. */
    writerOf: (deviceId: string) => ({
      api: { client, exchange, send, activity, waiting: activity },
      queryClient,
      deviceId,
      patience: [0, 5, 5],
    }),
    /** The bodies that were sent to one endpoint, in order. */
    bodiesOf: (name: string) =>
      standIn.journal.flatMap(({ endpoint, body }): unknown[] => (endpoint === name ? [JSON.parse(body ?? '')] : [])),
  };
}

/** Date says `now`, and nothing else is changed about time. */
export function stopDate(): void {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** The failure of a write, which is one of `kinds`; fails the test when there is none, or another one. */
export async function failureOf<Kinds extends readonly (abstract new (...args: never[]) => Error)[]>(
  write: Promise<unknown>,
  ...kinds: Kinds
): Promise<InstanceType<Kinds[number]>> {
  const isExpected = (error: unknown): error is InstanceType<Kinds[number]> =>
    kinds.some((kind) => error instanceof kind);
  const error: unknown = await write.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (isExpected(error)) return error;
  throw new Error(`This is no failed write: ${String(error)}`);
}
