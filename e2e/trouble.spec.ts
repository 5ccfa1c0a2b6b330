import { expect, test } from './fixtures.ts';
import { expectAccessible, grid, openDevices, row, rowNames } from './steps.ts';

/** The browser itself writes a line for every failed request; here they fail on purpose. */
const failedRequests = [/Failed to load resource/];

test.use({ allowedConsole: failedRequests });

const list = { endpoint: 'listDevices', times: Infinity } as const;

test.describe('when the first load fails', () => {
  test('with 500, the page says so with the request id and never shows an empty tailnet', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ ...list, status: 500, message: 'internal server error' });
    await openDevices(page);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The devices could not be loaded.');
    await expect(alert).toContainText('internal server error');
    await expect(alert).toContainText(/REQ-/);
    await expect(page.getByText(/No devices in/)).toBeHidden();
    await expectAccessible(page);
    tailboard.standIn.clearFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(row(page, 'edge-fra-01')).toBeVisible();
  });

  test('with 401, it is the key of the server that was refused, and asking stops', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ ...list, status: 401, message: 'API token invalid' });
    await openDevices(page);
    await expect(page.getByRole('alert')).toContainText("The API refused the server's Tailscale key.");
    await expect(page.getByText('Not connected')).toBeVisible();
    expect(tailboard.standIn.journal.filter(({ endpoint }) => endpoint === 'listDevices')).toHaveLength(1);
  });

  for (const [name, fault] of [
    ['an HTML page', { html: '<script>alert(1)</script>', status: 200 }],
    ['an HTML error', { html: '<h1>Bad gateway</h1>', status: 502 }],
    ['half an answer', { cut: true }],
    ['half a JSON text', { truncated: true }],
    ['an object without devices', { json: {} }],
    ['a bare list', { json: [] }],
    ['null', { json: null }],
  ] as const)
    test(`with ${name}, it is an unexpected answer and not an empty tailnet`, async ({ page, tailboard }) => {
      tailboard.standIn.fail({ ...list, ...fault });
      await openDevices(page);
      const alert = page.getByRole('alert');
      await expect(alert).toContainText('The devices could not be loaded.');
      await expect(alert).not.toContainText('<');
      await expect(page.getByText(/No devices in/)).toBeHidden();
      tailboard.standIn.clearFaults();
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(row(page, 'edge-fra-01')).toBeVisible();
    });

  test('while it takes long, bars stand where the rows will be', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'listDevices', latencyMs: 1500 });
    await openDevices(page);
    await expect(page.getByText('Loading devices…')).toBeVisible();
    await expect(row(page, 'edge-fra-01')).toBeVisible();
  });
});

test.describe('when a refresh fails after a good load', () => {
  test('with 500, the old rows stay and a line says how old they are', async ({ page, tailboard }) => {
    await openDevices(page, '/devices?filter=edge');
    await expect(row(page, 'edge-fra-01')).toBeVisible();
    tailboard.standIn.fail({ ...list, status: 500, message: 'internal server error' });
    await page.getByRole('button', { name: 'Refresh' }).click();
    const banner = page.getByRole('alert');
    await expect(banner).toContainText('The server did not answer (500).');
    await expect(banner).toContainText(/Trying again in \d+ s/);
    expect(await rowNames(page)).toEqual(['edge-fra-01', 'edge-fra-02', 'edge-nyc-01', 'edge-sin-01']);
    await expectAccessible(page);
    tailboard.standIn.clearFaults();
    await banner.getByRole('button', { name: 'Try now' }).click();
    await expect(banner).toBeHidden();
  });

  test('with 429, it counts down for as long as the server asked', async ({ page, tailboard }) => {
    await openDevices(page);
    await expect(row(page, 'bastion')).toBeVisible();
    tailboard.standIn.fail({ ...list, status: 429, message: 'too many requests', headers: { 'retry-after': '30' } });
    await page.getByRole('button', { name: 'Refresh' }).click();
    const banner = page.getByRole('status').filter({ hasText: 'The server asked Tailboard to slow down.' });
    await expect(banner).toContainText('Trying again in 30 s. Your edits are kept.');
    await expect(row(page, 'bastion')).toBeVisible();
    expect(tailboard.standIn.journal.filter(({ status }) => status === 429)).toHaveLength(1);
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
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(row(page, 'bastion')).toBeHidden();
  });
});

test('where the server cannot list all fields, it lists the default ones and says what is missing', async ({ page, tailboard }) => {
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
