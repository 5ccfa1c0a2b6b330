import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { deviceRow, installProbe } from './bench-probe.ts';

/** What one visit to the list showed. Times in milliseconds, sizes in bytes after `gzip -9`. */
export type Visit = { readonly firstRow: number; readonly longestTask: number; readonly bytes: Bytes };
type Bytes = { readonly js: number; readonly css: number };

/** What using the list showed. Times in milliseconds, heap in bytes after a collection. */
export type Usage = {
  readonly keystrokes: readonly number[];
  readonly longestTask: number;
  readonly scrollFrame: number;
  readonly nodes: number;
  readonly heapLoaded: number;
  readonly heapUsed: number;
};

/** Opens an address in a fresh browser context, runs `then` on it, and closes it. */
export async function inFreshPage<T>(browser: Browser, then: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  await page.addInitScript(installProbe, deviceRow);
  try {
    return await then(page);
  } finally {
    await context.close();
  }
}

/** One navigation with an empty cache; only what was loaded before the first row was painted counts as bytes. */
export function visit(browser: Browser, address: string): Promise<Visit> {
  return inFreshPage(browser, async (page) => {
    const loaded: Promise<{ type: string; size: number }>[] = [];
    page.on('response', (response) => {
      const type = response.request().resourceType();
      if (type !== 'script' && type !== 'stylesheet') return;
      loaded.push(response.body().then((body) => ({ type, size: gzipSync(body, { level: 9 }).length })));
    });
    const firstRow = await open(page, address);
    const files = await Promise.all(loaded);
    const sum = (wanted: string) => files.reduce((total, { type, size }) => total + (type === wanted ? size : 0), 0);
    const bytes = { js: sum('script'), css: sum('stylesheet') };
    return { firstRow, longestTask: await longestTask(page), bytes };
  });
}

/** Filters by typing, scrolls, and lets devices change, on one page that stays open. */
export function operate(browser: Browser, address: string, change: (round: number) => void): Promise<Usage> {
  return inFreshPage(browser, async (page) => {
    const cdp = await page.context().newCDPSession(page);
    await open(page, address);
    await page.waitForLoadState('networkidle');
    const heapLoaded = await heap(cdp);
    const scrollFrame = await scroll(page);
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);

    await page.evaluate(() => (window.bench.tasks.length = 0));
    const keystrokes: number[] = [];
    for (const word of ['linux', 'tag:prod', 'status:off']) keystrokes.push(...(await type(page, word)));
    const slowest = await longestTask(page);

    for (const word of ['a', 'ios', 'web', 'db', '100.64']) await type(page, word);
    for (let round = 0; round < 10; round++) {
      change(round);
      const answered = page.waitForResponse((response) => response.url().includes('/devices'));
      await page.getByRole('button', { name: /^(Refresh|Updated)/ }).click();
      await answered;
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
    }
    return { keystrokes, longestTask: slowest, scrollFrame, nodes, heapLoaded, heapUsed: await heap(cdp) };
  });
}

/** Resolves to the milliseconds from the start of the navigation until the first device row was painted. */
async function open(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await page.waitForFunction(() => window.bench.firstRow !== undefined, undefined, { timeout: 60_000 });
  return page.evaluate(() => window.bench.firstRow ?? Number.NaN);
}

/** Types a word into the filter letter by letter, then empties it; resolves to each letter's time. */
async function type(page: Page, word: string): Promise<number[]> {
  const filter = page.getByRole('searchbox');
  await filter.focus();
  const times: number[] = [];
  for (const letter of word) {
    await page.evaluate(() => window.bench.expectKeystroke());
    await page.keyboard.press(letter);
    times.push(await page.evaluate(() => window.bench.keystroke));
  }
  await filter.fill('');
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  return times;
}

async function scroll(page: Page): Promise<number> {
  await page.mouse.move(700, 500);
  const longest = page.evaluate(() => window.bench.longestFrame(2000));
  for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 240);
  return longest;
}

/** The longest task so far; 0 when none took 50 ms, which is the browser's own threshold. */
function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, ...window.bench.tasks));
}

/** Bytes in use after a forced collection. */
async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize;
}
