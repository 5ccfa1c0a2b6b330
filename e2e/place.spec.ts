import { readFile } from 'node:fs/promises';
import { type Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openDevices, row } from './steps.ts';

/** What the clipboard holds, as a person finds out: pasted into the field of Ctrl+K, which is closed again. */
async function pasted(page: Page): Promise<string> {
  await expect(page.getByText('Copied').first()).toBeAttached();
  await page.keyboard.press('Control+k');
  const layer = page.getByRole('dialog', { name: 'Go to device or command' });
  await page.keyboard.press('ControlOrMeta+V');
  const text = await layer.getByRole('combobox').inputValue();
  await page.keyboard.press('Escape');
  await expect(layer).toBeHidden();
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
    expect(await pasted(page)).toBe(`${home}/devices/n5SUKe8CNTRL`);

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
    await page.getByRole('button', { name: 'Copy as runbook step' }).click();
    expect(await pasted(page)).toContain(`<${home}/devices/n5SUKe8CNTRL#routes>`);

    await page.keyboard.press('Control+k');
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
