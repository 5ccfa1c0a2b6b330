import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { grid, openDevices } from './steps.ts';

const router = '/devices/n5SUKe8CNTRL';
const tools = (page: Page) => page.getByRole('dialog', { name: 'Capture tools' });
const mark = (page: Page) => page.getByRole('button', { name: 'Identities masked' });
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** The labels that stand for the addresses of the devices in view, by machine name. */
async function labelsOf(page: Page): Promise<ReadonlyMap<string, string>> {
  await expect(
    grid(page)
      .getByText(/^IPv4 \d+$/)
      .first(),
  ).toBeVisible();
  const rows = await grid(page)
    .getByRole('row')
    .evaluateAll((elements) =>
      elements.map((row): [string, string] => [
        row.querySelector('a')?.textContent ?? '',
        row.textContent.match(/IPv4 \d+/)?.[0] ?? '',
      ]),
    );
  return new Map(rows.filter(([, label]) => label !== ''));
}

declare global {
  interface Window {
    /** A PNG of the tab in base64, as the browser draws it. */
    shootTab: () => Promise<string>;
  }
}

/**
 * Gives the page the picture of its own tab that a browser with a window gives it after asking; one without a window has
 * none to give. What becomes of the picture is the page's own doing.
 */
async function shareTab(page: Page): Promise<void> {
  await page.exposeFunction('shootTab', async () => {
    await expect(tools(page)).toBeHidden();
    return (await page.screenshot({ caret: 'hide' })).toString('base64');
  });
  await page.addInitScript(() => {
    navigator.mediaDevices.getDisplayMedia = async () => {
      const bytes = Uint8Array.from(atob(await window.shootTab()), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
      const context = canvas.getContext('2d');
      const stream = canvas.captureStream();
      const timer = setInterval(() => context?.drawImage(bitmap, 0, 0), 20);
      stream.getTracks()[0]?.addEventListener('ended', () => clearInterval(timer));
      return stream;
    };
  });
}

/** Saves the picture of the page, and tells its name, its bytes, its size, and how much of it has the colour of callouts. */
async function savePng(page: Page) {
  const saved = page.waitForEvent('download');
  await tools(page).getByRole('button', { name: 'Save PNG' }).click();
  const download = await saved;
  const bytes = await readFile(await download.path());
  const seen = await page.evaluate(async (base64) => {
    const png = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([png], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const { data = new Uint8ClampedArray() } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {};
    const isNear = (at: number, value: number) => Math.abs((data[at] ?? 0) - value) < 24;
    let marked = 0;
    for (let at = 0; at < data.length; at += 4)
      if (isNear(at, 0xa8) && isNear(at + 1, 0x17) && isNear(at + 2, 0x6b)) marked += 1;
    return { size: [bitmap.width, bitmap.height], marked };
  }, bytes.toString('base64'));
  return { name: download.suggestedFilename(), bytes, ...seen };
}

test('an author masks the page, changes a route, numbers what to look at, and takes a step of a runbook along', async ({
  page,
  tailboard,
}) => {
  await shareTab(page);
  await page.goto(`${router}#routes`);
  await expect(heading(page)).toHaveText('edge-fra-01');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Go to device or command' }).fill('capture');
  await page.keyboard.press('Enter');
  await expect(mark(page)).toBeVisible();
  await expect(heading(page)).toHaveText('edge-fra-01');
  expect(page.url()).not.toContain('5SUKe8');
  await expect(section(page, 'Addresses').getByText('edge-fra-01.tailnet.ts.net')).toBeVisible();
  await expect(section(page, 'Machine')).toContainText('Node keynode key');
  await expect(page.getByText(/Updated/)).toBeHidden();

  // The same label on another page, in another order, after a reload.
  const own = await section(page, 'Addresses')
    .getByText(/^IPv4 \d+$/)
    .textContent();
  await page.reload();
  await expect(section(page, 'Addresses').getByText(own ?? 'none', { exact: true })).toBeVisible();
  await openDevices(page, '/devices?sort=-ipv4');
  const labels = await labelsOf(page);
  expect(new Set(labels.values()).size).toBe(labels.size);
  await openDevices(page, '/devices?filter=tag:router');
  for (const [name, label] of await labelsOf(page)) expect(label).toBe(labels.get(name) ?? label);
  await page.getByRole('link', { name: 'edge-fra-01', exact: true }).click();
  await expect(section(page, 'Addresses').getByText(own ?? 'none', { exact: true })).toBeVisible();

  // What is typed is masked as soon as the field is left, and is still the address of whoever has it.
  const addresses = section(page, 'Addresses');
  await addresses.getByRole('button', { name: 'Change IPv4' }).click();
  await addresses.getByRole('textbox', { name: 'New IPv4 address' }).pressSequentially('100.70.31.5');
  await page.keyboard.press('Tab');
  await expect(addresses.getByRole('textbox', { name: 'New IPv4 address' })).toHaveValue(/^250\./);
  await expect(addresses).toContainText('db-prod-01 uses this address.');
  await addresses.getByRole('button', { name: 'Cancel' }).click();

  // Writing means the device, whatever it is called here.
  const routes = section(page, 'Subnet routes');
  await routes.getByRole('button', { name: 'Edit subnet routes' }).click();
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  await expect(routes.getByText('node ID')).toBeVisible();

  // By keyboard: what is in view, then the line of the prefix, then its line of text.
  await mark(page).focus();
  await page.keyboard.press('Enter');
  await tools(page).getByRole('button', { name: 'Add callout' }).press('Enter');
  await expect(page.getByText('Click what it points at')).toBeVisible();
  for (let step = 0; step < 60; step += 1) {
    if ((await page.getByRole('status').allTextContents()).some((text) => text.startsWith('10.0.0.0/16'))) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await tools(page).getByRole('textbox', { name: 'Line of callout 1' }).fill('Tick the prefix.');
  // By hand, and then taken away and put elsewhere.
  await tools(page).getByRole('button', { name: 'Add callout' }).click();
  await section(page, 'Tags').getByRole('heading').click();
  await tools(page).getByRole('button', { name: 'Move callout 2' }).click();
  await routes.getByRole('button', { name: 'Save 1 change' }).click();
  await tools(page).getByRole('textbox', { name: 'Line of callout 2' }).fill('Choose the blue button.');
  await tools(page).getByRole('button', { name: 'Add callout' }).click();
  await section(page, 'Machine').getByText('Tailscale SSH').click();
  await tools(page).getByRole('button', { name: 'Delete callout 3' }).click();
  await expect(tools(page).getByRole('listitem')).toHaveCount(2);
  await tools(page).getByRole('button', { name: 'Copy Markdown step' }).click();
  await tools(page).getByRole('textbox', { name: 'Line of callout 1' }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
  const pasted = await tools(page).getByRole('textbox', { name: 'Line of callout 1' }).inputValue();
  expect(pasted).toMatch(
    /^!\[Tailboard, edge-fra-01\. 1: 10\.0\.0\.0\/16.*; 2: Save 1 change\]\(tailboard-edge-fra-01\.png\)/,
  );
  expect(pasted).toContain('Captured 21 Nov 2026, identities masked.');
  expect(pasted).toContain('1. Tick the prefix.');

  // Two frames and two numbers, the tools not among them, and the same again.
  const picture = await savePng(page);
  expect(picture).toMatchObject({ name: 'tailboard-edge-fra-01.png', size: [1440, 900] });
  expect(picture.marked).toBeGreaterThan(2000);
  expect((await savePng(page)).bytes.equals(picture.bytes)).toBe(true);

  await page.keyboard.press('Escape');
  await routes.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(routes.getByRole('listitem').filter({ hasText: '10.0.0.0/16' })).toContainText('Approved');
  expect(tailboard.standIn.tailnet.device('edge-fra-01').enabledRoutes).toContain('10.0.0.0/16');

  await mark(page).click();
  await tools(page).getByRole('button', { name: 'Leave' }).click();
  await expect(grid(page).getByText('100.87.74.78')).toBeVisible();
  await expect(mark(page)).toHaveCount(0);
});

test.describe('a real tailnet', () => {
  test.use({ live: true });

  test('is changed from a masked page only when that was allowed, and that is asked once', async ({
    page,
    tailboard,
  }) => {
    await page.goto(`${router}?capture=people,names&theme=dark#token=${tailboard.token ?? ''}`);
    await expect(heading(page)).toHaveText(/^device \d+$/);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    const question = page.getByRole('dialog', { name: 'Change the real tailnet?' });
    const expiry = section(page, 'Key expiry').getByRole('switch');
    const writes = () => tailboard.standIn.journal.filter(({ endpoint }) => endpoint === 'setKeyExpiry').length;
    const turnOn = section(page, 'Key expiry').getByRole('button', { name: 'Turn expiry on' });
    await expiry.click();
    await turnOn.click();
    await question.getByRole('button', { name: 'Send nothing' }).click();
    await expect(section(page, 'Key expiry')).toContainText('Tailboard did not turn key expiry on.');
    expect(writes()).toBe(0);
    await expiry.click();
    await turnOn.click();
    await question.getByRole('button', { name: 'Allow changes' }).click();
    await expect.poll(writes).toBe(1);
    await expect(expiry).toBeChecked();
    await expiry.click();
    await expect.poll(writes).toBe(2);
    await expect(question).toHaveCount(0);

    // The setting goes on in the next tab, and ends where it is switched off.
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('switch', { name: 'Capture mode' }).click();
    await expect(grid(page).getByText('edge-fra-01')).toBeVisible();
  });
});
