import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';

test('on paper a device, Attention and Routes are whole and light, with nothing to press', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const pages = [
    {
      address: '/devices/n5SUKe8CNTRL',
      last: 'Tailscale SSH',
      heads: ['Subnet routes', 'Tags', 'Key expiry', 'Sharing', 'Machine'],
    },
    { address: '/attention', last: 'web-prod-03', heads: ['Broken', 'Devices to approve', 'Keys expired'] },
    { address: '/routes', last: 'exit-syd-01', heads: ['Routes'] },
  ];
  for (const { address, last, heads } of pages) {
    await page.goto(address);
    await expect(page.getByRole('heading', { name: heads.at(-1) ?? '', exact: true })).toBeVisible();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.getByText(last).last()).toBeVisible();
    for (const name of heads) await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
    await expect(page.getByRole('switch')).toHaveCount(0);
    await expect(page.getByRole('banner')).toBeHidden();
    const canvas = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(canvas).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  }
  await expectAccessible(page);
});

test('on A4 every route and every device is a line of its own, and no two lines overlap', async ({ page }) => {
  const sheets = [
    {
      address: '/routes',
      rows: '[role="table"] [role="row"]:has([role="cell"])',
      texts: ['10.40.8.0/24', '192.168.30.0/24', 'Exit nodes'],
    },
    {
      address: '/attention',
      rows: '[data-line]',
      texts: ['edge-sin-01', 'readonly', 'Only router for', 'web-prod-03'],
    },
    { address: '/devices', rows: '[data-paper] tbody tr', texts: ['amelie-mbp', 'win-erp-01'] },
  ];
  for (const { address, rows, texts } of sheets) {
    await page.setViewportSize({ width: 1280, height: 400 });
    await page.goto(address);
    await expect(page.getByText(texts[0] ?? '').first()).toBeAttached();
    // A sheet of A4 inside its margins.
    await page.setViewportSize({ width: 703, height: 1019 });
    await page.emulateMedia({ media: 'print' });
    for (const text of texts)
      await expect(page.locator('main').getByText(text).filter({ visible: true }).first()).toBeVisible();
    const edges = await page.locator(rows).evaluateAll((lines) =>
      lines.map((line) => {
        const { top, bottom, right } = line.getBoundingClientRect();
        return { top, bottom, right };
      }),
    );
    expect(edges.length).toBeGreaterThan(14);
    for (const [index, { top, right }] of edges.entries()) {
      expect(top).toBeGreaterThanOrEqual((edges[index - 1]?.bottom ?? 0) - 1);
      expect(right).toBeLessThanOrEqual(703);
    }
    await page.emulateMedia({ media: 'screen' });
  }
});
