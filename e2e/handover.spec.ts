import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { openDevice } from './steps.ts';

const newId = 'nNewEdgeFra11CNTRL';
const review = (page: Page) => page.getByRole('complementary', { name: 'Review' });
const step = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Steps' }).getByRole('listitem').filter({ hasText: name });

test.describe('replacing a server', () => {
  test.use({ allowedConsole: [/the server responded with a status of (400|404)/] });

  test('keeps the old sheet, waits for the new machine, is interrupted twice, and ends with the old one removed', async ({
    page,
    tailboard,
  }) => {
    const { standIn } = tailboard;
    const old = standIn.tailnet.device('edge-fra-01');
    const oldId = old.nodeId ?? '';
    await openDevice(page, tailboard, 'edge-fra-01');
    await page.getByRole('button', { name: 'More actions for edge-fra-01' }).click();
    await page.getByRole('menuitem', { name: 'Replace this device…' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Replace edge-fra-01' })).toBeFocused();
    await expect(page.getByText('Shared with sre@northwind.example (with exit node).')).toBeVisible();
    await page.getByRole('button', { name: 'It is not here yet: keep the sheet and wait' }).click();
    await expect(page.getByText(/^tailscale up --hostname=edge-fra-01 --advertise-routes=/)).toBeVisible();

    standIn.tailnet.put({
      nodeId: newId,
      id: '7100828954468',
      name: 'edge-fra-01-1.tail4e21b.ts.net',
      hostname: 'edge-fra-01',
      os: 'linux',
      user: 'amelie@example.com',
      addresses: ['100.64.9.1', 'fd7a:115c:a1e0::901'],
      authorized: false,
      connectedToControl: true,
      created: '2026-11-21T17:12:00Z',
      expires: '2027-05-20T17:12:00Z',
      keyExpiryDisabled: false,
      advertisedRoutes: [...(old.advertisedRoutes ?? [])],
    });
    await page.reload();
    await page.getByRole('radio', { name: /^Needs approval edge-fra-01-1/ }).check();
    await expect(review(page).getByRole('heading', { name: 'Review 12 changes' })).toBeVisible();
    await expect(step(page, 'Tags on edge-fra-01-1')).toContainText('It belongs to amelie@example.com until then');
    await step(page, 'custom:patchScore').getByRole('checkbox').uncheck();
    await expect(step(page, 'custom:patchScore')).toContainText('Left out');
    expect(standIn.journal.filter(({ method }) => method !== 'GET')).toEqual([]);

    standIn.fail({ endpoint: 'setRoutes', deviceId: newId, status: 400, message: 'invalid Prefix: "10.20.0.0/16"' });
    await review(page).getByRole('button', { name: 'Hand over, 11 changes' }).click();
    await expect(step(page, 'Approved routes on edge-fra-01-1')).toContainText('invalid Prefix: "10.20.0.0/16"');
    await expect(step(page, 'custom:site')).toContainText('Applied');

    await page.reload();
    await expect(step(page, 'Tags on edge-fra-01-1')).toContainText('Applied');
    await expect(step(page, 'custom:patchScore')).toContainText('Left out');
    standIn.fail({ endpoint: 'setIp', deviceId: newId, hang: true, after: true });
    await review(page)
      .getByRole('button', { name: /^Go on, \d+ changes left$/ })
      .click();
    await expect(step(page, 'IPv4 address on edge-fra-01-1')).toContainText('Sending');
    await expect.poll(() => standIn.tailnet.device(newId).addresses?.[0]).toBe('100.87.74.78');

    const other = await page.context().newPage();
    await other.goto(page.url());
    await expect(review(other)).toContainText('It runs in another tab.');
    await expect(step(other, 'custom:patchScore')).toContainText('Left out');
    await expect(review(other).getByRole('button', { name: /^Go on/ })).toHaveCount(0);
    await page.reload();
    await expect(review(other).getByRole('button', { name: 'Go on, 1 change left' })).toBeVisible();
    await other.close();
    await expect(step(page, 'IPv4 address on edge-fra-01-1')).toContainText('Applied');
    await review(page).getByRole('button', { name: 'Go on, 1 change left' }).click();
    await expect(review(page).getByRole('heading', { name: 'Handed over' })).toBeVisible();
    const next = standIn.tailnet.device(newId);
    expect(next).toMatchObject({
      name: 'edge-fra-01.tail4e21b.ts.net',
      tags: ['tag:prod', 'tag:router'],
      authorized: true,
      keyExpiryDisabled: true,
    });
    expect(standIn.tailnet.attributes(newId).get('custom:site')).toEqual({ value: 'fra_dc2' });
    const writes = standIn.journal.filter(({ method, status }) => method !== 'GET' && status !== 400);
    const sent = writes.map(({ method, path, body }) => `${method} ${path} ${body}`);
    expect(new Set(sent).size).toBe(sent.length);

    const download = page.waitForEvent('download');
    await review(page).getByRole('button', { name: 'Download report' }).click();
    const report = await readFile(await (await download).path(), 'utf8');
    expect(report).toContain('## edge-fra-01 replaced by edge-fra-01-1');
    expect(report).toContain('- IPv4 address on edge-fra-01-1: 100.64.9.1 → 100.87.74.78: applied');
    expect(report).toContain('- custom:patchScore on edge-fra-01-1: left out');
    expect(report).toContain('invite them to the new device');

    await review(page).getByRole('button', { name: 'Remove the old device…' }).click();
    const question = page.getByRole('alertdialog', { name: 'Remove edge-fra-01-old?' });
    await question.getByRole('textbox').fill('edge-fra-01-old');
    await question.getByRole('button', { name: 'Remove device' }).click();
    await expect(step(page, 'Remove edge-fra-01')).toContainText('Applied');
    expect(() => standIn.tailnet.device(oldId)).toThrow(RangeError);

    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /^Activity/ })
      .click();
    const entries = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem');
    const entry = entries.filter({ hasText: 'Device replaced' });
    await expect(entry).toHaveCount(1);
    await entry.getByRole('button', { name: /applied/ }).click();
    await expect(entry).toContainText('Device renamed on edge-fra-01-1');
  });
});

test.describe('who can only look, on a phone', () => {
  test.use({ live: true, viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' });

  test('reads what a hand-over would be, and why it cannot be begun', async ({ page, tailboard }) => {
    const { nodeId } = tailboard.standIn.tailnet.device('edge-fra-01');
    const { nodeId: next } = tailboard.standIn.tailnet.device('exit-syd-01');
    await page.goto(`/devices/${nodeId}/replace?with=${next}`);
    const begin = review(page).getByRole('button', { name: /^Hand over, \d+ changes$/ });
    await expect(begin).toHaveAttribute('aria-disabled', 'true');
    await expect(review(page)).toContainText('Open the link printed at start-up to make changes.');
    await expectAccessible(page);
  });
});
