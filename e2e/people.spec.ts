import { existsSync, readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectAccessibleInBothThemes } from './axe.ts';
import { expect, test as base } from './fixtures.ts';
import { openDevice, openDevices, row } from './steps.ts';

type Line = { readonly person: string; readonly action: string; readonly outcome: string; readonly code: string };

const secret = 'e2e-portal-secret-0123456789';

/** A console behind a portal whose headers the browser sends by itself, and the file in which it says who did what. */
const test = base.extend<{ audit: () => readonly Line[] }>({
  live: true,
  environment: async ({}, use, testInfo) => {
    await use({
      TAILBOARD_SSO: 'header',
      TAILBOARD_PROXY_SECRET: secret,
      TAILBOARD_NAME_HEADER: 'X-Forwarded-Preferred-Username',
      TAILBOARD_OPERATOR_GROUPS: 'network',
      TAILBOARD_ADMIN_GROUPS: 'platform',
      TAILBOARD_AUDIT_FILE: testInfo.outputPath('audit.jsonl'),
    });
  },
  audit: async ({ environment }, use) => {
    const path = environment['TAILBOARD_AUDIT_FILE'] ?? '';
    // Reason for the cast: the proxy wrote these lines, and what is looked at is compared by value.
    const read = (line: string) => JSON.parse(line) as Line;
    await use(() => (existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').map(read) : []));
  },
});

async function signIn(page: Page, login: string, name: string, groups: string): Promise<void> {
  await page.context().setExtraHTTPHeaders({
    'X-Tailboard-Proxy-Secret': secret,
    'X-Forwarded-User': login,
    'X-Forwarded-Preferred-Username': name,
    'X-Forwarded-Groups': groups,
  });
}

/** What a script of the page gets when it writes past the buttons. */
async function writeByHand(page: Page, method: string, path: string, body?: unknown): Promise<string> {
  return await page.evaluate(
    async (call) => {
      const answer = await fetch(`/api/v2${call.path}`, {
        method: call.method,
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), 'if-match': '"x"' },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      return `${answer.status} ${answer.headers.get('x-tailboard-error') ?? ''}`;
    },
    { method, path, body },
  );
}

async function expectOff(button: Locator, reason: string | RegExp): Promise<void> {
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(reason);
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test.describe('behind a portal', () => {
  test.use({ allowedConsole: [/the server responded with a status of (401|403)/] });

  test('nobody sees nothing, a viewer looks, an operator does what can be undone, an admin everything', async ({
    page,
    tailboard,
    audit,
  }) => {
    const { standIn } = tailboard;
    const writes = () => standIn.journal.filter(({ method }) => method !== 'GET');
    const id = standIn.tailnet.device('edge-fra-01').nodeId ?? '';

    await page.goto('/devices');
    await expect(page.getByRole('heading', { name: 'Not signed in' })).toBeVisible();
    await expectAccessible(page);

    await signIn(page, 'vera@example.com', 'Vera Lind', 'staff');
    const looking = 'Your account can look but not change.';
    await openDevices(page);
    await expect(row(page, 'edge-fra-01')).toBeVisible();
    const bar = page.getByRole('banner');
    await expect(bar).toContainText('Read-only');
    await expect(bar).toContainText('Vera Lind');
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('dialog')).toContainText('Signed in as Vera Lind');
    await expect(page.getByRole('dialog')).toContainText('vera@example.com. A viewer, who can look but not change.');
    await expectAccessibleInBothThemes(page);
    await page.keyboard.press('Escape');
    await row(page, 'edge-fra-01').hover();
    await page.getByRole('checkbox', { name: 'Select edge-fra-01', exact: true }).click();
    await page.getByRole('toolbar', { name: 'Bulk actions' }).getByRole('button', { name: 'Tags' }).click();
    const review = page.getByRole('complementary', { name: /^Review/ });
    await expectOff(review.getByRole('button', { name: /^Apply/ }), looking);
    await review.getByRole('button', { name: 'Close the review' }).click();

    await openDevice(page, tailboard, 'edge-fra-01');
    for (const name of ['Subnet routes', 'Tags', 'Addresses', 'Posture attributes', 'Sharing']) {
      await expect(section(page, name)).toContainText('Read-only');
      await expect(section(page, name)).toContainText(looking);
    }
    await expectOff(section(page, 'Key expiry').getByRole('switch'), looking);
    for (const name of ['Expire key', 'Revoke approval', 'Delete device'])
      await expectOff(section(page, 'Danger zone').getByRole('button', { name }), looking);
    await expectOff(page.getByRole('button', { name: 'Rename' }), looking);
    await expectAccessible(page);
    for (const address of ['/attention', '/routes']) {
      await page.goto(address);
      await expect(page.getByText(looking)).toBeVisible();
    }
    expect(await writeByHand(page, 'POST', `/device/${id}/key`, { keyExpiryDisabled: true })).toBe('403 read_only');
    expect(await writeByHand(page, 'POST', `/device/${id}/tags`, { tags: [] })).toBe('403 read_only');
    expect(await writeByHand(page, 'DELETE', `/device/${id}`)).toBe('403 read_only');
    expect(writes()).toEqual([]);

    await signIn(page, 'otto@example.com', 'Otto Berg', 'staff, network');
    const adminsOnly = 'Only an administrator may change this.';
    await openDevice(page, tailboard, 'edge-fra-01');
    await expect(page.getByRole('banner')).toContainText('Otto Berg');
    await expect(page.getByRole('banner')).not.toContainText('Read-only');
    for (const name of ['Expire key', 'Delete device'])
      await expectOff(section(page, 'Danger zone').getByRole('button', { name }), adminsOnly);
    for (const name of ['Addresses', 'Sharing']) {
      await expect(section(page, name)).toContainText('Read-only');
      await expect(section(page, name)).toContainText(adminsOnly);
    }
    expect(await writeByHand(page, 'DELETE', `/device/${id}`)).toBe('403 admin_required');
    expect(await writeByHand(page, 'POST', `/device/${id}/ip`, { ipv4: '100.64.20.9' })).toBe('403 admin_required');
    await expectAccessibleInBothThemes(page);

    await openDevice(page, tailboard, 'amelie-mbp');
    await section(page, 'Key expiry').getByRole('switch').click();
    await expect.poll(() => standIn.tailnet.device('amelie-mbp').keyExpiryDisabled).toBe(true);

    await signIn(page, 'ada@example.com', 'Ada Holm', 'platform');
    await openDevice(page, tailboard, 'jonas-thinkpad');
    await section(page, 'Danger zone').getByRole('button', { name: 'Expire key' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Expire key' }).click();
    await expect(section(page, 'Danger zone')).toContainText('The key has expired.');

    expect(audit().map(({ person, action, outcome, code }) => [person, action, outcome, code])).toEqual([
      ['vera@example.com', 'setKeyExpiry', 'refused', 'read_only'],
      ['vera@example.com', 'setTags', 'refused', 'read_only'],
      ['vera@example.com', 'deleteDevice', 'refused', 'read_only'],
      ['otto@example.com', 'deleteDevice', 'refused', 'admin_required'],
      ['otto@example.com', 'setIp', 'refused', 'admin_required'],
      ['otto@example.com', 'setKeyExpiry', 'applied', null],
      ['ada@example.com', 'expireDevice', 'applied', null],
    ]);
  });

  test('an open tab follows who is signed in, and keeps for each what is theirs', async ({ page, tailboard }) => {
    const bar = page.getByRole('banner');
    const refresh = () => page.getByRole('button', { name: 'Refresh' }).click();
    const tags = section(page, 'Tags');
    await signIn(page, 'otto@example.com', 'Otto Berg', 'network');
    await openDevice(page, tailboard, 'edge-fra-01');
    await tags.getByRole('button', { name: 'Edit tags' }).click();
    await tags.getByRole('combobox').fill('tag:canary');
    await page.keyboard.press('Enter');

    // What he typed stays his, and is not sent in the name of another.
    await signIn(page, 'ada@example.com', 'Ada Holm', 'platform');
    await refresh();
    await expect(page.getByText('Ada Holm is signed in now.', { exact: true })).toBeVisible();
    await expectOff(section(page, 'Key expiry').getByRole('switch'), /Go on as Ada Holm to make changes/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go on as Ada Holm' }).click();
    await expect(bar).toContainText('Ada Holm');
    await expect(tags.getByRole('button', { name: 'Edit tags' })).toBeVisible();
    await page.clock.setFixedTime(Date.parse('2026-11-21T17:14:00Z'));

    // Where nothing is typed, the page is theirs with the next answer.
    await signIn(page, 'otto@example.com', 'Otto Berg', 'network');
    await refresh();
    await expect(page.getByText('This page is loaded anew for Otto Berg.')).toBeVisible();
    await expect(tags).toContainText('tag:canary');
    await expect(tags.getByRole('button', { name: 'Save 1 change' })).toBeVisible();

    await page.getByRole('button', { name: 'Dismiss' }).click();
    await signIn(page, 'otto@example.com', 'Otto Berg', 'staff');
    await refresh();
    await expect(page.getByText('What you may do here has changed.')).toBeVisible();
    await expect(bar).toContainText('Read-only');
    await expectOff(section(page, 'Key expiry').getByRole('switch'), 'Your account can look but not change.');
    expect(tailboard.standIn.journal.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

base.describe('a console that is set to look', () => {
  base.use({
    environment: { TAILBOARD_READ_ONLY: '1' },
    allowedConsole: [/the server responded with a status of 403/],
  });

  base('says so, in the demo too', async ({ page, tailboard }) => {
    await openDevice(page, tailboard, 'edge-fra-01');
    await expect(page.getByRole('banner')).toContainText('Demo tailnet, read-only');
    await expect(section(page, 'Danger zone')).toContainText('This console is set to look but not change.');
    const id = tailboard.standIn.tailnet.device('edge-fra-01').nodeId ?? '';
    expect(await writeByHand(page, 'DELETE', `/device/${id}`)).toBe('403 read_only');
  });
});
