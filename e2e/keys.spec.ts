import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { grid, openDevices, row } from './steps.ts';

/** The layer behind Ctrl+K, its field, and what it offers. */
function goTo(page: Page): { layer: Locator; field: Locator; options: Locator } {
  const layer = page.getByRole('dialog', { name: 'Go to device or command' });
  return { layer, field: layer.getByRole('combobox'), options: layer.getByRole('option') };
}

async function openGoTo(page: Page): Promise<ReturnType<typeof goTo>> {
  const parts = goTo(page);
  await page.keyboard.press('Control+k');
  await expect(parts.field).toBeFocused();
  return parts;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

test('from a cold page to a saved tag and back again without a mouse', async ({ page, tailboard }) => {
  const { field, options, layer } = goTo(page);
  const line = await page.context().newCDPSession(page);
  const speed = { offline: false, latency: 400, downloadThroughput: -1, uploadThroughput: -1 };
  await line.send('Network.emulateNetworkConditions', speed);
  await page.goto('/devices');
  await expect(row(page, 'bastion')).toBeVisible();
  await page.keyboard.press('Control+k');
  // What finds is still on the way; who types at once is heard all the same, and not by the page behind.
  await page.keyboard.type('nas');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('nas');
  await line.detach();
  await page.keyboard.type('b');
  await expect(field).toHaveValue('nasb');
  await expect(options.first()).toContainText('nas-basement');
  await page.keyboard.press('Enter');
  await expect(layer).toBeHidden();
  await expect(heading(page, 'nas-basement')).toBeFocused();

  const tags = page.getByRole('region', { name: 'Tags' });
  await page.keyboard.press('t');
  await expect(tags).toBeFocused();
  await page.keyboard.press('e');
  await expect(tags.getByRole('combobox')).toBeFocused();
  // In a field they are letters.
  await page.keyboard.type('ssh');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await expect(tags.getByRole('button', { name: 'Edit tags' })).toBeFocused();
  await expect(tags).toContainText('tag:ssh');
  await expect(page.getByRole('status').filter({ hasText: 'Saved: tag:ssh added.' })).toBeAttached();
  expect(tailboard.standIn.tailnet.device('nas-basement').tags).toContain('tag:ssh');

  await page.keyboard.press('Control+z');
  const question = page.getByRole('dialog');
  await expect(question).toContainText('ssh');
  // A question has the keys to itself.
  await page.keyboard.press('?');
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(page).toHaveURL(/nodeId|\/devices\/n/);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(heading(page, 'Activity')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(heading(page, 'Devices')).toBeFocused();
});

test('commands of a device open where one edits or asks, and write nothing by themselves', async ({
  page,
  tailboard,
}) => {
  await page.goto('/devices/n5SUKe8CNTRL');
  await expect(heading(page, 'edge-fra-01')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit tags' })).toBeVisible();
  const choose = async (query: string) => {
    const { options } = await openGoTo(page);
    await page.keyboard.type(query);
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await expect(options.first()).toContainText('edge-fra-01');
    await page.keyboard.press('Enter');
  };
  await choose('key expiry on');
  await expect(page.getByRole('switch', { name: 'Key expiry' })).toBeFocused();
  await choose('edit subnet');
  const routes = page.getByRole('region', { name: 'Subnet routes' });
  await expect(routes.getByText('Editing', { exact: true })).toBeVisible();
  // From anywhere on the page Escape closes the one thing that is being edited.
  await page.keyboard.press('y');
  await expect(page.getByRole('region', { name: 'Key expiry' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(routes.getByRole('button', { name: 'Edit subnet routes' })).toBeFocused();
  await choose('share dev');
  await expect(page.getByRole('group', { name: 'New invite' })).toBeVisible();
  await page.keyboard.press('Escape');
  await choose('rename');
  await expect(page.getByRole('textbox', { name: 'Machine name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('alertdialog', { name: 'Delete edge-fra-01?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await page.keyboard.press(']');
  await expect(heading(page, 'edge-fra-02')).toBeFocused();
  expect(tailboard.log.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
});

test('keys go by what the sheet says, and whoever does not want single ones switches them off', async ({ page }) => {
  await openDevices(page);
  await expect(row(page, 'bastion')).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'All keys' });
  await expect(sheet.getByText('Go to device or command')).toBeVisible();
  await expect(sheet.getByRole('term').filter({ hasText: 'Ctrl K' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await page.keyboard.press('/');
  await page.keyboard.type('g?d');
  await expect(page.getByRole('combobox', { name: 'Filter devices' })).toHaveValue('g?d');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Filter devices' })).toHaveValue('');

  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('switch', { name: 'Single keys' }).click();
  await settings.getByRole('radio', { name: 'Dark' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await settings.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();

  await page.reload();
  await expect(row(page, 'bastion')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  for (const key of ['?', 'g', 'h', '/']) await page.keyboard.press(key);
  await expect(sheet).toBeHidden();
  await expect(heading(page, 'Devices')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Filter devices' })).not.toBeFocused();
  await grid(page).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 'amelie-iphone')).toBeInViewport();
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', /^row-/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('k');
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'head-name');
  const { layer } = await openGoTo(page);
  await page.keyboard.type('all keys');
  await page.keyboard.press('Enter');
  await expect(layer).toBeHidden();
  await sheet.getByRole('button', { name: 'Switch them on' }).click();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(heading(page, 'Activity')).toBeVisible();
});

test('from the list a letter opens the device under the cursor where the thing is done', async ({
  page,
  tailboard,
}) => {
  await openDevices(page);
  await expect(row(page, 'amelie-iphone')).toBeVisible();
  // Focus is nowhere yet, and the first letter brings it to the table.
  await page.keyboard.press('j');
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  for (const [key, region] of [
    ['t', 'Tags'],
    ['y', 'Key expiry'],
    ['s', 'Sharing'],
    ['r', 'Subnet routes'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(heading(page, 'amelie-mbp')).toBeVisible();
    await expect(page.getByRole('region', { name: region })).toBeFocused();
    await page.goBack();
    await expect(grid(page)).toBeFocused();
  }
  await page.keyboard.press('Backspace');
  const question = page.getByRole('alertdialog', { name: 'Delete amelie-mbp?' });
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Delete device' })).toBeVisible();
  await expect(question).toBeHidden();
  await page.goBack();
  await expect(heading(page, 'Devices')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('.');
  await expect(page.getByRole('menuitem', { name: 'Delete device…' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page).toHaveURL(/\/routes$/);
  expect(tailboard.log.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
});

test('where the browser keeps nothing, what is set lasts as long as the page', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('Access is denied.', 'SecurityError');
      },
    });
  });
  await openDevices(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('switch', { name: 'Single keys' }).click();
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await expect(goTo(page).field).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(1);
});

test.describe('among 10,000 devices', () => {
  test.use({ devices: 10_000 });

  test('a person finds one by the tail of its IPv6, goes back to it by what is recent, or takes it to a new tab', async ({
    page,
    context,
    tailboard,
  }) => {
    const device = tailboard.standIn.tailnet.devices()[7321];
    const name = device?.name?.split('.')[0] ?? '';
    const six = device?.addresses?.find((address) => address.includes(':')) ?? '';
    await openDevices(page);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '10001');
    const { field, options, layer } = await openGoTo(page);
    await page.keyboard.type(six.split(':').slice(-2).join(':'));
    await expect(options.first()).toContainText(name);
    await expect(options.first()).toContainText(six);
    await expect(field).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id')) ?? '');
    const opened = context.waitForEvent('page');
    await page.keyboard.press('Control+Enter');
    await (await opened).close();
    await expect(layer).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(heading(page, name)).toBeFocused();

    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await expect(heading(page, 'Devices')).toBeFocused();
    await openGoTo(page);
    await expect(options.first()).toContainText(name);
    await page.keyboard.type('tag:');
    await page.keyboard.type('prod');
    await expect(options.first()).toContainText(/tag:prod.*devices/);
    await page.keyboard.press('ArrowUp');
    await expect(options.last()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/devices\?filter=tag:prod$/);
    await openGoTo(page);
    await page.keyboard.type('zzzqqq');
    await expect(layer.getByRole('status')).toHaveText('Nothing is called that.');
    await page.keyboard.press('Escape');
    await expect(layer).toBeHidden();
    await openGoTo(page);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a person reaches every device and the settings by touch', async ({ page }) => {
    await openDevices(page);
    await page.getByRole('button', { name: 'Go to, settings' }).tap();
    await page.getByRole('button', { name: 'Go to device or command' }).tap();
    const { field, options } = goTo(page);
    await expect(field).toBeFocused();
    await field.fill('db-prod-02');
    await options.filter({ hasText: '100.70.31.6' }).tap();
    await expect(heading(page, 'db-prod-02')).toBeVisible();
    await page.getByRole('button', { name: 'More actions for db-prod-02' }).tap();
    await page.getByRole('menuitem', { name: 'Go to device or command' }).tap();
    await expect(field).toBeFocused();
  });
});
