import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page, Response } from '@playwright/test';
import { deviceRow, installProbe } from './bench-probe.ts';

/** What one visit to the list showed. Times in milliseconds, sizes in bytes after `gzip -9`. */
export type Visit = { readonly firstRow: number; readonly longestTask: number; readonly bytes: Bytes };
/** `paper` is CSS that the browser asks for besides and does not wait for, as it is for print alone. */
type Bytes = { readonly js: number; readonly css: number; readonly paper: number };

/** What using the list showed. Times in milliseconds, heap in bytes after a collection. */
export type Usage = {
  readonly keystrokes: readonly number[];
  /** From a click on a column's head or a quick filter to its rows. */
  readonly choices: readonly number[];
  /** From a click on a device's name to its page, the first ever aside. */
  readonly openings: readonly number[];
  /** The longest frame of each refresh in which every device had changed. */
  readonly refreshFrames: readonly number[];
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

/** One navigation with an empty cache; only what was asked for before the first row was made counts as bytes. */
export function visit(browser: Browser, address: string): Promise<Visit> {
  return inFreshPage(browser, async (page) => {
    const loaded: Promise<{ url: string; size: number }>[] = [];
    const onResponse = (response: Response) => {
      const url = response.url();
      if (!/\.(js|css)$/.test(url)) return;
      const size = response.body().then((body) => gzipSync(body, { level: 9 }).length);
      // What is still on its way when the page is closed came after the first row.
      loaded.push(size.then((known) => ({ url, size: known })).catch(() => ({ url, size: 0 })));
    };
    page.on('response', onResponse);
    const firstRow = await open(page, address);
    page.off('response', onResponse);
    const before = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => entry.startTime < window.bench.firstRowMade)
        .map((entry) => ({
          name: entry.name,
          isBlocking: 'renderBlockingStatus' in entry && entry.renderBlockingStatus === 'blocking',
        })),
    );
    const sizes = new Map((await Promise.all(loaded)).map(({ url, size }) => [url, size]));
    const sum = (some: typeof before) => some.reduce((total, { name }) => total + (sizes.get(name) ?? 0), 0);
    const styles = before.filter(({ name }) => name.endsWith('.css'));
    const bytes = {
      js: sum(before.filter(({ name }) => name.endsWith('.js'))),
      css: sum(styles.filter(({ isBlocking }) => isBlocking)),
      paper: sum(styles.filter(({ isBlocking }) => !isBlocking)),
    };
    return { firstRow, longestTask: await longestTask(page), bytes };
  });
}

/** Changes one device of the server, or all of them, and resolves when it is done. */
export type Change = (change: 'one' | 'all', round: number) => Promise<void>;

/** Filters by typing, scrolls, sorts, opens devices and lets them change, on one page that stays open. */
export function operate(browser: Browser, address: string, change: Change): Promise<Usage> {
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
      await change('one', round);
      await refresh(page);
    }
    const heapUsed = await heap(cdp);
    const choices = await choose(page);
    const openings = await openDevices(page);
    const refreshFrames: number[] = [];
    for (let round = 0; round < 5; round++) {
      await change('all', round);
      refreshFrames.push(await refresh(page));
    }
    const times = { keystrokes, choices, openings, refreshFrames };
    return { ...times, longestTask: slowest, scrollFrame, nodes, heapLoaded, heapUsed };
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
  const filter = page.getByLabel('Filter devices').first();
  await filter.focus();
  const times: number[] = [];
  for (const letter of word) {
    await page.evaluate(() => window.bench.expectChange('input'));
    await page.keyboard.press(letter);
    times.push(await page.evaluate(() => window.bench.change));
  }
  await filter.fill('');
  await pause(page, 300);
  return times;
}

/** Sorts by every column and chooses every quick filter; resolves to each choice's time. */
async function choose(page: Page): Promise<number[]> {
  const heads = await page.getByRole('columnheader').getByRole('button').all();
  const filters = await page.getByRole('group', { name: 'Quick filters' }).getByRole('radio').all();
  const times: number[] = [];
  for (const choice of [...heads.slice(1), ...heads.slice(0, 1), ...filters.slice(1), ...filters.slice(0, 1)]) {
    await page.evaluate(() => window.bench.expectChange('click'));
    await choice.click();
    times.push(await page.evaluate(() => window.bench.change));
    await pause(page, 300);
  }
  return times;
}

/** Opens some devices one after the other, going back in between; the first, whose code runs cold, is not counted. */
async function openDevices(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 8; round++) {
    await page.evaluate(() => window.bench.expectOpening('main:not(:has([role=grid])) h1'));
    await page
      .locator(deviceRow)
      .nth(round + 2)
      .click();
    times.push(await page.evaluate(() => window.bench.opened));
    await page.waitForLoadState('networkidle');
    await page.goBack();
    await page.locator(deviceRow).first().waitFor();
    await pause(page, 300);
  }
  return times.slice(1);
}

/** Asks for the list again; resolves to the longest frame until half a second after it came. */
async function refresh(page: Page): Promise<number> {
  await pause(page, 100);
  await page.evaluate(() => window.bench.watchFrames());
  const answered = page.waitForResponse((response) => response.url().includes('/devices'));
  await page.getByRole('button', { name: /^(Refresh|Updated)/ }).click();
  // Chromium calls some bodies that a page has read to their end broken off, and then never finished.
  await Promise.race([(await answered).finished(), pause(page, 2000)]);
  await pause(page, 500);
  return page.evaluate(() => window.bench.longestFrame);
}

async function scroll(page: Page): Promise<number> {
  await page.mouse.move(700, 500);
  await page.evaluate(() => window.bench.watchFrames());
  for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 240);
  await pause(page, 300);
  return page.evaluate(() => window.bench.longestFrame);
}

function pause(page: Page, milliseconds: number): Promise<void> {
  return page.evaluate((time) => new Promise<void>((resolve) => setTimeout(resolve, time)), milliseconds);
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
