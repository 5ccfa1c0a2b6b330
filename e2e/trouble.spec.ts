import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { grid, openDevices, row, rowNames } from './steps.ts';

/** The browser itself writes a line for every failed request; here they fail on purpose. */
test.use({ allowedConsole: [/Failed to load resource/] });

const list = { endpoint: 'listDevices', times: Infinity } as const;
const second = 1000;

/** How many times the list was asked for so far. */
function asked({ standIn }: Tailboard): number {
  return standIn.journal.filter(({ endpoint }) => endpoint === 'listDevices').length;
}

/** The button in the place of a list that could not be loaded. */
function tryAgain(page: Page) {
  return page.getByRole('button', { name: 'Try again' });
}

function refresh(page: Page) {
  return page.getByRole('button', { name: 'Refresh' });
}

test.describe('when the first load fails', () => {
  test('with 500, the page says so with the request id and never shows an empty tailnet', async ({
    page,
    tailboard,
  }) => {
    tailboard.standIn.fail({ ...list, status: 500, message: 'internal server error' });
    await openDevices(page);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The devices could not be loaded.');
    await expect(alert).toContainText('internal server error');
    await expect(alert).toContainText(/REQ-/);
    await expect(alert).toContainText(/Trying again in 1\d s\./);
    await expect(page.getByText(/No devices in/)).toBeHidden();
    await expectAccessible(page);
    tailboard.standIn.clearFaults();
    await tryAgain(page).click();
    await expect(row(page, 'edge-fra-01')).toBeVisible();
  });

  test('with 401, it is the key of the server that was refused, and asking stops', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ ...list, status: 401, message: 'API token invalid' });
    await openDevices(page);
    await expect(page.getByRole('alert')).toContainText("The API refused the server's Tailscale key.");
    await expect(page.getByText('Not connected')).toBeVisible();
    await page.clock.fastForward(600 * second);
    await page.clock.fastForward(600 * second);
    expect(asked(tailboard)).toBe(1);
    tailboard.standIn.clearFaults();
    await tryAgain(page).click();
    await expect(row(page, 'edge-fra-01')).toBeVisible();
    await expect(page.getByText('Demo tailnet')).toBeVisible();
  });

  test('with anything but a list of devices, it is an unexpected answer and not an empty tailnet', async ({
    page,
    tailboard,
  }) => {
    const { standIn } = tailboard;
    const answers = {
      'an HTML page': { html: '<script>alert(1)</script>', status: 200 },
      'half an answer': { cut: true },
      'half a JSON text': { truncated: true },
      'no JSON at all': { raw: 'devices: []' },
      'JSON by the name of HTML': { raw: '{"devices":[]}', contentType: 'text/html' },
      nothing: { raw: '' },
      'a redirect to another host': { redirect: 'http://127.0.0.1:9/' },
      'an object without devices': { json: {} },
      'devices that are no list': { json: { devices: 'all of them' } },
      'a bare list': { json: [] },
      'a bare text': { json: 'devices' },
      null: { json: null },
    } as const;
    let isFirst = true;
    for (const [name, fault] of Object.entries(answers)) {
      standIn.clearFaults();
      standIn.fail({ ...list, ...fault });
      const before = asked(tailboard);
      if (isFirst) await openDevices(page);
      else await tryAgain(page).click();
      isFirst = false;
      await expect.poll(() => asked(tailboard), name).toBeGreaterThan(before);
      const alert = page.getByRole('alert');
      await expect(alert, name).toContainText('The devices could not be loaded.');
      // Silent retries are over, too, once the button can be pressed again.
      await expect(tryAgain(page), name).not.toHaveAttribute('aria-busy');
      for (const leaked of ['<', 'Unexpected token', 'undefined', 'alert(1)'])
        await expect(alert, name).not.toContainText(leaked);
      await expect(page.getByText(/No devices in|0 of 0/), name).toBeHidden();
    }
    standIn.clearFaults();
    await tryAgain(page).click();
    await expect(row(page, 'edge-fra-01')).toBeVisible();
  });

  test('with 429, it waits as long as the server asked, for the button too, and then goes on by itself', async ({
    page,
    tailboard,
  }) => {
    tailboard.standIn.fail({ ...list, times: 1, status: 429, headers: { 'retry-after': '30' } });
    await openDevices(page);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The server asked Tailboard to slow down (429).');
    await expect(alert).toContainText('Trying again in 30 s.');
    await expect(tryAgain(page)).toBeDisabled();
    await expect(refresh(page)).toBeDisabled();
    await page.clock.fastForward(20 * second);
    expect(asked(tailboard)).toBe(1);
    await page.clock.fastForward(11 * second);
    await expect(row(page, 'edge-fra-01')).toBeVisible();
    await expect(refresh(page)).toBeEnabled();
  });

  test('because the network goes away meanwhile, it says so instead of loading for ever', async ({
    page,
    context,
    tailboard,
  }) => {
    tailboard.standIn.fail({ ...list, status: 503, latencyMs: 300 });
    await openDevices(page);
    await context.setOffline(true);
    await expect(page.getByRole('alert')).toContainText('You are offline.');
    await expect(page.getByText('Loading devices…')).toBeHidden();
    tailboard.standIn.clearFaults();
    await context.setOffline(false);
    await expect(row(page, 'edge-fra-01')).toBeVisible();
  });

  test('or takes long, bars stand where the rows will be, and later a sentence says that it still waits', async ({
    page,
    tailboard,
  }) => {
    tailboard.standIn.fail({ endpoint: 'listDevices', latencyMs: 2500 });
    await openDevices(page);
    await expect(page.getByText('Loading devices…')).toBeVisible();
    await expect(page.getByText('Still waiting for the server.')).toBeHidden();
    await page.clock.fastForward(5 * second);
    await expect(page.getByRole('button', { name: 'Export' })).toBeDisabled();
    await expect(page.getByRole('status').filter({ hasText: 'Still waiting for the server.' })).toBeVisible();
    await expectAccessible(page);
    await expect(row(page, 'edge-fra-01')).toBeVisible();
    await expect(page.getByText('Still waiting for the server.')).toBeHidden();
  });
});

test.describe('when a refresh fails after a good load', () => {
  test('the old rows stay with filter, cursor, scroll and open menu, and a line says how old they are', async ({
    page,
    tailboard,
  }) => {
    await page.setViewportSize({ width: 1440, height: 500 });
    await openDevices(page, '/devices?filter=os:linux');
    await expect(row(page, 'edge-fra-01')).toBeVisible();
    await grid(page).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('.');
    const menu = page.getByRole('menu');
    await expect(menu).toBeVisible();
    const names = await rowNames(page);
    const count = (await grid(page).getAttribute('aria-rowcount')) ?? '';
    /** The same rows in the same order; the banner takes a little of their room. */
    const expectSameRows = async () => {
      await expect(grid(page)).toHaveAttribute('aria-rowcount', count);
      const left = await rowNames(page);
      expect(left.length).toBeGreaterThan(names.length - 3);
      expect(names.slice(-left.length)).toEqual(left);
    };
    const scroll = () => grid(page).evaluate((table) => table.parentElement?.scrollTop);
    const offset = await scroll();
    const cursor = await grid(page).getAttribute('aria-activedescendant');

    tailboard.standIn.fail({ ...list, status: 500, message: 'internal server error' });
    await page.clock.fastForward(15 * second);
    const banner = page.getByRole('alert');
    await expect(banner).toContainText('The server did not answer (500).');
    await expect(banner).toContainText(/Trying again in \d+ s/);
    await expect(menu).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(grid(page)).toBeFocused();
    await banner.getByRole('button', { name: 'Details', exact: true }).click();
    await expect(banner).toContainText(/HTTP status 500 · Request \S+ · internal server error/);
    await expectAccessible(page);
    await banner.getByRole('button', { name: 'Details', exact: true }).click();
    await grid(page).focus();
    await expect(grid(page)).toBeFocused();
    await expectAccessible(page);
    await expectSameRows();
    expect(await scroll()).toBe(offset);
    await expect(grid(page)).toHaveAttribute('aria-activedescendant', cursor ?? '');
    await expect(page.getByRole('button', { name: 'Remove os:linux' })).toBeVisible();

    // Half an answer, and one of another kind, are no newer list either.
    for (const fault of [{ cut: true }, { json: {} }] as const) {
      tailboard.standIn.clearFaults();
      tailboard.standIn.fail({ ...list, ...fault });
      const before = asked(tailboard);
      await banner.getByRole('button', { name: 'Try now' }).click();
      await expect.poll(() => asked(tailboard)).toBeGreaterThan(before);
      await expect(banner.getByRole('button', { name: 'Try now' })).not.toHaveAttribute('aria-busy');
      await expectSameRows();
    }
    await expect(banner).toContainText('The server sent an unexpected answer.');

    tailboard.standIn.clearFaults();
    await banner.getByRole('button', { name: 'Try now' }).click();
    await expect(banner).toBeHidden();
  });

  test('with 429, nothing asks again before the time is over: no key, no button, no return to the tab', async ({
    page,
    tailboard,
  }) => {
    await openDevices(page);
    await expect(row(page, 'bastion')).toBeVisible();
    tailboard.standIn.fail({ ...list, status: 429, message: 'too many requests', headers: { 'retry-after': '30' } });
    await refresh(page).click();
    const banner = page.getByRole('status').filter({ hasText: 'The server asked Tailboard to slow down.' });
    await expect(banner).toContainText('Trying again in 30 s. Your edits are kept.');
    await expect(banner.getByRole('button', { name: 'Try now' })).toBeDisabled();
    await expect(refresh(page)).toBeDisabled();
    await refresh(page).focus();
    await page.keyboard.press('Enter');
    await showTab(page, false);
    await showTab(page, true);
    await page.clock.fastForward(25 * second);
    await expect(row(page, 'bastion')).toBeVisible();
    expect(asked(tailboard)).toBe(2);
    tailboard.standIn.clearFaults();
    await page.clock.fastForward(6 * second);
    await expect(banner).toBeHidden();
    expect(asked(tailboard)).toBe(3);
  });

  test('with 429 and no time, the pauses grow, and are short again after the next answer', async ({
    page,
    tailboard,
  }) => {
    await openDevices(page);
    await expect(row(page, 'bastion')).toBeVisible();
    const banner = page.getByRole('status').filter({ hasText: 'The server asked Tailboard to slow down.' });
    const pauses = async (attempts: number) => {
      const waits: number[] = [];
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const before = asked(tailboard);
        const text = (await banner.textContent()) ?? '';
        const [, count = '', unit] = /Trying again in (\d+) (s|min)/.exec(text) ?? [];
        waits.push(Number(count) * (unit === 'min' ? 60 : 1));
        await page.clock.fastForward(400 * second);
        await expect.poll(() => asked(tailboard)).toBe(before + 1);
        await expect(refresh(page).locator('.animate-spin')).toHaveCount(0);
      }
      return waits;
    };
    tailboard.standIn.fail({ ...list, status: 429 });
    await refresh(page).click();
    await expect(banner).toBeVisible();
    const first = await pauses(3);
    expect(first[0]).toBeGreaterThanOrEqual(10);
    expect(first[1]).toBeGreaterThanOrEqual(20);
    expect(first[2]).toBeGreaterThanOrEqual(40);
    tailboard.standIn.clearFaults();
    await page.clock.fastForward(400 * second);
    await expect(banner).toBeHidden();
    tailboard.standIn.fail({ ...list, status: 429 });
    await refresh(page).click();
    await expect(banner).toBeVisible();
    expect((await pauses(1))[0]).toBeLessThanOrEqual(12);
  });

  test('with 401, the rows stay, changes are said to be off, and asking stops', async ({ page, tailboard }) => {
    await openDevices(page);
    await expect(row(page, 'bastion')).toBeVisible();
    tailboard.standIn.fail({ ...list, status: 401 });
    await refresh(page).click();
    const banner = page.getByRole('alert');
    await expect(banner).toContainText("The API refused the server's Tailscale key.");
    await expect(banner).toContainText('Showing data from 17:12 UTC. Changes are off until whoever runs Tailboard');
    await expect(row(page, 'bastion')).toBeVisible();
    await page.clock.fastForward(600 * second);
    await page.clock.fastForward(600 * second);
    expect(asked(tailboard)).toBe(2);
    await expectAccessible(page);
    tailboard.standIn.clearFaults();
    await banner.getByRole('button', { name: 'Try now' }).click();
    await expect(banner).toBeHidden();
  });

  test('offline, it says so, keeps the rows, and goes on by itself', async ({ page, context, tailboard }) => {
    await openDevices(page);
    await expect(row(page, 'bastion')).toBeVisible();
    await context.setOffline(true);
    const banner = page.getByRole('status').filter({ hasText: 'You are offline.' });
    await expect(banner).toContainText('Saving is off until the connection is back.');
    await expect(page.getByText('Not connected')).toBeVisible();
    await expect(row(page, 'bastion')).toBeVisible();
    await expectAccessible(page);
    tailboard.standIn.tailnet.remove('bastion');
    await context.setOffline(false);
    await expect(banner).toBeHidden();
    await refresh(page).click();
    await expect(row(page, 'bastion')).toBeHidden();
  });
});

test('a clock that is set back makes no negative ages, and asking goes on', async ({ page, tailboard, now }) => {
  await openDevices(page);
  await expect(row(page, 'amelie-iphone')).toContainText('48 min ago');
  await page.clock.setFixedTime(now - 3600 * second);
  await page.clock.fastForward(second);
  await expect(page.getByText(/^Updated/)).toHaveText('Updated 0 s ago');
  const before = asked(tailboard);
  await page.clock.fastForward(16 * second);
  await expect.poll(() => asked(tailboard)).toBe(before + 1);
  expect(await page.getByRole('main').textContent()).not.toMatch(/-\d+ (s|min|h|d)\b|in the future|Invalid/);

  // A moment that the page has told stays as far away as it was said to be.
  tailboard.standIn.fail({ ...list, status: 429, headers: { 'retry-after': '30' } });
  await refresh(page).click();
  const banner = page.getByRole('status').filter({ hasText: 'slow down' });
  await expect(banner).toContainText('Trying again in 30 s.');
  await page.clock.setFixedTime(now - 7200 * second);
  await page.clock.fastForward(second);
  await expect(banner).toContainText('Trying again in 30 s.');
});

test('a tab that nobody sees asks for nothing, and asks once when it is seen again', async ({ page, tailboard }) => {
  await openDevices(page);
  await expect(row(page, 'bastion')).toBeVisible();
  await showTab(page, false);
  for (let minute = 0; minute < 10; minute++) await page.clock.fastForward(60 * second);
  expect(asked(tailboard)).toBe(1);
  tailboard.standIn.tailnet.remove('bastion');
  await page.clock.setFixedTime(Date.parse('2026-11-21T17:22:00Z'));
  await showTab(page, true);
  await expect(row(page, 'bastion')).toBeHidden();
  for (let time = 0; time < 5; time++) {
    await showTab(page, false);
    await showTab(page, true);
  }
  expect(asked(tailboard)).toBe(2);
});

test('where the server cannot list all fields, it lists the default ones and says what is missing', async ({
  page,
  tailboard,
}) => {
  tailboard.standIn.fail({ ...list, times: 1, status: 404, message: 'unable to load devices' });
  await openDevices(page);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '35');
  await expect(page.getByText('Routes are not shown.')).toBeVisible();
});

test.describe('a tab without the start-up link', () => {
  test.use({ live: true });

  test('may look and is told how to change', async ({ page }) => {
    await openDevices(page);
    await expect(page.getByText('Read-only')).toBeVisible();
    await expect(row(page, 'edge-fra-01')).toBeVisible();
  });
});

test('a link that leads nowhere says so', async ({ page }) => {
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { name: 'There is no such page.' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to Devices' }).click();
  await expect(row(page, 'bastion')).toBeVisible();
});

/** Brings the tab to the front or puts it behind another one; a browser under test never does so by itself. */
async function showTab(page: Page, isVisible: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    },
    isVisible ? 'visible' : 'hidden',
  );
}
