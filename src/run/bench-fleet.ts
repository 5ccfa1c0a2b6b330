import type { Browser, Page } from '@playwright/test';
import { inFreshPage } from './bench-page.ts';
import { deviceRow } from './bench-probe.ts';

/** What judging, finding and selecting among all devices showed. Times in milliseconds. */
export type Fleet = {
  /** On a page that is opened by its link. */
  readonly attention: readonly Landing[];
  readonly routes: readonly Landing[];
  /** From a click in the bar to the first line, on a page that has the list. */
  readonly toAttention: readonly number[];
  readonly toRoutes: readonly number[];
  /** From a letter in the filter to the words that complete it. */
  readonly suggestions: readonly number[];
  /** From a letter in Go to device or command to what it finds. */
  readonly places: readonly number[];
  /** From a press on the box that selects all devices of the filter, to the rows, the first ever included. */
  readonly selections: readonly number[];
};

/** From the start of a navigation: when the page had the whole list, and when its first line was painted. */
export type Landing = { readonly listed: number; readonly painted: number };

const attentionLine = 'ul[aria-label="Needs attention"] li a';
const routeLine = '[role=table][aria-label=Routes] [role=row] a';

/** Opens the pages about a whole tailnet `runs` times, then completes, goes to and selects on one that stays open. */
export async function judge(browser: Browser, origin: string, runs: number): Promise<Fleet> {
  const attention: Landing[] = [];
  const routes: Landing[] = [];
  for (let run = 0; run < runs; run++) {
    attention.push(await land(browser, `${origin}/attention`, attentionLine));
    routes.push(await land(browser, `${origin}/routes`, routeLine));
  }
  const used = await inFreshPage(browser, async (page) => {
    await page.goto(`${origin}/devices`);
    await page.locator(deviceRow).first().waitFor({ timeout: 60_000 });
    await page.waitForLoadState('networkidle');
    const used = { selections: await select(page), suggestions: await complete(page), places: await goTo(page) };
    const toAttention = await goFromList(page, 'Attention', attentionLine);
    return { ...used, toAttention, toRoutes: await goFromList(page, 'Routes', routeLine) };
  });
  return { attention, routes, ...used };
}

/** One navigation to a page. */
function land(browser: Browser, address: string, line: string): Promise<Landing> {
  return inFreshPage(browser, async (page) => {
    await page.addInitScript((wanted) => window.bench.expectPaint(wanted), line);
    await page.goto(address);
    return page.evaluate(async () => ({ painted: await window.bench.painted, listed: window.bench.listed }));
  });
}

/** Goes from the list to a page of the bar and back, some times. */
async function goFromList(page: Page, name: string, line: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < 6; round++) {
    await page.evaluate((wanted) => window.bench.expectOpening(wanted), line);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
    times.push(await page.evaluate(() => window.bench.opened));
    await page.goBack();
    await page.locator(deviceRow).first().waitFor();
    await page.waitForLoadState('networkidle');
  }
  return times;
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
