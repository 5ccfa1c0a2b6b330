import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { openDevices } from './steps.ts';
import type { Page } from '@playwright/test';

const layer = (page: Page) => page.getByRole('dialog', { name: 'Export' });

/** The file that a press on Download gives. */
async function download(page: Page): Promise<{ name: string; text: string }> {
  const saved = page.waitForEvent('download');
  await layer(page).getByRole('button', { name: 'Download' }).click();
  const file = await saved;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test('the list is taken away as it is: its filter, its order and its columns, in every form, and no secret', async ({
  page,
  tailboard,
}) => {
  tailboard.standIn.tailnet.device('db-prod-01').hostname = '=cmd|x';
  await openDevices(page, '/devices?filter=tag:db&sort=-ipv4&columns=ipv4,owner,host');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(layer(page).getByText('3 devices in this list, in its order.')).toBeVisible();
  const csv = await download(page);
  expect(csv.name).toBe('tailboard-devices-2026-11-21.csv');
  const lines = csv.text.split('\r\n');
  expect(lines[0]).toBe('Machine,IPv4,Owner or tags,Host name');
  expect(lines.map((line) => line.split(',')[0])).toEqual(['Machine', 'db-replica-03', 'db-prod-02', 'db-prod-01', '']);
  expect(lines[3]).toMatch(/,"?'=cmd\|x"?$/);

  await layer(page).getByRole('radio', { name: 'JSON' }).check();
  const json = await download(page);
  expect(JSON.parse(json.text)).toMatchObject([
    { name: 'db-replica-03' },
    { name: 'db-prod-02' },
    { ipv4: '100.70.31.5' },
  ]);
  await layer(page).getByRole('radio', { name: 'Markdown' }).check();
  const markdown = await download(page);
  expect(markdown.text).toContain('| Machine | IPv4 | Owner or tags | Host name |');
  await layer(page).getByRole('radio', { name: 'Terraform' }).check();
  await layer(page).getByRole('button', { name: 'Copy Terraform' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeAttached();
  const terraform = await download(page);
  expect(terraform.text).toContain('resource "tailscale_device_tags" "db_prod_01" {');
  for (const { text } of [csv, json, markdown, terraform])
    expect(text).not.toMatch(/nodekey|mkey|tskey|login\/invite/i);
});

test('a selection is taken away whole, also what the filter hides, as Terraform with its imports', async ({ page }) => {
  await openDevices(page, '/devices?filter=tag:db');
  for (const name of ['db-prod-01', 'db-prod-02'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).click({ force: true });
  await page.getByRole('combobox', { name: 'Filter devices' }).fill('db-prod-02');
  await expect(page.getByText('2 selected, 1 not in this filter')).toBeVisible();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(layer(page).getByRole('radio', { name: /selected/i })).toBeChecked();
  const csv = await download(page);
  expect(csv.text.split('\r\n').map((line) => line.split(',')[0])).toEqual(['Machine', 'db-prod-01', 'db-prod-02', '']);
  await layer(page).getByRole('radio', { name: 'Terraform' }).check();
  const terraform = await download(page);
  expect(terraform.text.match(/^resource "tailscale_device_tags" "\w+"/gm)).toEqual([
    'resource "tailscale_device_tags" "db_prod_01"',
    'resource "tailscale_device_tags" "db_prod_02"',
  ]);
  expect(terraform.text).toContain('import {');
  await page.getByRole('button', { name: 'Copy Terraform' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeAttached();
});

test.describe('a tailnet of ten thousand', () => {
  test.use({ devices: 10_000 });

  test('is taken away whole while the page goes on', async ({ page }) => {
    await openDevices(page, '/devices?group=tag');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(layer(page).getByText('10,000 devices in this list')).toBeVisible();
    const { text } = await download(page);
    expect(text.split('\r\n')).toHaveLength(10_002);
    await layer(page).getByRole('radio', { name: 'Terraform' }).check();
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(layer(page).getByRole('button', { name: 'Download' })).toBeVisible();
  });
});
