import { expect, test } from './fixtures.ts';
import { expectCursorAt, grid, openDevices, row } from './steps.ts';
import type { Page } from '@playwright/test';

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Bulk actions' });
const selectedRows = (page: Page) => grid(page).getByRole('row', { selected: true });
const box = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true });

test('devices are selected by click, by range, by keyboard and as all of a filter; the selection stays until let go', async ({
  page,
  tailboard,
}) => {
  await openDevices(page, '/devices?filter=tag:prod');
  await row(page, 'db-prod-01').hover();
  await box(page, 'db-prod-01').click();
  await expect(bar(page)).toContainText('1 selected');
  await box(page, 'db-replica-03').click({ modifiers: ['Shift'] });
  await expect(selectedRows(page)).toHaveCount(3);
  await expect(page.getByRole('checkbox', { name: /^Select all/ })).toHaveJSProperty('indeterminate', true);

  await expectCursorAt(page, 'db-replica-03');
  await grid(page).focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(selectedRows(page)).toHaveCount(4);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  await expect(bar(page)).toContainText('5 selected');
  await expect(page.locator('#announcer')).toHaveText('5 selected.');

  await page.getByRole('columnheader', { name: 'State' }).getByRole('button').click();
  await expect(selectedRows(page)).toHaveCount(5);
  await page.getByRole('searchbox', { name: 'Filter devices' }).fill('edge');
  await expect(bar(page)).toContainText('5 selected, 3 not in this filter');
  await bar(page)
    .getByRole('button', { name: /^Select all \d+ in this filter$/ })
    .click();
  await expect(page.getByRole('checkbox', { name: /^Select all/ })).toBeChecked();

  const gone = tailboard.standIn.tailnet.device('db-prod-01');
  await tailboard.standIn.fetch(
    new Request(`https://api.tailscale.com/api/v2/device/${gone.nodeId}`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer x' },
    }),
  );
  const before = Number.parseInt((await bar(page).textContent()) ?? '', 10);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(bar(page)).toContainText(`${before - 1} selected`);

  await grid(page).focus();
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
  await expect(page.getByRole('searchbox', { name: 'Filter devices' })).toHaveValue('edge');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox', { name: 'Filter devices' })).toHaveValue('');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a press on Select lets a tap select instead of open', async ({ page }) => {
    await openDevices(page);
    await page.getByRole('button', { name: 'Select devices' }).tap();
    await row(page, 'bastion').tap();
    await expect(bar(page)).toContainText('1 selected');
    await expect(selectedRows(page)).toHaveCount(1);
    await bar(page).getByRole('button', { name: 'Clear selection' }).tap();
    await expect(bar(page)).toBeHidden();
    await row(page, 'bastion').tap();
    await expect(page.getByRole('heading', { level: 1, name: 'bastion' })).toBeVisible();
  });
});

test.describe('ten thousand devices', () => {
  test.use({ devices: 10_000 });

  test('are selected at once', async ({ page }) => {
    await openDevices(page);
    await grid(page).focus();
    await page.keyboard.press('Control+a');
    await expect(bar(page)).toContainText('10000 selected');
    await expect(page.getByRole('checkbox', { name: /^Select all/ })).toBeChecked();
  });
});
