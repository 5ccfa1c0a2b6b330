import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { grid, openDevices, openGoTo, rowNames } from './steps.ts';
import type { Page } from '@playwright/test';

const layer = (page: Page) => page.getByRole('dialog', { name: 'Views' });
const names = (page: Page) => layer(page).getByRole('list', { name: 'Yours' }).getByRole('link').allTextContents();

test('a list is saved as a view, found again in another tab, renamed, reordered and deleted', async ({
  page,
  context,
}) => {
  await openDevices(page, '/devices?filter=tag:router&sort=-ipv4');
  await page.getByRole('button', { name: 'Save view' }).click();
  await layer(page).getByRole('button', { name: 'Save view' }).click();
  await expect(layer(page).getByText('Use a name of 1 to 80 characters.')).toBeVisible();
  await layer(page).getByRole('textbox', { name: 'Name' }).fill('Routers');
  await page.keyboard.press('Enter');
  await expect(layer(page).getByText('This list is saved as Routers.')).toBeVisible();
  await expect(layer(page).getByRole('link', { name: 'Routers' })).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Escape');

  const other = await context.newPage();
  await openDevices(other, '/devices?group=os&closed=Linux&density=compact');
  await other.getByRole('button', { name: 'Views' }).click();
  await layer(other).getByRole('textbox', { name: 'Name' }).fill('By system');
  await other.keyboard.press('Enter');
  await expect.poll(() => names(other)).toEqual(['Routers', 'By system']);
  await layer(other).getByRole('link', { name: 'Routers' }).click();
  await expect(other).toHaveURL(/\/devices\?filter=tag:router&sort=-ipv4$/);
  await expect(grid(other)).toHaveAttribute('aria-rowcount', '5');
  await other.goto('/activity');
  await expect(other.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  await openGoTo(other);
  await other.keyboard.type('by sys');
  await expect(other.getByRole('option', { name: 'By system View' })).toBeVisible();
  await other.keyboard.press('Enter');
  await expect(other).toHaveURL(/\/devices\?group=os&closed=Linux&density=compact$/);
  await other.close();

  await page.getByRole('button', { name: 'Views' }).click();
  await layer(page).getByRole('button', { name: 'Move Routers down' }).click();
  await expect.poll(() => names(page)).toEqual(['By system', 'Routers']);
  await expect(layer(page).getByRole('button', { name: 'Move Routers down' })).toBeFocused();
  await layer(page).getByRole('button', { name: 'Rename By system' }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Routers');
  await page.keyboard.press('Enter');
  await expect(layer(page).getByText('Another view has this name.')).toBeVisible();
  await page.keyboard.type(' by OS');
  await page.keyboard.press('Enter');
  await expect.poll(() => names(page)).toEqual(['Routers by OS', 'Routers']);
  await layer(page).getByRole('button', { name: 'Delete Routers', exact: true }).click();
  await expect.poll(() => names(page)).toEqual(['Routers by OS']);
  await layer(page).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => names(page)).toEqual(['Routers by OS', 'Routers']);
});

test('views are carried to another browser as a file, and a bad file gets a sentence', async ({ page }) => {
  await openDevices(page, '/devices?filter=tag:prod');
  await page.getByRole('button', { name: 'Save view' }).click();
  const give = (text: string) =>
    layer(page)
      .getByLabel('File of views')
      .setInputFiles({ name: 'views.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await give('nonsense');
  await expect(page.getByText('views.json was not imported. It is no JSON.')).toBeVisible();
  await give('{"views":[{"name":"Trap","url":"javascript:alert(1)"}]}');
  await expect(page.getByText(/View 1 has no "url" that begins with \/devices/)).toBeVisible();
  await give('{"views":[{"name":"Expired","url":"/devices?filter=status:expired"},{"name":"All","url":"/devices"}]}');
  await expect.poll(() => names(page)).toEqual(['Expired', 'All']);
  const saved = page.waitForEvent('download');
  await layer(page).getByRole('button', { name: 'Export JSON' }).click();
  const file = JSON.parse(await readFile(await (await saved).path(), 'utf8')) as unknown;
  expect(file).toEqual({
    views: [
      { name: 'Expired', url: '/devices?filter=status:expired' },
      { name: 'All', url: '/devices' },
    ],
  });
  await layer(page).getByRole('link', { name: 'Expired' }).click();
  await expect.poll(async () => (await rowNames(page)).length).toBe(3);
});

test.describe('a console that was started with a file of views', () => {
  test.use({ views: [{ name: 'Offline <routers>', url: '/devices?filter=tag:router+status:offline' }] });

  test('offers them to everybody, read-only', async ({ page }) => {
    await openDevices(page);
    await page.getByRole('button', { name: 'Views' }).click();
    const shared = layer(page).getByRole('list', { name: 'Shared, read-only' });
    await expect(shared.getByRole('button')).toHaveCount(0);
    await shared.getByRole('link', { name: 'Offline <routers>' }).click();
    await expect.poll(() => rowNames(page)).toEqual(['edge-sin-01']);
  });
});
