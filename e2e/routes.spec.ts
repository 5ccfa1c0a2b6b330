import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';

function line(page: Page, prefix: string, router: string): Locator {
  return page
    .getByRole('table', { name: 'Routes' })
    .getByRole('row')
    .filter({ hasText: prefix })
    .filter({ has: page.getByRole('link', { name: router, exact: true }) });
}

async function openRoutes(page: Page, search = ''): Promise<void> {
  await page.goto(`/routes${search}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Routes' })).toBeVisible();
}

function approved({ standIn }: Tailboard, name: string): readonly string[] {
  return standIn.tailnet.device(name).enabledRoutes ?? [];
}

test('a person finds where an address goes, and what overlaps, waits and is out of reach', async ({ page }) => {
  await openRoutes(page);
  await expect(page.getByText('10 prefixes, 10 routers')).toBeVisible();
  await expect(line(page, '10.60.0.0/16', 'edge-sin-01')).toContainText('Unreachable: the only router is offline');
  await expect(line(page, '10.20.0.0/16', 'edge-fra-01')).toContainText('Failover pair');
  await expect(line(page, 'Exit nodes', 'exit-syd-01')).toContainText('Waiting');

  await page.keyboard.press('/');
  await page.keyboard.type('10.40.8.12');
  await expect(page.getByRole('status').filter({ hasText: '10.40.8.12' })).toHaveText(
    '10.40.8.12 goes through 10.40.0.0/16, carried by edge-nyc-01.',
  );
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3);
  await expect(line(page, 'Longest match', 'edge-nyc-01')).toContainText('10.40.0.0/16');
  await expect(line(page, '10.40.8.0/24', 'edge-nyc-01').last()).toContainText('Overlaps 10.40.0.0/16');
  await expect(page).toHaveURL(/find=10\.40\.8\.12/);
  await page.keyboard.press('Escape');

  await page.getByRole('radio', { name: 'Not advertised 2' }).check();
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3);
  await expect(line(page, '10.90.0.0/24', 'legacy-jumpbox')).toContainText('Not advertised');
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Not advertised 2' })).toBeChecked();
  await page.getByRole('radio', { name: 'Overlaps 1' }).check();
  await page.getByRole('searchbox').fill('nowhere');
  await expect(page.getByText('No route matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all routes' }).click();
  await expect(line(page, '192.168.1.0/24', 'edge-fra-01')).toContainText('Single router');
});

test('a route is approved and withdrawn as a staged edit, with what follows, its request and an undo', async ({
  page,
  tailboard,
}) => {
  await openRoutes(page);
  await page.getByRole('button', { name: 'Approve 10.0.0.0/16 on edge-fra-01' }).click();
  const dock = page.getByRole('complementary', { name: 'Routes of edge-fra-01' });
  await expect(dock.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();
  await expect(dock.getByRole('list', { name: 'Worth knowing' })).toContainText('Failover pair.');
  await expect(dock).toContainText('Replaces the whole list of approved routes.');
  expect(approved(tailboard, 'edge-fra-01')).not.toContain('10.0.0.0/16');
  await expectAccessible(page);
  await dock.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(line(page, '10.0.0.0/16', 'edge-fra-01')).toContainText('Approved');
  await expect.poll(() => approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
  await dock.getByRole('button', { name: 'Close the routes of this device' }).click();
  await expect(dock).toHaveCount(0);
  await expect(line(page, '10.0.0.0/16', 'edge-fra-01')).toContainText('Failover pair');

  await line(page, 'Exit nodes', 'exit-syd-01').getByRole('button', { name: 'Approve the exit node' }).click();
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  await expect.poll(() => approved(tailboard, 'exit-syd-01')).toEqual(['0.0.0.0/0', '::/0']);

  const withdraw = page.getByRole('button', { name: 'Withdraw 10.90.0.0/24 from legacy-jumpbox' });
  await withdraw.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(line(page, '10.90.0.0/24', 'legacy-jumpbox')).toHaveCount(0);
  expect(approved(tailboard, 'legacy-jumpbox')).toEqual([]);
  const writes = tailboard.standIn.journal.filter(({ endpoint }) => endpoint === 'setRoutes');
  expect(writes).toHaveLength(3);
  await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: /Undo/ }).click();
  await expect.poll(() => approved(tailboard, 'legacy-jumpbox')).toEqual(['10.90.0.0/24']);
});

test('someone else’s change in the meantime is asked about, and nothing is sent over it', async ({
  page,
  tailboard,
}) => {
  await openRoutes(page);
  await page.getByRole('button', { name: 'Approve 10.0.0.0/16 on edge-fra-01' }).click();
  const dock = page.getByRole('complementary', { name: 'Routes of edge-fra-01' });
  await expect(dock.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();
  tailboard.standIn.tailnet.device('edge-fra-01').enabledRoutes = ['10.20.0.0/16'];
  await dock.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(dock.getByText('Someone else changed this since you opened it.')).toBeVisible();
  expect(approved(tailboard, 'edge-fra-01')).toEqual(['10.20.0.0/16']);
});

test('on a phone, on paper and in the dark the page holds the same', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openRoutes(page);
  await expect(line(page, '10.60.0.0/16', 'edge-sin-01')).toContainText('Unreachable');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Approve 10.0.0.0/16 on edge-fra-01' }).click();
  await expect(page.getByRole('button', { name: 'Save 1 change' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close the routes of this device' }).click();
  await page.getByRole('button', { name: 'Withdraw 10.20.0.0/16 from edge-fra-01' }).click();
  await expect(page.getByRole('checkbox', { name: '10.20.0.0/16' })).not.toBeChecked();
  await page.getByRole('button', { name: 'Close the routes of this device' }).click();
  await page.setViewportSize({ width: 1440, height: 220 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await expect(line(page, 'Exit nodes', 'exit-syd-01')).toHaveCount(0);
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await expect(line(page, 'Exit nodes', 'exit-syd-01')).toBeAttached();
  await page.emulateMedia({ media: 'screen' });
});

test.describe('10,000 devices', () => {
  test.use({ devices: 10_000, live: true });

  test('are read prefix by prefix, with nothing to press for who may only look', async ({ page }) => {
    await openRoutes(page, '?show=waiting');
    await expect(page.getByRole('table', { name: 'Routes' }).getByRole('row').nth(1)).toContainText('Waiting');
    await expect(page.getByRole('button', { name: /^(Approve|Withdraw)/ })).toHaveCount(0);
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1500);
  });
});

test.describe('a server that lists devices without their routes', () => {
  test.use({ allowedConsole: [/Failed to load resource/] });

  test('is asked device by device, visibly, and the table is the same', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'listDevices', times: 1, status: 404, message: 'unable to load devices' });
    await openRoutes(page);
    await expect(page.getByText('Read 32 of 32 devices.')).toBeVisible();
    await expect(line(page, '10.60.0.0/16', 'edge-sin-01')).toContainText('Unreachable: the only router is offline');
    await expect(page.getByRole('radio', { name: 'All 11' })).toBeChecked();
  });
});
