import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';

function rows(page: Page) {
  return page.getByRole('table', { name: 'Shares' }).getByRole('row');
}

test('a person sees every invite of the tailnet, the risky one first, and no link', async ({ page, tailboard }) => {
  await page.goto('/attention');
  await page.getByRole('link', { name: 'All shares' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Shares' })).toBeFocused();
  await expect(page.getByText('Read 32 of 32 devices.')).toBeVisible();
  await expect(page.getByText('6 invites')).toBeVisible();
  await expect(rows(page)).toHaveCount(7);
  await expect(rows(page).nth(1)).toContainText('exit-ams-01');
  await expect(rows(page).nth(1)).toContainText('Reusable, with exit node');
  expect(await page.content()).not.toContain('/admin/invite/');
  const asked = tailboard.standIn.journal.filter(({ endpoint }) => endpoint === 'listInvites');
  expect(asked).toHaveLength(32);

  await page.getByRole('radio', { name: 'Expired 1' }).check();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).nth(1)).toContainText('it-helpdesk@contoso.example');
  await page.getByRole('radio', { name: 'All 6' }).check();
  await page.getByRole('searchbox').fill('kim@');
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('link', { name: 'Sharing of nas-basement' }).click();
  await expect(page.getByRole('region', { name: 'Sharing' })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('kim@');
  await expect(rows(page)).toHaveCount(2);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(rows(page).nth(1)).toContainText('Accepted by kim@contoso.example');
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
});

test.describe('a large fleet behind a slow server', () => {
  test.use({ devices: 10_000, allowedConsole: [/Failed to load resource/] });

  test('is read only when asked for, waits when told to, stops when told to, and goes on from there', async ({
    page,
    tailboard,
  }) => {
    const asked = () => tailboard.standIn.journal.filter(({ endpoint }) => endpoint === 'listInvites').length;
    tailboard.standIn.fail({ endpoint: 'listInvites', status: 429, headers: { 'retry-after': '1' }, skip: 40 });
    tailboard.standIn.fail({ endpoint: 'listInvites', latencyMs: 30, times: Infinity });
    await page.goto('/shares');
    await expect(page.getByText('Invites are listed device by device.')).toBeVisible();
    expect(asked()).toBe(0);
    await page.getByRole('button', { name: /^Read [\d,]+ devices$/ }).click();
    await expect(page.getByText('The server asked Tailboard to slow down.')).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Reading invites' })).toBeVisible();
    await expect.poll(asked).toBeGreaterThan(60);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText(/^Stopped at [\d,]+ of [\d,]+ devices\./)).toBeVisible();
    const sofar = asked();
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(asked).toBeGreaterThan(sofar);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('button', { name: 'Read again' })).toBeVisible();
  });
});

test.describe('with a key that may not see invites', () => {
  test.use({ allowedConsole: [/Failed to load resource/] });

  test('the reading ends at the first refusal and says why', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'listInvites', status: 403, times: Infinity });
    await page.goto('/shares');
    await expect(page.getByText('The key that Tailboard uses may not do this (403).')).toBeVisible();
    expect(tailboard.standIn.journal.filter(({ endpoint }) => endpoint === 'listInvites').length).toBeLessThan(5);
  });
});
