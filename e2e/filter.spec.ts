import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { grid, openDevices, row, rowNames } from './steps.ts';

const input = (page: Page) => page.getByRole('combobox', { name: 'Filter devices' });
const suggestions = (page: Page) => page.getByRole('listbox', { name: 'Filters' });
const endOf = (box: { x: number; width: number } | null) => (box === null ? 0 : box.x + box.width);
const chips = (page: Page) => page.getByRole('list', { name: 'Filters' }).getByRole('listitem');

test('the keyboard alone completes a filter token by token, and takes the last one back', async ({ page }) => {
  await openDevices(page);
  await expect(row(page, 'bastion')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('os:linux st');
  await expect(chips(page)).toHaveText(['os:linux']);
  await expect(input(page)).toHaveValue('st');
  await expect(input(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(suggestions(page).getByRole('option').first()).toHaveText('status:offlineNot connected now4');
  await expect(suggestions(page).getByRole('option', { name: 'status:connected' })).toHaveText(/19$/);
  await expect(suggestions(page).getByRole('option', { name: 'status:pending' })).toHaveText(/0$/);
  await expect(suggestions(page).getByRole('option', { name: 'tag:storage' })).toBeVisible();
  await expect(page.locator('#announcer')).toHaveText('8 suggestions. Tab takes status:offline.');

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const connected = suggestions(page).getByRole('option', { name: 'status:connected' });
  await expect(connected).toHaveAttribute('aria-selected', 'true');
  await expect(input(page)).toHaveAttribute('aria-activedescendant', (await connected.getAttribute('id')) ?? '');
  await page.keyboard.press('Enter');
  await expect(chips(page)).toHaveText(['os:linux', 'status:connected']);
  await expect(suggestions(page)).toBeHidden();
  await expect(input(page)).toBeFocused();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '20');
  await expect(page.getByText('19 of 34')).toBeVisible();

  await page.keyboard.press('Backspace');
  await expect(input(page)).toHaveValue('status:connected');
  await expect(chips(page)).toHaveText(['os:linux']);
  for (let letter = 0; letter < 'connected'.length; letter++) await page.keyboard.press('Backspace');
  await expect(suggestions(page).getByRole('option')).toHaveCount(6);
  await page.keyboard.type('off');
  await page.keyboard.press('Tab');
  await expect(chips(page)).toHaveText(['os:linux', 'status:offline']);
  await page.keyboard.type('-tag:ci');
  await page.keyboard.press('Enter');
  await expect(grid(page)).toBeFocused();
  await expect(chips(page)).toHaveText(['os:linux', 'status:offline', '-tag:ci']);
  await expect(page).toHaveURL(/filter=os:linux\+status:offline\+-tag:ci$/);
  await expect(page.getByText('3 of 34')).toBeVisible();

  await page.getByRole('button', { name: 'Remove status:offline' }).press('Enter');
  await expect(chips(page)).toHaveText(['os:linux', '-tag:ci']);
  await expect(input(page)).toBeFocused();
  await expect(page).toHaveURL(/filter=os:linux\+-tag:ci$/);
  await page.reload();
  await expect(chips(page)).toHaveText(['os:linux', '-tag:ci']);
  await input(page).press('o');
  await expect(suggestions(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(suggestions(page)).toBeHidden();
  await expect(input(page)).toHaveValue('o');
  await page.keyboard.press('Escape');
  await expect(chips(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/devices$/);
});

test('every question of a morning has its line', async ({ page }) => {
  await openDevices(page);
  for (const [line, names] of [
    ['ip:100.87.74.79', ['edge-fra-02']],
    ['ip:100.87.74.0/24', ['edge-fra-01', 'edge-fra-02']],
    ['ip:8c01:8c43', ['priya-pixel']],
    ['route:10.0.4.7', ['edge-fra-01', 'edge-fra-02']],
    ['status:(pending | locked)', ['lena-macbook-air', 'marco-surface', 'win-erp-01']],
    ['version:<1.90 os:windows', ['jonas-thinkpad', 'tomas-desktop']],
    ['seen:>1d os:android', ['priya-pixel']],
    ['expires:<7d', ['db-replica-03', 'jonas-thinkpad']],
    ['created:<1d -ephemeral:yes', ['lena-macbook-air', 'marco-surface']],
    ['exit:waiting', ['exit-syd-01']],
    ['expiry:off tag:kiosk', ['conf-room-4f']],
    ['ephemeral:yes status:connected', ['ci-runner-7f3a']],
    ['untagged os:windows (owner:jonas OR owner:tomas)', ['jonas-thinkpad', 'tomas-desktop']],
  ] as const) {
    await test.step(line, async () => {
      await page.goto(`/devices?filter=${encodeURIComponent(line)}`);
      await expect.poll(() => rowNames(page), line).toEqual(names);
      await expect(page.getByText('searched as text')).toBeHidden();
    });
  }
});

test('what is not understood is pointed at, with a way to mend it', async ({ page }) => {
  await openDevices(page);
  await input(page).fill('os:linux user:priya');
  const note = page.getByText('There is no filter user:, so this is searched as text.');
  await expect(note).toBeVisible();
  await expect(input(page)).toHaveAccessibleDescription(/os:linux user:priya There is no filter user:/);
  await expect(page.getByText('No device matches all two filters.')).toBeVisible();
  // The line under it stands where the word begins: at the beginning of the text, behind the chip.
  const place = input(page).locator('xpath=..').getByText('user:priya').locator('xpath=..');
  const [lined, typed] = [await place.boundingBox(), await input(page).boundingBox()];
  expect(lined?.x).toBeCloseTo(typed?.x ?? 0, 0);
  expect(lined?.width).toBeGreaterThan(50);
  await expect(place).toHaveCSS('border-bottom-width', '2px');
  await input(page).fill(`os:linux ${'before '.repeat(30)}user:priya`);
  await expect(chips(page)).toHaveText(['os:linux', 'os:linux']);
  await expect(place).toHaveCSS('border-bottom-width', '2px');
  await input(page).press('Home');
  await expect.poll(async () => endOf(await place.boundingBox())).toBeGreaterThan(endOf(typed) + 100);
  await input(page).press('End');
  await expect.poll(async () => endOf(await place.boundingBox())).toBeCloseTo(endOf(typed), -1);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await input(page).fill('os:linux user:priya');
  await expect(note).toBeVisible();
  await page.getByRole('button', { name: 'Use owner:' }).click();
  await expect(note).toBeHidden();
  await expect.poll(() => rowNames(page)).toEqual(['priya-framework']);

  await input(page).fill('(tag:prod OR tag:db');
  await expect(page.getByText('This bracket is open. Close it where the group ends.')).toBeVisible();
  await page.getByRole('button', { name: 'Add )' }).click();
  await expect(chips(page)).toHaveText(['os:linux', 'owner:priya', '(tag:prod OR tag:db)']);

  await input(page).fill('custom:tier=prod');
  await expect(page.getByText(/^The posture attributes of 0 of 34 devices have been read so far/)).toBeVisible();
});

test('an attribute that was read on its device is found in the list', async ({ page }) => {
  await openDevices(page);
  await row(page, 'edge-fra-01').getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Posture attributes' })).toContainText('custom:site');
  await page.goBack();
  await input(page).fill('custom:s');
  await suggestions(page).getByRole('option', { name: 'custom:site=fra_dc2' }).click();
  await expect(chips(page)).toHaveText(['custom:site=fra_dc2']);
  await expect.poll(() => rowNames(page)).toEqual(['edge-fra-01']);
  await expect(page.getByText('The posture attributes of 1 of 34 devices have been read so far.')).toBeVisible();
});

test('quick filters count what the rest of the filter leaves, and add to it', async ({ page }) => {
  await openDevices(page, '/devices?filter=os:linux');
  const quick = (name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) });
  await expect(quick('All')).toHaveAccessibleName('All 23');
  await expect(quick('Pending approval')).toHaveAccessibleName('Pending approval 0');
  await expect(quick('Expired')).toHaveAccessibleName('Expired 1');
  await quick('Expired').check();
  await expect(page).toHaveURL(/filter=os:linux\+status:expired$/);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  await expect(quick('Updates')).toBeVisible();
  await quick('Updates').check();
  await expect(page).toHaveURL(/filter=os:linux\+update:yes$/);
  await quick('All').check();
  await expect(page).toHaveURL(/filter=os:linux$/);
  await expect(quick('All')).toBeChecked();
});

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('proposes what can be asked, and shows the whole language', async ({ page }) => {
    await openDevices(page);
    await page.getByRole('button', { name: 'Filter', exact: true }).tap();
    await expect(input(page)).toBeFocused();
    await input(page).tap();
    await suggestions(page)
      .getByRole('option', { name: /^status:/ })
      .tap();
    await expect(input(page)).toHaveValue('status:');
    await suggestions(page).getByRole('option', { name: 'status:pending' }).tap();
    await expect(chips(page)).toHaveText(['status:pending']);
    await expect(page.getByText('2 of 34')).toBeVisible();
    await page.getByRole('button', { name: 'Remove status:pending' }).tap();
    await expect(page.getByText('25 of 34')).toBeVisible();
    await input(page).tap();
    await page.getByRole('button', { name: 'All filters' }).tap();
    const help = page.getByRole('dialog', { name: 'All filters' });
    await expect(help.getByText('version:<1.90')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test.describe('a tailnet of ten thousand', () => {
  test.use({ devices: 10_000 });

  test('is counted under the filter while somebody types, and says what to leave out', async ({ page }) => {
    await openDevices(page);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '10001');
    await input(page).fill('os:linux tag:');
    const first = suggestions(page).getByRole('option').first();
    await expect(first).toHaveText(/^tag:[\w-]+\d+$/);
    const text = (await first.textContent()) ?? '';
    await page.keyboard.press('Tab');
    const count = Number(/\d+$/.exec(text)?.[0]);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1));
    await page.keyboard.type('os:tvos ');
    await expect(page.getByText('No device matches all three filters.')).toBeVisible();
    await page.getByText('Remove os:tvos', { exact: true }).click();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1));
  });
});
