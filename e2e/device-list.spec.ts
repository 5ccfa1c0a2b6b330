import { expectAccessible, expectAccessibleInBothThemes } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { expectCursorAt, grid, openDevices, row, rowNames } from './steps.ts';

test('a newcomer sees the tailnet: how many, who is connected, and what is wrong', async ({ page }) => {
  await openDevices(page);
  await expect(page.getByText('25 of 34 connected')).toBeVisible();
  await expect(page).toHaveTitle(/Devices · Tailboard$/);
  const router = row(page, 'edge-fra-01');
  await expect(router).toContainText('100.87.74.78');
  await expect(router).toContainText('Subnets 2/3');
  await expect(router).toContainText('tag:router');
  await expect(row(page, 'edge-sin-01')).toContainText('Only router, offline');
  await expect(row(page, 'db-replica-03')).toContainText('Key expires in 3 d');
  await expect(row(page, 'amelie-iphone')).toContainText('48 min ago');
  await expect(page.getByRole('radio', { name: /Needs attention/ })).toHaveAccessibleName('Needs attention 14');
});

test('what is typed filters at once, lands in the URL, and survives reload and Back', async ({ page }) => {
  await openDevices(page);
  const filter = page.getByRole('combobox', { name: 'Filter devices' });
  await filter.fill('tag:prod status:offline OR jonas');
  await expect.poll(() => rowNames(page)).toEqual(['jonas-thinkpad']);
  await expect(page).toHaveURL(/\?filter=tag:prod\+status:offline\+OR\+jonas$/);
  await page.reload();
  await expect(filter).toHaveValue('tag:prod status:offline OR jonas');
  await expect.poll(() => rowNames(page)).toEqual(['jonas-thinkpad']);
  await page.getByRole('link', { name: 'jonas-thinkpad' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'jonas-thinkpad' })).toBeVisible();
  await page.goBack();
  await expect(filter).toHaveValue('tag:prod status:offline OR jonas');
});

test('whoever types and leaves at once gets where they go, on a slow line too, and finds the filter on coming back', async ({
  page,
}) => {
  const filter = page.getByRole('combobox', { name: 'Filter devices' });
  const routes = page.getByRole('heading', { level: 1, name: 'Routes' });
  await openDevices(page);
  // A file takes longer than the typing needs to come to rest.
  const line = await page.context().newCDPSession(page);
  const speed = { offline: false, latency: 400, downloadThroughput: -1, uploadThroughput: -1 };
  await line.send('Network.emulateNetworkConditions', speed);
  await filter.fill('os:linux');
  const main = page.getByRole('navigation', { name: 'Main' });
  await main.getByRole('link', { name: /^Routes/ }).click();
  await expect(routes).toBeVisible();
  await expect(page).toHaveURL(/\/routes$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/devices\?filter=os:linux$/);
  await page.goForward();
  await expect(routes).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Devices/ })
    .click();
  // From here the page of Routes has to be loaded again.
  await page.reload();
  await filter.fill('tag:prod');
  await page.goBack();
  await expect(routes).toBeVisible();
  await expect(page).toHaveURL(/\/routes$/);
});

test('a colleague opens the link and sees the same rows in the same order', async ({ page, browser, baseURL }) => {
  await openDevices(page);
  await page.getByRole('combobox', { name: 'Filter devices' }).fill('os:linux tag:router');
  await page.getByRole('button', { name: 'IPv4' }).click();
  await page.getByRole('button', { name: 'IPv4' }).click();
  const order = ['edge-sin-01', 'edge-nyc-01', 'edge-fra-02', 'edge-fra-01'];
  await expect.poll(() => rowNames(page)).toEqual(order);
  await expect(page.getByRole('columnheader', { name: 'IPv4' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/filter=os:linux\+tag:router/);

  const colleague = await browser.newPage({ baseURL: baseURL ?? '' });
  await colleague.goto(page.url());
  await expect.poll(() => rowNames(colleague)).toEqual(order);
  await colleague.close();
});

test('each column sorts, and sorts the other way when pressed again', async ({ page }) => {
  await openDevices(page);
  for (const column of ['Machine', 'Owner or tags', 'IPv4', 'OS and client', 'State', 'Last seen']) {
    const head = page.getByRole('columnheader', { name: column });
    const press = head.getByRole('button');
    if (column !== 'Machine') {
      await press.click();
      await expect(head).toHaveAttribute('aria-sort', 'ascending');
    }
    const ascending = (await rowNames(page))[0];
    await press.click();
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(async () => (await rowNames(page))[0]).not.toBe(ascending);
  }
});

test('a quick filter writes its token, and its count is what it shows', async ({ page }) => {
  await openDevices(page);
  for (const name of [
    'Needs attention',
    'Pending approval',
    'Routes to approve',
    'Key expiring',
    'Expired',
    'Updates',
    'Shared in',
  ]) {
    const choice = page.getByRole('radio', { name: new RegExp(`^${name}`) });
    await choice.check();
    const count = Number(
      /\d+$/.exec(
        (await choice.getAttribute('aria-label')) ??
          (await choice.evaluate((input) => input.closest('label')?.textContent ?? '')),
      )?.[0],
    );
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1));
  }
  await page.getByRole('radio', { name: /^All/ }).check();
  await expect(page).toHaveURL(/\/devices$/);
});

test('nothing found says what to leave out', async ({ page }) => {
  await openDevices(page, '/devices?filter=tag:prod os:windows status:offline');
  await expect(page.getByText('No device matches all three filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '35');
  await page.getByRole('combobox', { name: 'Filter devices' }).fill('os:windows status:offline tag:prod');
  await expect(page.getByText('Without tag:prod there are 2.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove tag:prod' }).click();
  await expect.poll(() => rowNames(page)).toEqual(['marco-surface', 'tomas-desktop']);
});

test('the keyboard alone finds a device, copies its address and opens it', async ({ page }) => {
  await openDevices(page);
  await page.keyboard.press('/');
  await page.keyboard.type('edge');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '5');
  await page.keyboard.press('ArrowDown');
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'row-' + (await keyOf(page, 'edge-fra-02')));
  await page.keyboard.press('c');
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeAttached();
  expect(await pasted(page)).toBe('100.87.74.79');
  await page.keyboard.press('Shift+C');
  await expect.poll(() => pasted(page)).toBe('edge-fra-02.tail4e21b.ts.net');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Owner or tags' })).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^edge-/ })).toBeVisible();
});

test('the row menu opens by key and by mouse, and gives focus back to the table', async ({ page }) => {
  await openDevices(page);
  await grid(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('.');
  const menu = page.getByRole('menu', { name: 'Actions for amelie-iphone' });
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(grid(page)).toBeFocused();
  await page.getByRole('button', { name: 'Actions for edge-fra-01' }).click();
  await page.getByRole('menuitem', { name: 'Routes' }).click();
  await expect(page).toHaveURL(/\/devices\/n5SUKe8CNTRL#routes$/);
});

test('a refresh moves neither the cursor nor the scroll, and shows what changed', async ({ page, tailboard }) => {
  await page.setViewportSize({ width: 1440, height: 560 });
  await openDevices(page);
  await grid(page).focus();
  await page.keyboard.press('End');
  await expect(row(page, 'win-erp-01')).toBeVisible();
  // Whoever reads the document in its order, as screen readers do, gets the rows in theirs.
  const places = () => page.getByRole('row').evaluateAll((rows) => rows.map((line) => Number(line.ariaRowIndex)));
  await expect.poll(async () => (await places()).join()).toBe((await places()).toSorted((a, b) => a - b).join());
  const scroll = () => grid(page).evaluate((table) => table.parentElement?.scrollTop);
  const before = await scroll();
  const active = await grid(page).getAttribute('aria-activedescendant');
  tailboard.standIn.tailnet.device('web-prod-01').clientVersion = '1.94.0-t0-g0';
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(row(page, 'web-prod-01')).toContainText('1.94.0');
  expect(await scroll()).toBe(before);
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', active ?? '');
});

test('Back from a device returns to the same place in the list', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 500 });
  await openDevices(page);
  await grid(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'win-erp-01' })).toBeVisible();
  await page.goBack();
  await expect(row(page, 'win-erp-01')).toBeVisible();
  await expectCursorAt(page, 'win-erp-01');
});

test.describe('a tailnet of ten thousand', () => {
  test.use({ devices: 10_000 });

  test('says its size to a screen reader, keeps few rows in the document, and lets the keyboard reach the last', async ({
    page,
  }) => {
    await openDevices(page);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '10001');
    await grid(page).focus();
    await page.keyboard.press('End');
    await expect(page.locator('tr[aria-rowindex="10001"]')).toBeVisible();
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1500);
  });
});

test.describe('an answer with devices that are none', () => {
  test('counts and names what could not be read and lists the rest', async ({ page, tailboard }) => {
    const good = tailboard.standIn.tailnet.device('bastion');
    tailboard.standIn.fail({
      endpoint: 'listDevices',
      times: Infinity,
      json: { devices: [good, 'nonsense', { name: 'no id' }] },
    });
    await openDevices(page);
    await expect(page.getByText('2 devices could not be read.')).toBeVisible();
    await expect.poll(() => rowNames(page)).toEqual(['bastion']);
  });
});

test.describe('an empty tailnet', () => {
  test.use({ devices: [] });

  test('says what to do first', async ({ page }) => {
    await openDevices(page);
    await expect(page.getByText(/^No devices in .* yet\.$/)).toBeVisible();
    await expect(page.getByText('tailscale up')).toBeVisible();
  });
});

test('the chosen theme is remembered', async ({ page }) => {
  await openDevices(page);
  await page.getByRole('button', { name: 'Theme: follows the system' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible();
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark');
});

for (const width of [1440, 1280, 390])
  test(`the list is accessible and fits: ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await openDevices(page);
    await expect(page.getByText('edge-fra-01').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    if (width === 1280) await expectAccessible(page, { contrast: 'without' });
    else await expectAccessibleInBothThemes(page);
  });

async function keyOf(page: Parameters<typeof row>[0], name: string): Promise<string> {
  return (await row(page, name).getAttribute('data-key')) ?? '';
}

/** What the clipboard holds, as a person finds out: pasted into the filter, which is then put back as it was. */
async function pasted(page: Parameters<typeof row>[0]): Promise<string> {
  const filter = page.getByRole('combobox', { name: 'Filter devices' });
  const before = await filter.inputValue();
  await filter.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
  const text = await filter.inputValue();
  await filter.fill(before);
  await grid(page).focus();
  return text;
}
