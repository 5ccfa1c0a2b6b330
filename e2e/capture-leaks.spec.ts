import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { found, watchLeaks } from './leak-watch.ts';
import { grid } from './steps.ts';
import { strangers } from './strangers.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const everything = 'people,addresses,tailnet,names,prefixes';

test.use({ devices: [strangers(10_000, now), { scope: 'test' }], allowedConsole: [/Failed to load resource/] });

declare global {
  interface Window {
    /** Hears what is put on the clipboard. */
    toldCopied: (text: string) => Promise<number>;
  }
}

/** Keeps what reaches the clipboard, as no page may read it; gives all of it, across all pages. */
async function watchClipboard(page: Page): Promise<readonly string[]> {
  const copied: string[] = [];
  await page.exposeFunction('toldCopied', (text: string) => copied.push(text));
  await page.addInitScript(() => {
    navigator.clipboard.writeText = async (text) => {
      await window.toldCopied(text);
    };
  });
  return copied;
}

test('ten thousand strangers leave no trace in what is seen, read out, copied or saved, on any page and in any dialog', async ({
  page,
  tailboard,
}) => {
  // A large tailnet on a machine that does other things at the same time.
  test.setTimeout(120_000);
  const { tailnet } = tailboard.standIn;
  const [first, second] = tailnet.devices();
  if (!first?.nodeId || !second?.nodeId) throw new Error('Nobody is there.');
  const login = second.user ?? '';
  tailnet.attributes(first.nodeId).set('custom:contact', { value: login });
  tailnet.invites(first.nodeId).push({
    id: '7300000000000001',
    created: '2026-11-15T10:00:00Z',
    tailnetId: '1',
    deviceId: '1',
    sharerId: '1',
    email: login,
    inviteUrl: 'https://login.tailscale.com/admin/invite/demo-qz',
    accepted: false,
  });
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  const copied = await watchClipboard(page);
  const { listen, pressAll } = await watchLeaks(page);
  const pressed = new Set<string>();
  const heading = page.getByRole('heading', { level: 1 });

  // The address that somebody has at hand names a person, and then a device.
  await page.goto(`/devices?capture=${everything}&filter=owner:${login}`);
  await expect(grid(page).getByText('user').first()).toBeVisible({ timeout: 30_000 });
  await listen('the list of one person');
  expect(page.url()).toContain('owner:user-');
  await page.goto(`/devices/${first.nodeId}?capture=${everything}`);
  await expect(heading).toHaveText('device 01', { timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'Sharing' })).toContainText('user');
  const device = new URL(page.url()).pathname;
  const base = new URL(tailboard.home).pathname.replace(/\/$/, '');

  /** Pages that are about many devices, of which they show some first. */
  const listed = new Set([`${base}/attention`, `${base}/routes`, `${base}/devices`]);
  /** Without loading the page anew: what would be read for each page again is the list of them all. */
  const open = async (path: string, name: string | RegExp) => {
    await page.evaluate((address) => window.history.pushState(null, '', address), path);
    await expect(heading).toHaveText(name);
    if (listed.has(path)) await expect(page.getByRole('main')).toContainText(/device \d{2}/);
  };
  const pages: readonly (readonly [path: string, heading: string | RegExp])[] = [
    [device, 'device 01'],
    [`${device}/replace`, /^Replace/],
    [`${base}/attention`, 'Needs attention'],
    [`${base}/routes`, 'Routes'],
    [`${base}/shares`, 'Shares'],
    [`${base}/activity`, 'Activity'],
    [`${base}/nowhere`, 'There is no such page.'],
    [`${base}/devices`, 'Devices'],
  ];
  for (const [path, name] of pages) {
    await open(path, name);
    await pressAll(path, pressed, () => open(path, name));
  }
  // What opens by typing, and what needs a selection.
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Go to device or command' }).fill('user 1');
  await listen('Go to');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Filter devices' }).fill('owner:');
  await listen('suggestions');
  await page.keyboard.press('Escape');
  // Copying has closed it before.
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(table.suggestedFilename()).toMatch(/\.csv$/);
  await grid(page).getByRole('checkbox').nth(1).check();
  await pressAll('a selection', pressed, () => open(`${base}/devices`, 'Devices'));
  for (const address of [`/embed/device/${first.nodeId}`, '/embed/attention']) {
    await page.goto(address);
    await expect(heading).toBeVisible();
    await pressAll(address, pressed, async () => undefined);
  }

  expect(pressed.size, 'controls pressed').toBeGreaterThan(60);
  expect(copied.length, 'texts copied').toBeGreaterThan(5);
  expect(copied.flatMap(found)).toEqual([]);
  expect(downloads.length, 'files saved').toBeGreaterThan(1);
  for (const download of downloads)
    expect(found(await readFile(await download.path(), 'utf8')), download.suggestedFilename()).toEqual([]);
});
