import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openDevices } from './steps.ts';

function attention(page: Page): Locator {
  return page.getByRole('list', { name: 'Needs attention' });
}

function line(page: Page, name: string): Locator {
  return attention(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
}

async function openAttention(page: Page): Promise<void> {
  await page.goto('/attention');
  await expect(page.getByRole('heading', { level: 1, name: 'Needs attention' })).toBeVisible();
}

test('a person sees that 14 devices need attention, from any page and tab, and approves the first two', async ({
  page,
  tailboard,
}) => {
  const bar = page.getByRole('navigation', { name: 'Main' }).first();
  await openDevices(page);
  await expect(page).toHaveTitle('(14) Devices · Tailboard');
  await expect(bar.getByRole('link', { name: 'Routes' })).toHaveText('Routes11');
  await bar.getByRole('link', { name: 'Attention' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Needs attention' })).toBeFocused();
  await expect(page.getByText('14 devices')).toBeVisible();
  await expect(attention(page).getByRole('heading', { level: 2 })).toHaveText([
    'Broken',
    'Devices to approve',
    'Routes to approve',
    'Keys expiring',
    'Keys expired',
    'Updates due',
  ]);
  await expect(line(page, 'edge-sin-01')).toContainText('Only router for 10.60.0.0/16, and it is offline');
  await expect(line(page, 'marco-surface')).toContainText('Windows 1.92.3');

  await page.getByRole('button', { name: 'Approve lena-macbook-air' }).click();
  await expect(line(page, 'lena-macbook-air')).toHaveCount(0);
  expect(tailboard.standIn.tailnet.device('lena-macbook-air').authorized).toBe(true);
  await expect(page.getByRole('button', { name: 'Approve marco-surface' })).toBeFocused();
  await expect(page).toHaveTitle('(13) Needs attention · Tailboard');
  await page.keyboard.press('Enter');
  await expect(attention(page).getByRole('heading', { name: 'Devices to approve' })).toHaveCount(0);
  await expect(bar.getByRole('link', { name: 'Activity' })).toHaveText('Activity2');
  await expect(bar.getByRole('link', { name: 'Attention' })).toHaveText('Attention12');
});

test('each reason leads to where it is dealt with, and each group to its devices', async ({ page, tailboard }) => {
  await openAttention(page);
  await expect(line(page, 'edge-fra-01')).toContainText('10.0.0.0/16 also served by edge-fra-02');
  await line(page, 'win-erp-01').getByRole('link', { name: 'Open win-erp-01' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Open k8s-node-a2' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Machine' })).toBeFocused();
  await page.goBack();
  await page.getByRole('link', { name: 'Review db-replica-03' }).click();
  await expect(page.getByRole('region', { name: 'Key expiry' })).toBeFocused();
  await page.goBack();
  await page.getByRole('button', { name: 'Review all 4: Routes to approve' }).click();
  const review = page.getByRole('complementary', { name: 'Review 4 changes' });
  await expect(review).toContainText('edge-fra-01');
  await page.keyboard.press('Escape');
  await expect(review).toBeHidden();
  await page.getByRole('button', { name: 'Review the routes of edge-fra-01' }).click();
  const dock = page.getByRole('complementary', { name: 'Routes of edge-fra-01' });
  await expect(dock.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();
  await dock.getByRole('button', { name: 'Save 1 change' }).click();
  await expect.poll(() => tailboard.standIn.tailnet.device('edge-fra-01').enabledRoutes).toContain('10.0.0.0/16');
  await expect(attention(page).getByRole('listitem').filter({ hasText: 'also served by edge-fra-02' })).toHaveCount(0);
  await dock.getByRole('button', { name: 'Close the routes of this device' }).click();
  await expect(dock).toHaveCount(0);

  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a calendar of these expiries' }).click();
  const download = await file;
  expect(download.suggestedFilename()).toBe('tailboard-key-expiry-2026-11-21.ics');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.match(/DTSTART:\S+/g)).toEqual(['DTSTART:20261124T220000Z', 'DTSTART:20261127T024800Z']);
  expect(text).not.toMatch(/nodekey|mkey|tskey|token/);
});

test('on a phone, on paper and in the dark the page holds the same', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAttention(page);
  const tabs = page.getByRole('navigation', { name: 'Main' }).last();
  await expect(tabs.getByRole('link', { name: 'Attention' })).toHaveAttribute('aria-current', 'page');
  await expect(line(page, 'edge-sin-01')).toContainText('Only router');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 300 });
  await expect(line(page, 'legacy-jumpbox')).toHaveCount(0);
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await expect(line(page, 'legacy-jumpbox').first()).toContainText('Possibly retired');
  await page.emulateMedia({ media: 'screen' });
});

test.describe('when the server refuses', () => {
  test.use({ allowedConsole: [/Failed to load resource/] });

  test('an approval falls away with the server’s words, and the list that fails says so', async ({
    page,
    tailboard,
  }) => {
    tailboard.standIn.fail({ endpoint: 'setAuthorized', status: 403, message: 'not an admin' });
    await openAttention(page);
    await page.getByRole('button', { name: 'Approve marco-surface' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'The server refused to approve marco-surface (403).' });
    await expect(notice).toContainText('not an admin');
    await expect(page.getByRole('button', { name: 'Approve marco-surface' })).toBeEnabled();
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toHaveCount(0);
    expect(tailboard.standIn.tailnet.device('marco-surface').authorized).toBe(false);

    tailboard.standIn.fail({ endpoint: 'listDevices', status: 400, message: 'bad request', times: Infinity });
    await page.reload();
    await expect(page.getByRole('alert')).toContainText('The devices could not be loaded.');
  });
});

test.describe('with a key that this tab may not use', () => {
  test.use({ live: true });

  test('nothing is offered that would be refused', async ({ page }) => {
    await openAttention(page);
    await expect(page.getByText('This tab can look but not change.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0);
    await page.getByRole('link', { name: 'Open lena-macbook-air' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'lena-macbook-air' })).toBeVisible();
  });
});

test.describe('a tailnet in which all is well', () => {
  test.use({
    devices: [{ nodeId: 'nFine01CNTRL', name: 'fine.tail4e21b.ts.net', authorized: true, connectedToControl: true }],
  });

  test('says so, and counts nothing', async ({ page }) => {
    await openAttention(page);
    await expect(page.getByText('Nothing needs attention.')).toBeVisible();
    await expect(page).toHaveTitle('Needs attention · Tailboard');
  });
});

test.describe('10,000 devices', () => {
  test.use({ devices: 10_000 });

  test('are judged beside the list, and only the rows in view are in the document', async ({ page }) => {
    await openDevices(page);
    await expect(page).toHaveTitle(/^\(\d{3}\) Devices/);
    await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Attention' }).click();
    await expect(attention(page).getByRole('heading', { name: 'Broken' })).toBeVisible();
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1500);
    for (const width of [800, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await attention(page).evaluate((list) => list.parentElement?.scrollTo(0, list.scrollHeight));
    await expect(
      attention(page)
        .getByRole('link', { name: /^Review / })
        .last(),
    ).toBeInViewport();
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1500);
  });
});
