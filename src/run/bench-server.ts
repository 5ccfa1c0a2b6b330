import { createServer } from 'node:http';
import { resolve } from 'node:path';
import process from 'node:process';
import { readConfig } from '#proxy/config.ts';
import { nodeListener } from '#proxy/listen.ts';
import { floorPage } from './bench-floor.ts';
import { plainDevice } from './bench-change.ts';
import { compose } from './compose.ts';

/** What the benchmark asks of its server: to change one device, or every one, before the next list is read. */
export type Order = { readonly change: 'one' | 'all'; readonly round: number };
/** Where the server listens, and a device whose key expiry can be turned off and on without a question. */
export type Ready = { readonly origin: string; readonly plain: string | undefined };

/** The moment at which the demo tailnets of a benchmark are made, so that two runs measure the same devices. */
const now = Date.parse('2026-11-21T17:12:00Z');

// A process of its own, as in real use: beside the benchmark's own work the server would answer late.
const [devices = '34', latency = '0'] = process.argv.slice(2);
const size = devices === '34' ? [] : ['--devices', devices];
const { proxy, standIn } = compose(readConfig({}, [...size, '--latency', latency]), {
  assets: resolve('dist/client'),
  now: () => now,
  log: () => undefined,
});
const listener = nodeListener(proxy);
const server = createServer((request, response) => {
  if (request.url === '/floor') response.setHeader('content-type', 'text/html').end(floorPage);
  else listener(request, response);
});
const ids = (standIn?.tailnet.devices() ?? []).map(({ nodeId, id }) => nodeId ?? id ?? '');

// Orders come from bench.ts alone, which is checked against the same type.
process.on('message', ({ change, round }: Order) => {
  for (const id of change === 'all' ? ids : ids.slice(round, round + 1)) {
    const device = standIn?.tailnet.device(id);
    if (device === undefined) continue;
    if (change === 'one') device.hostname = `changed-${round}`;
    else device.clientVersion = `1.${90 + round}.0-t1`;
  }
  process.send?.('done');
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const plain = plainDevice(standIn?.tailnet.devices() ?? [], now)?.nodeId ?? undefined;
  process.send?.({ origin, plain } satisfies Ready);
});
