import { expect, test } from './fixtures.ts';
import { expectAccessible } from './steps.ts';

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
