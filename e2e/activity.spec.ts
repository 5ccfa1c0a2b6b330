import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { openDevices } from './steps.ts';

const failedRequest = /Failed to load resource/;

/** What the tailnet itself has approved for a device. */
function approved(tailboard: Tailboard, name: string): readonly string[] {
  return tailboard.standIn.tailnet.device(name).enabledRoutes ?? [];
}

/** Opens a device and stages ticks of its routes, each prefix ticked or cleared as it is told to be. */
async function stageRoutes(
  page: Page,
  tailboard: Tailboard,
  name: string,
  ticks: Readonly<Record<string, boolean>>,
): Promise<Locator> {
  await page.goto(`/devices/${tailboard.standIn.tailnet.device(name).nodeId}`);
  const routes = page.getByRole('region', { name: 'Subnet routes' });
  await routes.getByRole('button', { name: 'Edit' }).click();
  for (const [prefix, isTicked] of Object.entries(ticks))
    await routes.getByRole('checkbox', { name: prefix }).setChecked(isTicked);
  return routes;
}

async function changeRoutes(
  page: Page,
  tailboard: Tailboard,
  name: string,
  ticks: Readonly<Record<string, boolean>>,
): Promise<void> {
  const routes = await stageRoutes(page, tailboard, name, ticks);
  await routes.getByRole('button', { name: /^Save / }).click();
  await expect(routes.getByRole('button', { name: 'Edit' })).toBeVisible();
  // Until then it is on its way, and a page that is left has not sent it.
  await expect(routes.getByText(/^(Approving|Withdrawing)…$/)).toHaveCount(0);
}

async function openActivity(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
}

/** What the clipboard holds, as a person finds out: pasted into a field, which this page has to be given first. */
async function pasted(page: Page): Promise<string> {
  // The click is over before the clipboard has the text; the page says when it has.
  const said = page.getByRole('status').filter({ hasText: 'Copied.' });
  await expect(said).toBeAttached();
  await said.evaluate((region) => (region.textContent = ''));
  await page.evaluate(() => {
    const field = document.createElement('textarea');
    field.ariaLabel = 'Pasted';
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.press('ControlOrMeta+V');
  const field = page.getByRole('textbox', { name: 'Pasted' });
  await expect(field).not.toHaveValue('');
  const text = await field.inputValue();
  await field.evaluate((element) => element.remove());
  return text;
}

/** The entries, newest first. */
function entries(page: Page): Locator {
  return page.getByRole('list', { name: 'Changes, newest first' }).locator('> li');
}

test('an approved route stands in Activity with its request, survives a reload, and goes back', async ({
  page,
  tailboard,
}) => {
  await changeRoutes(page, tailboard, 'edge-fra-01', { '10.0.0.0/16': true });
  await expect.poll(() => approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
  await openActivity(page);
  await expect(page).toHaveTitle(/Activity · Tailboard$/);
  await expect(page.getByText('1 change in this session, since 17:12')).toBeVisible();

  const entry = entries(page).first();
  await expect(entry).toContainText('Routes changed on edge-fra-01');
  await expect(entry).toContainText('added +10.0.0.0/16');
  await expect(entry).toContainText('Applied');
  await expect(entry).toContainText('/api/v2/device/n5SUKe8CNTRL/routes');
  await expect(entry).toContainText(/200 in \d+ ms, request \S+/);
  await page.reload();
  await expect(entry).toContainText('Applied');
  await expect(entry).toContainText(/200 in \d+ ms, request \S+/);

  await page.getByRole('button', { name: 'Undo: Routes changed on edge-fra-01' }).click();
  await expect(entries(page).nth(1)).toContainText('Undone');
  await expect(entries(page).nth(1)).toBeFocused();
  await expect(entries(page).first()).toContainText('undoing 17:12');
  expect(approved(tailboard, 'edge-fra-01')).not.toContain('10.0.0.0/16');
  await page.reload();
  await expect(entries(page).nth(1)).toContainText('Undone');

  await entries(page).first().getByRole('link', { name: 'edge-fra-01' }).click();
  const routes = page.getByRole('region', { name: 'Subnet routes' });
  await expect(routes.getByRole('listitem').filter({ hasText: '10.0.0.0/16' })).toContainText('Waiting');
});

test('an undo that only withdraws leaves what others changed since', async ({ page, tailboard }) => {
  await changeRoutes(page, tailboard, 'edge-fra-01', { '10.0.0.0/16': true });
  await expect.poll(() => approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
  await openActivity(page);
  await expect(entries(page).first()).toContainText('Applied');
  const device = tailboard.standIn.tailnet.device('edge-fra-01');
  device.enabledRoutes = [...(device.enabledRoutes ?? []), '10.77.0.0/16'];
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(entries(page).nth(1)).toContainText('Undone');
  expect(approved(tailboard, 'edge-fra-01')).toContain('10.77.0.0/16');
  expect(approved(tailboard, 'edge-fra-01')).not.toContain('10.0.0.0/16');
});

test('an undo that grants more asks first', async ({ page, tailboard }) => {
  await changeRoutes(page, tailboard, 'edge-fra-01', { '192.168.1.0/24': false });
  await expect.poll(() => approved(tailboard, 'edge-fra-01')).not.toContain('192.168.1.0/24');
  await openActivity(page);
  await expect(entries(page).first()).toContainText('Applied');

  await page.getByRole('button', { name: /^Undo: / }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this change?' });
  await expect(dialog).toContainText('192.168.1.0/24 will be approved again.');
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: /^Undo: / })).toBeFocused();

  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(entries(page).nth(1)).toContainText('Undone');
  expect(approved(tailboard, 'edge-fra-01')).toContain('192.168.1.0/24');
});

test('Ctrl+Z on a device takes the last change back after a question that names it', async ({ page, tailboard }) => {
  await changeRoutes(page, tailboard, 'edge-fra-01', { '10.0.0.0/16': true });
  await expect.poll(() => approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
  await expect(page.getByRole('link', { name: 'Activity 1' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  const dialog = page.getByRole('dialog', { name: 'Undo this change?' });
  await expect(dialog).toContainText('Routes changed on edge-fra-01');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(dialog).toBeHidden();
  expect(approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');

  await page.keyboard.press('ControlOrMeta+z');
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => approved(tailboard, 'edge-fra-01')).not.toContain('10.0.0.0/16');
  await expect(page.getByRole('link', { name: 'Activity 2' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Undone: Routes changed on edge-fra-01.' })).toBeAttached();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('status').filter({ hasText: 'There is nothing to undo.' })).toBeAttached();
});

test.describe('a change that does not come about', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('shows the words of the server and no way back', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setRoutes', status: 400, message: 'route is reserved by policy' });
    const routes = await stageRoutes(page, tailboard, 'edge-fra-01', { '10.0.0.0/16': true });
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(routes.getByRole('alert')).toContainText('route is reserved by policy');
    await openActivity(page);
    const entry = entries(page).first();
    await expect(entry).toContainText('Refused');
    await expect(entry).toContainText('400 route is reserved by policy');
    await expect(entry.getByRole('button', { name: /^Undo/ })).toBeHidden();
    const markdown = page.getByRole('region', { name: 'Markdown' });
    await expect(markdown).toContainText('1 change, 1 failed.');
    await markdown.getByRole('checkbox', { name: 'Failed changes' }).uncheck();
    await expect(markdown).not.toContainText('failed');
    await expect(markdown).toContainText('Nothing to tell');
  });

  test('because its answer was lost is read again, and then says which it was', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setRoutes', status: 504 });
    const routes = await stageRoutes(page, tailboard, 'edge-fra-01', { '10.0.0.0/16': true });
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(routes.getByRole('alert')).toBeVisible();
    await openActivity(page);
    const entry = entries(page).first();
    await expect(entry).toContainText('Not applied');
    await expect(entry).toContainText('Reading again showed the value from before.');
    await expect(entry.getByRole('button', { name: /^Undo/ })).toBeHidden();
  });

  test('as an undo says why, and the change stays', async ({ page, tailboard }) => {
    await changeRoutes(page, tailboard, 'edge-fra-01', { '10.0.0.0/16': true });
    await expect.poll(() => approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
    await openActivity(page);
    tailboard.standIn.fail({ endpoint: 'setRoutes', status: 403, message: 'not yours' });
    await page.getByRole('button', { name: /^Undo: / }).click();
    await expect(entries(page).nth(1).getByRole('alert')).toContainText('Not undone.');
    await expect(entries(page).nth(1)).toContainText('Applied');
    await expect(entries(page).first()).toContainText('Refused');
    await expect(entries(page).first()).toContainText('403 not yours');
    expect(approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
  });
});

test('the session is handed on as Markdown and as a file', async ({ page, tailboard }) => {
  await changeRoutes(page, tailboard, 'edge-fra-01', { '10.0.0.0/16': true, '192.168.1.0/24': false });
  await expect.poll(() => approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
  await openActivity(page);
  await expect(entries(page).first()).toContainText('Applied');
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  const text = await pasted(page);
  expect(text).toContain('## Tailnet changes, 21 Nov 2026');
  expect(text).toContain(
    '- 17:12 edge-fra-01: routes changed\n  - approved `10.0.0.0/16`\n  - withdrawn `192.168.1.0/24`',
  );
  expect(text).toContain('### To undo');

  await entries(page).first().getByRole('button', { name: 'Copy as Terraform' }).click();
  const terraform = await pasted(page);
  expect(terraform).toContain('resource "tailscale_device_subnet_routes" "edge_fra_01"');
  await entries(page).first().getByRole('button', { name: 'Copy as runbook step' }).click();
  const step = await pasted(page);
  expect(step).toContain(`<${tailboard.home}/devices/n5SUKe8CNTRL#routes>`);

  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toBe('tailboard-activity-2026-11-21.json');
  const told: unknown = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(told).toMatchObject([{ title: 'Routes changed', outcome: 'applied', deviceName: 'edge-fra-01' }]);
});

test('leaving with something staged asks once; the draft is kept either way', async ({ page }) => {
  await openDevices(page);
  await page.getByRole('link', { name: 'edge-fra-01' }).click();
  const routes = page.getByRole('region', { name: 'Subnet routes' });
  await routes.getByRole('button', { name: 'Edit' }).click();
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  await expect(routes.getByRole('button', { name: 'Save 1 change' })).toBeVisible();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });

  await page.goBack();
  await expect(dialog).toContainText('1 change to the routes of edge-fra-01 is not saved.');
  await expect(dialog.getByRole('button', { name: 'Stay' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/devices\/n5SUKe8CNTRL/);
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();

  await page.reload();
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();

  await page.getByRole('link', { name: 'Activity' }).click();
  await dialog.getByRole('button', { name: 'Leave; keep the draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  await page.goBack();
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();

  await routes.getByRole('button', { name: 'Discard' }).click();
  await openActivity(page);
  await expect(page.getByText('Nothing was changed in this tab.')).toBeVisible();
});

test('one question lists everything that is unsaved', async ({ page, tailboard }) => {
  await stageRoutes(page, tailboard, 'edge-fra-01', { '10.0.0.0/16': true });
  await page.getByRole('button', { name: 'Rename edge-fra-01' }).click();
  await page.getByRole('textbox', { name: 'Machine name' }).fill('edge-ber-01');
  await page.getByRole('link', { name: 'Activity' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await expect(dialog.getByRole('listitem').filter({ hasText: 'name' })).toHaveText(
    'The new name of edge-fra-01 is not saved.',
  );
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByRole('textbox', { name: 'Machine name' })).toHaveValue('edge-ber-01');
  await expect(page).toHaveURL(/\/devices\/n5SUKe8CNTRL/);
});

test.describe('a tab that may only look', () => {
  test.use({ live: true });

  test('lists nothing, and says what would be listed', async ({ page }) => {
    await page.goto('/activity');
    await expect(page.getByText('Nothing was changed in this tab.')).toBeVisible();
    await expect(page.getByText('Kept in this browser tab only. Closing the tab clears it.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy as Markdown' })).toBeHidden();
  });
});

// Colours do not hang on the width, nor the layout on the colours.
for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 800],
  ['light', 390],
] as const)
  test(`Activity is accessible and fits: ${colorScheme}, ${width} px`, async ({ page, tailboard }) => {
    test.info().annotations.push({ type: 'picture', description: '12' });
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    await changeRoutes(page, tailboard, 'edge-fra-01', { '10.0.0.0/16': true, '192.168.1.0/24': false });
    await changeRoutes(page, tailboard, 'printer-gw', { '192.168.30.0/24': true });
    await openActivity(page);
    await expect(entries(page)).toHaveCount(2);
    await expect(entries(page).first()).toContainText('Applied');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    const navigation = page.getByRole('navigation', { name: 'Main' });
    await expect(navigation.getByRole('link', { name: 'Activity' })).toHaveAttribute('aria-current', 'page');
    await navigation.getByRole('link', { name: 'Devices' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(844);
  });
