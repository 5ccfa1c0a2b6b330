import { fork } from 'node:child_process';
import process from 'node:process';
import { type Browser, chromium } from '@playwright/test';
import { intend } from './bench-change.ts';
import { judge } from './bench-fleet.ts';
import { type Change, type Visit, operate, visit } from './bench-page.ts';
import type { Order, Ready } from './bench-server.ts';
import { type Result, printResults } from './bench-table.ts';
import { findChromium } from './find-chromium.mjs';
import { build, root } from './prepare.mjs';

const sizes = [34, 1000, 10_000, 50_000, 100_000] as const;
/** The size at which the API answers late, by so many milliseconds. */
const late = { size: 1000, ms: 300 } as const;

/** Starts a server with a tailnet of its own, runs `then` on it, and ends it. */
async function withServer<T>(
  size: number,
  latency: number,
  then: (ready: Ready, change: Change) => Promise<T>,
): Promise<T> {
  const script = `${root}src/run/typescript.mjs`;
  const server = fork(script, ['src/run/bench-server.ts', String(size), String(latency)], { cwd: root });
  // Only bench-server.ts speaks there, whose messages are of the types that it names.
  const told = <M>() => new Promise<M>((resolve) => server.once('message', (message) => resolve(message as M)));
  const ended = new Promise<never>((_, reject) => {
    server.once('exit', () => reject(new Error('The server of the benchmark ended.')));
  });
  const change: Change = async (what, round) => {
    const done = told<'done'>();
    server.send({ change: what, round } satisfies Order);
    await done;
  };
  try {
    return await Promise.race([told<Ready>().then((ready) => then(ready, change)), ended]);
  } finally {
    ended.catch(() => undefined);
    server.kill();
  }
}

/** Measures one size: floor and page take turns, so that a busy moment of the machine falls on both. */
function measure(browser: Browser, size: number, runs: number): Promise<Result> {
  return withServer(size, 0, async ({ origin, plain }, change) => {
    // The first answers warm the server up and are not counted.
    await visit(browser, `${origin}/floor`);
    await visit(browser, `${origin}/devices`);
    const floor: Visit[] = [];
    const app: Visit[] = [];
    for (let run = 0; run < runs; run++) {
      floor.push(await visit(browser, `${origin}/floor`));
      app.push(await visit(browser, `${origin}/devices`));
    }
    const lateVisits = size === late.size ? await measureLate(browser, runs) : [];
    if (size > 50_000) return { size, floor, app, late: lateVisits, usage: undefined, fleet: undefined, intents: [] };
    const usage = await operate(browser, `${origin}/devices`, change);
    const intents = plain === undefined ? [] : await intend(browser, `${origin}/devices/${plain}`);
    const fleet = await judge(browser, origin, runs);
    return { size, floor, app, late: lateVisits, usage, fleet, intents };
  });
}

function measureLate(browser: Browser, runs: number): Promise<readonly Visit[]> {
  return withServer(late.size, late.ms, async ({ origin }) => {
    await visit(browser, `${origin}/devices`);
    const visits: Visit[] = [];
    for (let run = 0; run < runs; run++) visits.push(await visit(browser, `${origin}/devices`));
    return visits;
  });
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
    const runs = Number(option('--runs') ?? (size > 50_000 ? 3 : size === 50_000 ? 5 : 7));
    console.log(`${size.toLocaleString('en-US')} devices, ${runs} navigations each of page and bare page…`);
    results.push(await measure(browser, size, runs));
  }
} finally {
  await browser.close();
}
printResults(results);
