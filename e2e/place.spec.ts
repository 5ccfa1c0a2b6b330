import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openDevices, openGoTo, row } from './steps.ts';

/** What the clipboard holds, as a person finds out: pasted into the field of Ctrl+K, which is closed again. */
async function pasted(page: Page): Promise<string> {
  const field = await openGoTo(page);
  await page.keyboard.press('ControlOrMeta+V');
  const text = await field.inputValue();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  return text;
}

test.describe('below a path of a portal', () => {
  test.use({ environment: { TAILBOARD_BASE_PATH: '/ops/tailboard/' } });

  test('everything is found, changed, linked and taken along there', async ({ page, context, tailboard }) => {
    const { origin, home, standIn } = tailboard;
    const elsewhere: string[] = [];
    context.on('request', (request) => {
      if (!request.url().startsWith(`${home}/`) && request.url() !== home) elsewhere.push(request.url());
    });
    await page.goto(`${origin}/ops/tailboard`);
    await expect(row(page, 'edge-fra-01')).toBeVisible();
    await expect(page).toHaveURL(`${home}/devices`);

    await openDevices(page, '/devices?filter=tag:router&sort=-ipv4');
    await page.getByRole('button', { name: 'Save view' }).click();
    const views = page.getByRole('dialog', { name: 'Views' });
    await views.getByRole('textbox', { name: 'Name' }).fill('Routers');
    await page.keyboard.press('Enter');
    await expect(views.getByRole('link', { name: 'Routers' })).toHaveAttribute(
      'href',
      '/ops/tailboard/devices?filter=tag:router&sort=-ipv4',
    );
    await page.keyboard.press('Escape');

    // In a new tab, as the browser itself follows a link.
    const tab = context.waitForEvent('page');
    await row(page, 'edge-fra-01')
      .getByRole('link')
      .click({ modifiers: ['ControlOrMeta'] });
    const device = await tab;
    await expect(device.getByRole('heading', { level: 1, name: 'edge-fra-01' })).toBeVisible();
    await device.close();
    await row(page, 'edge-fra-01').getByRole('link').click();
    await expect(page).toHaveURL(`${home}/devices/n5SUKe8CNTRL`);
    const routes = page.getByRole('region', { name: 'Subnet routes' });
    await routes.getByRole('button', { name: 'Edit subnet routes' }).click();
    await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await expect.poll(() => standIn.tailnet.device('edge-fra-01').enabledRoutes).toContain('10.0.0.0/16');
    await page.getByRole('button', { name: 'More actions for edge-fra-01' }).click();
    await page.getByRole('menuitem', { name: 'Copy link to this page' }).click();
    await expect.poll(() => pasted(page)).toBe(`${home}/devices/n5SUKe8CNTRL`);
    await page.getByRole('region', { name: 'Sharing' }).getByRole('link', { name: 'Link to Sharing' }).click();
    await page.getByRole('button', { name: 'More actions for edge-fra-01' }).click();
    await page.getByRole('menuitem', { name: 'Copy embed link' }).click();
    const embedLink = `${home}/embed/device/n5SUKe8CNTRL/sharing`;
    await expect.poll(() => pasted(page)).toBe(embedLink);
    const embed = await context.newPage();
    await embed.goto(embedLink);
    await expect(embed.getByRole('region', { name: 'Sharing' })).toContainText('sre@northwind.example');
    await expect(embed.getByRole('link', { name: 'Open in Tailboard' })).toHaveAttribute(
      'href',
      '/ops/tailboard/devices/n5SUKe8CNTRL#sharing',
    );
    await embed.close();

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('button', { name: 'Copy as runbook step' }).click();
    await expect.poll(() => pasted(page)).toContain(`<${home}/devices/n5SUKe8CNTRL#routes>`);

    await openGoTo(page);
    await page.keyboard.type('attention');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`${home}/attention`);
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download a calendar of these expiries' }).click();
    const calendar = await readFile(await (await waiting).path(), 'utf8');
    expect(new Set(calendar.replaceAll('\r\n ', '').match(/https?:\/\/[^/\s]+\/[^\s]*\/devices/g))).toEqual(
      new Set([`${home}/devices`]),
    );
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Attention' })).toBeVisible();
    await page.goBack();
    await page.getByRole('main').getByRole('link', { name: 'edge-fra-01' }).first().click();
    await expect(page).toHaveURL(new RegExp(`^${home}/devices/n5SUKe8CNTRL`));
    expect(elsewhere).toEqual([]);
  });
});

/** A page of another origin that shows what it is asked for in a frame, as high as the frame says. */
const portal = test.extend<{ portal: { origin: string; stranger: string } }>({
  portal: async ({}, use) => {
    const server = createServer((request, response) => {
      const asked = new URL(request.url ?? '/', 'http://localhost');
      const source = asked.searchParams.get('src') ?? '';
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (asked.pathname === '/isolated') response.setHeader('cross-origin-embedder-policy', 'require-corp');
      response.end(`<!doctype html><html lang="en"><head><title>Portal</title><link rel="icon" href="data:," /></head>
        <body><main><h1>Portal</h1><iframe title="Tailboard" width="480" height="40" src="${encodeURI(source)}"></iframe>
        <output></output><script>
          addEventListener('message', ({ data, origin }) => {
            document.querySelector('output').textContent = JSON.stringify({ data, origin });
            if (data.type === 'tailboard:height') document.querySelector('iframe').height = data.height;
          });
        </script></main></body></html>`);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The portal does not listen.');
    await use({ origin: `http://localhost:${address.port}`, stranger: `http://127.0.0.1:${address.port}` });
    server.close();
    server.closeAllConnections();
  },
  environment: async ({ portal: { origin } }, use) =>
    use({ TAILBOARD_EMBED_ANCESTORS: origin, TAILBOARD_RESOURCE_POLICY: 'cross-origin' }),
});

portal.describe('in a portal', () => {
  // What the browser says when it keeps a frame from a page that may not show it.
  portal.use({ allowedConsole: [/frame-ancestors|status of 403/] });

  portal('one section is shown, and its frame is as high as it is', async ({ page, portal: { origin }, tailboard }) => {
    const { home, standIn } = tailboard;
    const { nodeId } = standIn.tailnet.device('edge-fra-01');
    for (const path of ['/', '/isolated']) {
      await page.goto(`${origin}${path}?src=${home}/embed/device/${nodeId}/routes?theme=dark`);
      const frame = page.frameLocator('iframe');
      await expect(frame.getByRole('heading', { level: 1, name: 'edge-fra-01' })).toBeVisible();
      const routes = frame.getByRole('region', { name: 'Subnet routes' });
      await expect(routes).toContainText('Also served by edge-fra-02');
      await expect(routes).toContainText('Read-only');
      await expect(frame.getByRole('link', { name: 'Open in Tailboard' })).toHaveAttribute(
        'href',
        `${new URL(home).pathname.replace(/\/$/, '')}/devices/${nodeId}#routes`,
      );
      // The height is the one at which nothing has to be scrolled, and the origin is that of the console.
      await expect(page.getByRole('status')).toContainText(`"origin":"${tailboard.origin}"`);
      await expect
        .poll(async () => {
          const [shown, wanted] = await Promise.all([
            page.locator('iframe').evaluate((element) => element.clientHeight),
            frame.locator('html').evaluate((element) => element.scrollHeight),
          ]);
          return shown > 150 && shown === wanted;
        })
        .toBe(true);
    }
  });

  portal(
    'nobody else shows it, and nobody at all the console',
    async ({ page, portal: { origin, stranger }, tailboard }) => {
      const told: string[] = [];
      page.on('console', (message) => told.push(message.text()));
      const sources = [
        `${stranger}/?src=${tailboard.home}/embed/attention`,
        `${origin}/?src=${tailboard.home}/devices`,
        `${origin}/?src=${tailboard.home}/api/summary`,
      ];
      for (const [index, address] of sources.entries()) {
        await page.goto(address);
        await expect.poll(() => told.filter((text) => text.includes('frame-ancestors')).length).toBe(index + 1);
        await expect(page.frameLocator('iframe').getByRole('heading')).toHaveCount(0);
        await expect(page.getByRole('status')).toBeEmpty();
      }
    },
  );
});

test.describe('an embed page', () => {
  test.use({ allowedConsole: [/Failed to load resource/] });

  test('says how things are, offers no change, and fits into 320 pixels', async ({ page, tailboard }) => {
    const { standIn } = tailboard;
    const { nodeId } = standIn.tailnet.device('edge-fra-01');
    const pages = [
      `/embed/device/${nodeId}`,
      '/embed/attention',
      '/embed/device/n404CNTRL/routes',
      '/embed/device/no-such/thing',
    ];
    standIn.fail({ endpoint: 'getDevice', times: 2, status: 500, message: 'internal server error' });
    await page.goto(`/embed/device/${nodeId}/key`);
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('region', { name: 'Key expiry' })).toContainText('The key does not expire.');
    for (const [index, address] of pages.entries()) {
      for (const [theme, width] of [['light', 480] as const, ['dark', 320] as const]) {
        await page.setViewportSize({ width, height: 700 });
        await page.goto(`${address}?theme=${theme}&density=compact`);
        if (index === 0)
          await expect(page.getByRole('region', { name: 'Sharing' })).toContainText('sre@northwind.example');
        if (index === 1)
          await expect(page.getByRole('listitem').filter({ hasText: 'db-replica-03' }).first()).toBeVisible();
        if (index === 2) await expect(page.getByText('There is no device n404CNTRL in this tailnet.')).toBeVisible();
        if (index === 3) await expect(page.getByText('There is no such page.')).toBeVisible();
        expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(theme);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
        await expectAccessible(page);
      }
      const buttons = await page.getByRole('button').allTextContents();
      expect(buttons.filter((text) => !/^(|All \d+ relays)$/.test(text))).toEqual([]);
      await expect(page.getByRole('switch').or(page.getByRole('textbox')).or(page.getByRole('checkbox'))).toHaveCount(
        0,
      );
    }
    expect(standIn.journal.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
