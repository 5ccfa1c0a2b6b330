import type { Browser, Page } from '@playwright/test';
import { inFreshPage } from './bench-page.ts';
import { deviceRow } from './bench-probe.ts';

/** What judging, finding and selecting among all devices showed. Times in milliseconds. */
export type Fleet = {
  /** From the end of the list's answer to the first painted line, on a page that is opened with it. */
  readonly attention: readonly number[];
  readonly routes: readonly number[];
  /** From a letter in the filter to the words that complete it. */
  readonly suggestions: readonly number[];
  /** From a letter in Go to device or command to what it finds. */
  readonly places: readonly number[];
  /** From a press on the box that selects all devices of the filter, to the rows, the first ever included. */
  readonly selections: readonly number[];
};

const attentionLine = 'ul[aria-label="Needs attention"] li a';
const routeLine = '[role=table][aria-label=Routes] [role=row] a';

/** Opens the pages about a whole tailnet `runs` times, then completes, goes to and selects on one that stays open. */
export async function judge(browser: Browser, origin: string, runs: number): Promise<Fleet> {
  const attention: number[] = [];
  const routes: number[] = [];
  for (let run = 0; run < runs; run++) {
    attention.push(await land(browser, `${origin}/attention`, attentionLine));
    routes.push(await land(browser, `${origin}/routes`, routeLine));
  }
  const used = await inFreshPage(browser, async (page) => {
    await page.goto(`${origin}/devices`);
    await page.locator(deviceRow).first().waitFor({ timeout: 60_000 });
    await page.waitForLoadState('networkidle');
    return { selections: await select(page), suggestions: await complete(page), places: await goTo(page) };
  });
  return { attention, routes, ...used };
}

/** One navigation to a page; the time that passed from the whole list being here to the paint of its first line. */
function land(browser: Browser, address: string, line: string): Promise<number> {
  return inFreshPage(browser, async (page) => {
    await page.addInitScript((wanted) => window.bench.expectPaint(wanted), line);
    await page.goto(address);
    const painted = await page.evaluate(() => window.bench.painted);
    const arrived = await page.evaluate(() => {
      const [list] = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/devices?'));
      return list instanceof PerformanceResourceTiming ? list.responseEnd : Number.NaN;
    });
    return painted - arrived;
  });
}

async function select(page: Page): Promise<readonly number[]> {
  const box = page.getByRole('checkbox', { name: /^Select all/ });
  const times: number[] = [];
  for (let round = 0; round < 8; round++) {
    await page.evaluate(() => window.bench.expectChange('click'));
    await box.click();
    times.push(await page.evaluate(() => window.bench.change));
  }
  return times;
}

async function complete(page: Page): Promise<readonly number[]> {
  const filter = page.getByLabel('Filter devices').first();
  await filter.focus();
  const times: number[] = [];
  for (const word of ['owner:', 'tag:p', 'ver']) {
    times.push(...(await letters(page, word, '[role=listbox] [role=option] > :first-child')));
    await filter.fill('');
  }
  return times;
}

async function goTo(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (const word of ['db-prod', '100.64.1', 'linus']) {
    await page.keyboard.press('Control+K');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    times.push(...(await letters(page, word, 'dialog [role=listbox]')));
    await page.keyboard.press('Escape');
  }
  return times;
}

/** Types a word letter by letter; each letter's time to the last change within what the selector names. */
async function letters(page: Page, word: string, within: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (const letter of word) {
    await page.evaluate((where) => window.bench.expectChange('input', where), within);
    await page.keyboard.press(letter);
    times.push(await page.evaluate(() => window.bench.change));
  }
  return times;
}
