import { createServer } from 'node:http';
import { resolve } from 'node:path';
import process from 'node:process';
import { type Browser, chromium } from '@playwright/test';
import { readConfig } from '#proxy/config.ts';
import { nodeListener } from '#proxy/listen.ts';
import { floorPage } from './bench-floor.ts';
import { intend, plainDevice } from './bench-change.ts';
import { type Usage, type Visit, operate, visit } from './bench-page.ts';
import { compose } from './compose.ts';
import { findChromium } from './find-chromium.mjs';
import { build } from './prepare.mjs';

/** The moment at which the demo tailnets of a benchmark are made, so that two runs measure the same devices. */
const now = Date.parse('2026-11-21T17:12:00Z');
const sizes = [34, 1000, 10_000, 50_000] as const;

type Result = {
  readonly size: number;
  readonly floor: readonly Visit[];
  readonly app: readonly Visit[];
  readonly usage: Usage;
  /** From click to painted intent; empty where no device can be changed without a question. */
  readonly intents: readonly number[];
};

/** Measures one size: floor and page take turns, so that a busy moment of the machine falls on both. */
async function measure(browser: Browser, size: number, runs: number): Promise<Result> {
  const args = size === 34 ? [] : ['--devices', String(size)];
  const { proxy, standIn } = compose(readConfig({}, args), {
    assets: resolve('dist/client'),
    now: () => now,
    log: () => undefined,
  });
  const listener = nodeListener(proxy);
  const server = createServer((request, response) => {
    if (request.url === '/floor') response.setHeader('content-type', 'text/html').end(floorPage);
    else listener(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  try {
    // The first answers warm the server up and are not counted.
    await visit(browser, `${origin}/floor`);
    await visit(browser, `${origin}/devices`);
    const floor: Visit[] = [];
    const app: Visit[] = [];
    for (let run = 0; run < runs; run++) {
      floor.push(await visit(browser, `${origin}/floor`));
      app.push(await visit(browser, `${origin}/devices`));
    }
    const devices = standIn?.tailnet.devices().slice(0, 10) ?? [];
    const change = (round: number) => {
      const id = devices[round]?.nodeId ?? undefined;
      if (id !== undefined && standIn !== null) standIn.tailnet.device(id).hostname = `changed-${round}`;
    };
    const usage = await operate(browser, `${origin}/devices`, change);
    const plain = plainDevice(standIn?.tailnet.devices() ?? [], now);
    const intents = plain === undefined ? [] : await intend(browser, `${origin}/devices/${plain.nodeId ?? ''}`);
    return { size, floor, app, usage, intents };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** One line of the table: a name, a value for each size, and which values miss the target. */
type Line = {
  readonly name: string;
  readonly target: string;
  readonly value: (result: Result) => string;
  readonly misses?: (result: Result) => boolean;
};

const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const mB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const firstRow = (visits: readonly Visit[]) => median(visits.map((one) => one.firstRow));
const ratio = ({ app, floor }: Result) => firstRow(app) / firstRow(floor);
const bytes = ({ app }: Result, kind: 'js' | 'css') => app[0]?.bytes[kind] ?? 0;
const atSize = (size: number, misses: (result: Result) => boolean) => (result: Result) =>
  result.size === size && misses(result);

const lines: readonly Line[] = [
  {
    name: 'initial JavaScript, gzip',
    target: '150 kB',
    value: (r) => kB(bytes(r, 'js')),
    misses: (r) => bytes(r, 'js') > 150_000,
  },
  {
    name: 'initial CSS, gzip',
    target: '10 kB',
    value: (r) => kB(bytes(r, 'css')),
    misses: (r) => bytes(r, 'css') > 10_000,
  },
  { name: 'first device row', target: '', value: (r) => ms(firstRow(r.app)) },
  { name: 'first row of the bare page', target: '', value: (r) => ms(firstRow(r.floor)) },
  {
    name: 'ratio to the bare page',
    target: '2.5 at 10,000, 1.5 at 50,000',
    value: (r) => ratio(r).toFixed(2),
    misses: (r) => (r.size === 10_000 && ratio(r) > 2.5) || (r.size === 50_000 && ratio(r) > 1.5),
  },
  { name: 'longest task while loading', target: '', value: (r) => ms(median(r.app.map((one) => one.longestTask))) },
  {
    name: 'keystroke to rows, median',
    target: '34 ms at 10,000',
    value: (r) => ms(median(r.usage.keystrokes)),
    misses: atSize(10_000, (r) => median(r.usage.keystrokes) > 34),
  },
  {
    name: 'keystroke to rows, p95',
    target: '50 ms at 10,000',
    value: (r) => ms(quantile(r.usage.keystrokes, 0.95)),
    misses: atSize(10_000, (r) => quantile(r.usage.keystrokes, 0.95) > 50),
  },
  {
    name: 'click to painted intent, median',
    target: '50 ms at 10,000',
    value: (r) => ms(median(r.intents)),
    misses: atSize(10_000, (r) => median(r.intents) > 50),
  },
  { name: 'longest task while typing', target: '', value: (r) => ms(r.usage.longestTask) },
  {
    name: 'longest scroll frame',
    target: '17 ms',
    value: (r) => ms(r.usage.scrollFrame),
    misses: (r) => r.usage.scrollFrame > 17,
  },
  { name: 'DOM nodes', target: '1,500', value: (r) => String(r.usage.nodes), misses: (r) => r.usage.nodes >= 1500 },
  { name: 'heap after load', target: '', value: (r) => mB(r.usage.heapLoaded) },
  {
    name: 'heap after ten filters and changes',
    target: '20 MB at 10,000',
    value: (r) => mB(r.usage.heapUsed),
    misses: atSize(10_000, (r) => r.usage.heapUsed > 20e6),
  },
];

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function print(results: readonly Result[]): void {
  const rows = [
    ['', ...results.map(({ size }) => size.toLocaleString('en-US')), 'target'],
    ...lines.map(({ name, target, value, misses }) => [
      name,
      ...results.map((result) => value(result) + (misses?.(result) ? ' miss' : '')),
      target,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[column] ?? 0) + 2)))
        .join(''),
    );
  }
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

await build();
const found = await findChromium({ say: (line) => console.log(line) });
if (found.tried) throw new Error(`No Chromium could be started: ${found.tried.join('; ')}`);
const browser = await chromium.launch({
  chromiumSandbox: found.sandbox,
  ...(found.executablePath === undefined ? {} : { executablePath: found.executablePath }),
});
const only = option('--only')?.split(',').map(Number);
const results: Result[] = [];
try {
  for (const size of sizes.filter((candidate) => only === undefined || only.includes(candidate))) {
    const runs = Number(option('--runs') ?? (size === 50_000 ? 5 : 7));
    console.log(`${size.toLocaleString('en-US')} devices, ${runs} navigations each of page and bare page…`);
    results.push(await measure(browser, size, runs));
  }
} finally {
  await browser.close();
}
print(results);
