import { expect, test } from './fixtures.ts';
import { grid, openDevices, row, rowNames } from './steps.ts';
import type { Locator, Page } from '@playwright/test';

/** The table while it is grouped. */
const tree = (page: Page): Locator => page.getByRole('treegrid', { name: 'Devices' });
/** The head of a group: its name and its count. */
const group = (page: Page, name: RegExp): Locator => tree(page).getByRole('row', { name });
/** Waits until the keyboard is at a line that reads so. */
async function expectActive(page: Page, text: RegExp, level = '2'): Promise<void> {
  const id = await tree(page).getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${id}"]`)).toContainText(text);
  await expect(page.locator(`[id="${id}"]`)).toHaveAttribute('aria-level', level);
}
const names = (page: Page) => tree(page).getByRole('rowheader').getByRole('link').allTextContents();

test('several columns order the list, by mouse and by keyboard, each says its place, and the link keeps it', async ({
  page,
}) => {
  await openDevices(page, '/devices?filter=os:linux+tag:prod');
  await page.getByRole('button', { name: 'Owner or tags' }).click();
  await page.getByRole('button', { name: 'IPv4' }).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'IPv4' }).click({ modifiers: ['Shift'] });
  await expect(page.getByRole('columnheader', { name: 'Owner or tags' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page.getByRole('columnheader', { name: 'IPv4 , sorted 2nd, descending' })).toBeVisible();
  await expect(page).toHaveURL(/sort=owner,-ipv4$/);
  const order = await rowNames(page);
  expect(order.slice(0, 3)).toEqual(['db-prod-02', 'db-prod-01', 'db-replica-03']);

  await grid(page).focus();
  for (const key of ['Home', 'ArrowUp', 'Shift+Enter']) await page.keyboard.press(key);
  await expect(page.getByRole('columnheader', { name: 'Machine , sorted 3rd, ascending' })).toBeVisible();
  await page.reload();
  await expect.poll(() => rowNames(page)).toEqual(order);
  await page.getByRole('button', { name: 'Machine' }).click();
  await expect(page).toHaveURL(/\/devices\?filter=os:linux\+tag:prod$/);
});

test('a grouped list is a tree whose groups count, fold by mouse and by keyboard, and stay so after reload and Back', async ({
  page,
}) => {
  await openDevices(page, '/devices?group=tag&sort=-name&filter=tag:prod+OR+tag:ci');
  const ci = group(page, /^tag:ci 3 devices/);
  await expect(ci).toHaveAttribute('aria-expanded', 'true');
  await expect(ci).toHaveAttribute('aria-level', '1');
  await expect
    .poll(async () => (await names(page)).slice(0, 3))
    .toEqual(['ci-runner-91c2', 'ci-runner-7f3a', 'build-mac-mini']);
  await ci.getByRole('button').click();
  await expect(ci).toHaveAttribute('aria-expanded', 'false');
  await expect(page).toHaveURL(/closed=ci/);

  // A device with several tags stands under each of them.
  const db = tree(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: 'db-prod-01', exact: true }) });
  await expect(db).toHaveCount(2);
  await expect(db.first()).toHaveAttribute('aria-level', '2');
  await expect(db.first()).toHaveAttribute('aria-setsize', '3');

  await tree(page).focus();
  for (const key of ['Home', 'ArrowRight']) await page.keyboard.press(key);
  await expect(ci).toHaveAttribute('aria-expanded', 'true');
  for (const key of ['ArrowDown', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
  await expect(ci).toHaveAttribute('aria-expanded', 'false');

  await page.reload();
  await expect(ci).toHaveAttribute('aria-expanded', 'false');
  await tree(page).focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByRole('heading', { level: 1, name: 'db-replica-03' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Devices in the list' })).toContainText('of 15');
  await page.goBack();
  await expect(ci).toHaveAttribute('aria-expanded', 'false');
  await expectActive(page, /db-replica-03/);
});

test('columns are chosen, reordered by keyboard and by mouse, and leave whole where there is no room', async ({
  page,
}) => {
  await openDevices(page);
  const heads = () => page.getByRole('columnheader').getByRole('button').allTextContents();
  const open = page.getByRole('button', { name: 'Columns', exact: true });
  const layer = page.getByRole('dialog', { name: 'Columns' });
  await open.click();
  await layer.getByRole('checkbox', { name: 'Last seen' }).uncheck();
  await layer.getByRole('checkbox', { name: 'Key expiry' }).check();
  await expect.poll(heads).toEqual(['Machine', 'Owner or tags', 'IPv4', 'OS and client', 'State', 'Key expiry']);
  await layer.getByRole('button', { name: 'Move Owner or tags down' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(heads).toEqual(['Machine', 'IPv4', 'OS and client', 'Owner or tags', 'State', 'Key expiry']);
  await layer.getByRole('checkbox', { name: 'Created' }).check();
  await layer.getByRole('checkbox', { name: 'Node ID' }).check();
  await expect(layer.getByRole('listitem').filter({ hasText: 'Node ID' })).toContainText('No room at this width');
  await layer.getByRole('checkbox', { name: 'Compact rows' }).check();
  await expect(row(page, 'bastion')).toHaveCSS('height', '32px');
  await page.keyboard.press('Escape');
  await expect(layer).toBeHidden();
  await expect(open).toBeFocused();
  await expect(page).toHaveURL(/columns=ipv4,os,owner,state,expires,created,id&density=compact$/);

  await page.reload();
  await expect
    .poll(heads)
    .toEqual(['Machine', 'IPv4', 'OS and client', 'Owner or tags', 'State', 'Key expiry', 'Created']);
  await expect(row(page, 'amelie-mbp')).toContainText(/in \d+ d|20\d\d/);
  await page.getByRole('button', { name: 'Key expiry' }).click();
  await expect(page.getByRole('columnheader', { name: 'Key expiry' })).toHaveAttribute('aria-sort', 'ascending');
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect.poll(heads).toEqual(['Machine', 'IPv4', 'OS and client', 'State']);
  await open.click();
  await layer.getByRole('button', { name: 'Back to the usual list' }).click();
  await expect(page).toHaveURL(/\/devices$/);
});

test('a list is grouped by a site that is read device by device, and only when told to', async ({
  page,
  tailboard,
}) => {
  const reads = () => tailboard.log.filter(({ endpoint }) => endpoint === 'getAttributes').length;
  await openDevices(page, '/devices?filter=tag:prod');
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  const layer = page.getByRole('dialog', { name: 'Columns' });
  await layer.getByRole('textbox', { name: /Posture attribute/ }).fill('site');
  await layer.getByRole('button', { name: 'Group by it' }).click();
  await expect(layer.getByText('Use the whole key of an attribute, such as custom:site.')).toBeVisible();
  await layer.getByRole('textbox', { name: /Posture attribute/ }).fill('custom:site');
  await layer.getByRole('button', { name: 'Group by it' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/group=custom:site/);
  await expect(group(page, /^Not read yet 12 devices/)).toBeVisible();
  expect(reads()).toBe(0);
  await page.getByRole('button', { name: 'Read the other 12' }).click();
  await expect(group(page, /^site fra_dc2 1 device/)).toBeVisible();
  await expect(group(page, /^Not set /)).toBeVisible();
  await expect(page.getByText('Posture attributes are read device by device')).toBeHidden();
  expect(reads()).toBe(12);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the list is ordered and grouped by touch', async ({ page }) => {
    await openDevices(page);
    await page.getByRole('button', { name: 'Select, order, views, export' }).tap();
    await page.getByRole('menuitem', { name: 'Order and groups' }).tap();
    const layer = page.getByRole('dialog', { name: 'Order and groups' });
    await layer.getByRole('combobox', { name: 'Sort by' }).selectOption('Last seen');
    await layer.getByRole('combobox', { name: 'Direction of Last seen' }).selectOption('Descending');
    await layer.getByRole('combobox', { name: 'Group by' }).selectOption('OS');
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/\?sort=-seen&group=os$/);
    const android = group(page, /^Android 1 device$/);
    await android.getByRole('button').tap();
    await expect(android).toHaveAttribute('aria-expanded', 'false');
    await expect(page.getByRole('link', { name: 'priya-pixel' })).toBeHidden();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

test.describe('a tailnet of ten thousand', () => {
  test.use({ devices: 10_000 });

  test('is grouped by owner, folded whole, and walked to its end with few rows in the document', async ({ page }) => {
    await openDevices(page, '/devices?group=owner&closed=*');
    await expect(tree(page)).toBeVisible();
    const groups = Number(await tree(page).getAttribute('aria-rowcount'));
    expect(groups).toBeGreaterThan(20);
    await tree(page).focus();
    for (const key of ['End', 'ArrowRight', 'End']) await page.keyboard.press(key);
    await expectActive(page, /\d/, '2');
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1500);
  });
});
