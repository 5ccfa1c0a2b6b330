import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { openDevice, undoInActivity } from './steps.ts';

const failedRequest = /Failed to load resource/;

/** Opens a device of the demo tailnet and gives its danger zone. */
async function openDanger(page: Page, tailboard: Tailboard, name: string): Promise<Locator> {
  await openDevice(page, tailboard, name);
  return page.getByRole('region', { name: 'Danger zone', exact: true });
}

function attention(page: Page): Locator {
  return page.getByRole('group', { name: 'Needs attention' });
}

/** What the tailnet itself has. */
function isApproved({ standIn }: Tailboard, name: string): boolean {
  return standIn.tailnet.device(name).authorized === true;
}

function sent({ standIn }: Tailboard): number {
  return standIn.journal.filter(({ endpoint }) => endpoint === 'setAuthorized').length;
}

test('a waiting device is approved with one press, stays so after a reload, and Activity takes it back', async ({
  page,
  tailboard,
}) => {
  await openDanger(page, tailboard, 'lena-macbook-air');
  await attention(page).getByRole('button', { name: 'Approve device' }).dblclick();
  await expect(attention(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'The device is approved.' })).toBeAttached();
  expect(isApproved(tailboard, 'lena-macbook-air')).toBe(true);
  expect(sent(tailboard)).toBe(1);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Revoke approval' })).toBeVisible();
  await expect(attention(page)).toHaveCount(0);

  await undoInActivity(page);
  await expect.poll(() => isApproved(tailboard, 'lena-macbook-air')).toBe(false);
  await page.goBack();
  await expect(attention(page)).toContainText('It needs approval.');
});

test('the danger zone approves, too, shows it at once, and its button keeps the focus', async ({ page, tailboard }) => {
  tailboard.standIn.fail({ endpoint: 'setAuthorized', latencyMs: 700 });
  const danger = await openDanger(page, tailboard, 'lena-macbook-air');
  await danger.getByText('What Approve sends').click();
  await expect(danger).toContainText('"authorized": true');
  await danger.getByRole('button', { name: 'Approve device' }).click();
  await expect(danger).toContainText('Approving…');
  await expect(danger).toContainText('Blocks it until approved again.');
  await expect(danger.getByRole('button', { name: 'Revoke approval' })).toBeFocused();
  expect(isApproved(tailboard, 'lena-macbook-air')).toBe(true);
});

test('revoking says first what hangs on the device, and Activity takes it back', async ({ page, tailboard }) => {
  const danger = await openDanger(page, tailboard, 'edge-fra-01');
  await danger.getByRole('button', { name: 'Revoke approval' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Revoke the approval of edge-fra-01?' });
  await expect(dialog).toContainText('192.168.1.0/24 loses its only router.');
  await expect(dialog).toContainText('can be approved again at any time');
  await expect(dialog.getByRole('button', { name: 'Keep approved' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(danger.getByRole('button', { name: 'Revoke approval' })).toBeFocused();
  expect(sent(tailboard)).toBe(0);

  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Revoke approval' }).click();
  await expect(danger.getByRole('button', { name: 'Approve device' })).toBeFocused();
  await expect(attention(page)).toContainText('It needs approval.');
  expect(isApproved(tailboard, 'edge-fra-01')).toBe(false);

  await undoInActivity(page);
  await expect.poll(() => isApproved(tailboard, 'edge-fra-01')).toBe(true);
});

test.describe('revoking an ephemeral device', () => {
  // The page looks once more and finds nothing, which the browser reports.
  test.use({ allowedConsole: [failedRequest] });

  test('says that it leaves for good, and it does', async ({ page, tailboard }) => {
    const danger = await openDanger(page, tailboard, 'ci-runner-7f3a');
    await danger.getByRole('button', { name: 'Revoke approval' }).click();
    await expect(page.getByRole('alertdialog')).toContainText('leaves the tailnet for good, and that cannot be undone');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke approval' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /There is no device/ })).toBeVisible();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
    await expect(page.getByRole('main')).toContainText('Cannot be undone.');
  });
});

test.describe('a refusal', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('of an approval leaves the device waiting, with the reason beside it', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setAuthorized', status: 403 });
    const danger = await openDanger(page, tailboard, 'lena-macbook-air');
    await attention(page).getByRole('button', { name: 'Approve device' }).click();
    await expect(danger.getByRole('alert')).toContainText('The server refused to approve the device (403).');
    await expect(attention(page)).toContainText('It needs approval.');
    await expectAccessible(page);
    await danger.getByRole('button', { name: 'Try again' }).click();
    await expect(attention(page)).toHaveCount(0);
    await expect(danger.getByRole('alert')).toHaveCount(0);
  });

  test('of revoking leaves it approved', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setAuthorized', status: 400, message: 'not today' });
    const danger = await openDanger(page, tailboard, 'edge-fra-02');
    await danger.getByRole('button', { name: 'Revoke approval' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke approval' }).click();
    await expect(danger.getByRole('alert')).toContainText('The server refused to revoke the approval (400).');
    await expect(danger.getByRole('alert')).toContainText('not today');
    await expect(danger.getByRole('button', { name: 'Revoke approval' })).toBeVisible();
    await danger.getByRole('button', { name: 'Dismiss' }).click();
    await expect(danger.getByRole('button', { name: 'Revoke approval' })).toBeFocused();
  });
});

test('revoking the device that this page comes through asks once more, and says why nothing answers then', async ({
  page,
  context,
  tailboard,
}) => {
  const device = tailboard.standIn.tailnet.device('edge-fra-02');
  device.addresses = ['127.0.0.1', ...(device.addresses ?? []).slice(1)];
  tailboard.standIn.fail({ endpoint: 'setAuthorized', hang: true });
  const danger = await openDanger(page, tailboard, 'edge-fra-02');
  await danger.getByRole('button', { name: 'Revoke approval' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Revoke approval' })).toBeDisabled();
  await question.getByRole('textbox', { name: 'Type 127.0.0.1' }).fill('127.0.0.1');
  await question.getByRole('button', { name: 'Revoke approval' }).click();
  await expect.poll(() => sent(tailboard)).toBe(1);
  await context.setOffline(true);
  await expect(danger).toContainText('You reached Tailboard at 127.0.0.1, through edge-fra-02.', { timeout: 20_000 });
  await context.setOffline(false);
});

test('the keyboard alone approves, and revokes again', async ({ page, tailboard }) => {
  const danger = await openDanger(page, tailboard, 'lena-macbook-air');
  await attention(page).getByRole('button', { name: 'Approve device' }).focus();
  await page.keyboard.press('Enter');
  await expect(attention(page)).toHaveCount(0);
  await danger.getByRole('button', { name: 'Revoke approval' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep approved' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(attention(page)).toContainText('It needs approval.');
  expect(isApproved(tailboard, 'lena-macbook-air')).toBe(false);
});

// Colours do not hang on the width, nor the layout on the colours.
for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const)
  test.describe(`at ${width} px in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('a waiting device and the question about revoking are readable', async ({ page, tailboard }) => {
      await openDanger(page, tailboard, 'marco-surface');
      await expect(attention(page).getByRole('button', { name: 'Approve device' })).toBeVisible();
      await expectAccessible(page);
      const danger = await openDanger(page, tailboard, 'edge-fra-01');
      await danger.getByRole('button', { name: 'Revoke approval' }).click();
      await expect(page.getByRole('alertdialog')).toBeVisible();
    });
  });

test.describe('without the start-up link', () => {
  test.use({ live: true });

  test('the reason to look stays and nothing can be approved', async ({ page, tailboard }) => {
    const danger = await openDanger(page, tailboard, 'lena-macbook-air');
    await expect(attention(page)).toContainText('It needs approval.');
    await expect(attention(page).getByRole('button')).toHaveCount(0);
    await expect(danger.getByRole('button', { name: 'Approve device' })).toBeDisabled();
  });
});
