import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { openDevice, undoInActivity } from './steps.ts';

const failedRequest = /Failed to load resource/;

/** Opens a device of the demo tailnet and gives its section of key expiry. */
async function openKey(page: Page, tailboard: Tailboard, name: string): Promise<Locator> {
  await openDevice(page, tailboard, name);
  return page.getByRole('region', { name: 'Key expiry', exact: true });
}

function toggle(key: Locator): Locator {
  return key.getByRole('switch', { name: 'Key expiry' });
}

/** What the tailnet itself has. */
function isOff({ standIn }: Tailboard, name: string): boolean {
  return standIn.tailnet.device(name).keyExpiryDisabled === true;
}

function sent({ standIn }: Tailboard): number {
  return standIn.journal.filter(({ endpoint }) => endpoint === 'setKeyExpiry').length;
}

test('off applies at once and keeps the date, stays so after a reload, and Activity takes it back', async ({
  page,
  tailboard,
}) => {
  const key = await openKey(page, tailboard, 'amelie-mbp');
  await expect(key).toContainText('Expires 17 Feb 2027, 17:12 UTC, in 88 days.');
  await expect(toggle(key)).toBeChecked();
  await toggle(key).click();
  await expect(toggle(key)).not.toBeChecked();
  await expect(key).toContainText('The key does not expire.');
  await expect(key).toContainText('Turning it on restores 17 Feb 2027, in 88 days.');
  await expect(page.getByRole('status').filter({ hasText: 'The original date is kept.' })).toBeAttached();
  expect(isOff(tailboard, 'amelie-mbp')).toBe(true);
  await page.reload();
  await expect(toggle(key)).not.toBeChecked();

  await undoInActivity(page);
  await expect.poll(() => isOff(tailboard, 'amelie-mbp')).toBe(false);
  await page.goBack();
  await expect(key).toContainText('Expires 17 Feb 2027');
  await expect(toggle(key)).toBeChecked();
});

test('the switch moves at once and says that it is sending, and a double click is one change', async ({
  page,
  tailboard,
}) => {
  tailboard.standIn.fail({ endpoint: 'setKeyExpiry', latencyMs: 900 });
  const key = await openKey(page, tailboard, 'amelie-mbp');
  await toggle(key).dblclick();
  await expect(toggle(key)).not.toBeChecked();
  await expect(key).toContainText('Sending…');
  await expect(key).toContainText('The switch moves back if the server refuses.');
  await expect(key).toContainText('The key does not expire.');
  expect(sent(tailboard)).toBe(1);
  expect(isOff(tailboard, 'amelie-mbp')).toBe(true);
});

test.describe('a refusal', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('moves the switch back and gives the reason; it can be tried again', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setKeyExpiry', status: 403, latencyMs: 200 });
    const key = await openKey(page, tailboard, 'amelie-mbp');
    await toggle(key).click();
    const refusal = key.getByRole('alert');
    await expect(refusal).toContainText('The server refused to turn key expiry off (403).');
    await expect(refusal).toContainText('calling actor does not have enough permissions to perform this function');
    await expect(toggle(key)).toBeChecked();
    await expect(toggle(key)).toBeFocused();
    await expectAccessible(page);
    await refusal.getByRole('button', { name: 'Try again' }).click();
    await expect(key).toContainText('The key does not expire.');
    await expect(key).toBeFocused();
    await expect(refusal).toBeHidden();
  });

  test('that is no answer at all is looked into: it was not applied', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setKeyExpiry', status: 504 });
    const key = await openKey(page, tailboard, 'amelie-mbp');
    await toggle(key).click();
    await expect(key.getByRole('alert')).toContainText('The server did not answer in time when asked to turn');
    await expect(key.getByRole('alert')).toContainText(
      'It was not applied: reading the device again shows it as before.',
    );
    await key.getByRole('button', { name: 'Dismiss' }).click();
    await expect(toggle(key)).toBeFocused();
    expect(sent(tailboard)).toBe(1);
  });
});

test.describe('turning it on', () => {
  test('with a date that has passed asks first, as the device drops off at once', async ({ page, tailboard }) => {
    const key = await openKey(page, tailboard, 'bastion');
    await toggle(key).click();
    const question = key.getByRole('group', { name: 'Turn key expiry on?' });
    await expect(question).toContainText(
      'The original date has passed. With expiry on, this device is cut off at once',
    );
    await expect(question).toContainText('"keyExpiryDisabled": false');
    const leave = question.getByRole('button', { name: 'Leave it off' });
    await expect(leave).toBeFocused();
    await leave.click();
    await expect(toggle(key)).toBeFocused();
    await expect(toggle(key)).not.toBeChecked();
    expect(sent(tailboard)).toBe(0);

    await toggle(key).click();
    await question.getByRole('button', { name: 'Turn expiry on' }).click();
    await expect(key).toContainText('Expired 43 d ago');
    await expect(page.getByRole('group', { name: 'Needs attention' })).toContainText('Its key has expired.');
    expect(isOff(tailboard, 'bastion')).toBe(false);
  });

  test('without a date says that nobody knows what happens', async ({ page, tailboard }) => {
    const key = await openKey(page, tailboard, 'web-prod-01');
    await toggle(key).click();
    await expect(key).toContainText(
      'The server gives no date for this key. What turning expiry on does to it is not known',
    );
    await page.keyboard.press('Escape');
    await expect(toggle(key)).toBeFocused();
    expect(sent(tailboard)).toBe(0);
  });

  test('for a router says what ends with its key, and goes on saying so', async ({ page, tailboard }) => {
    const key = await openKey(page, tailboard, 'edge-fra-01');
    await toggle(key).click();
    await expect(key).toContainText('This is a router and exit node.');
    await key.getByRole('button', { name: 'Turn expiry on' }).click();
    await expect(key).toContainText('Expires 30 May 2027, 04:44 UTC');
    await expect(key).toContainText('This is a router and exit node, and its key will expire.');
    await expect(key).toContainText('10.20.0.0/16, 192.168.1.0/24 and the exit node stop working when the key does.');
  });
});

test('an expired device is led back step by step', async ({ page, tailboard }) => {
  const key = await openKey(page, tailboard, 'tomas-desktop');
  await expect(key).toContainText('Expired 4 d ago');
  const steps = key.getByRole('list', { name: 'How it comes back' }).getByRole('listitem');
  await expect(steps).toHaveCount(4);
  await expect(steps.nth(2)).toContainText('tailscale up --force-reauth');
  await steps.first().getByRole('button', { name: 'Turn expiry off to restore access' }).click();
  await expect(steps.first()).toContainText('Done: Turn expiry off.');
  await expect(steps.nth(1)).toContainText('Wait until it is connected again.');
  await expect(toggle(key)).toBeFocused();
  expect(isOff(tailboard, 'tomas-desktop')).toBe(true);
  tailboard.standIn.tailnet.device('tomas-desktop').connectedToControl = true;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(steps.nth(1)).toContainText('It is connected again.');

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('main')).toContainText('Not undone from here');
});

test('what the switch sends can be read before it is moved', async ({ page, tailboard }) => {
  const key = await openKey(page, tailboard, 'amelie-mbp');
  await key.getByText('What the switch sends').click();
  await expect(key).toContainText('"keyExpiryDisabled": true');
  await expect(key.getByRole('button', { name: 'Copy as Terraform' })).toBeVisible();
  expect(sent(tailboard)).toBe(0);
});

test('the keyboard alone asks, answers and ends on the switch', async ({ page, tailboard }) => {
  const key = await openKey(page, tailboard, 'bastion');
  await toggle(key).focus();
  await page.keyboard.press('Space');
  await expect(key.getByRole('button', { name: 'Leave it off' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(key.getByRole('button', { name: 'Turn expiry on' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(toggle(key)).toBeFocused();
  await expect(toggle(key)).toBeChecked();
  await expect.poll(() => isOff(tailboard, 'bastion')).toBe(false);
});

// Colours do not hang on the width, nor the layout on the colours.
for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const)
  test.describe(`at ${width} px in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('the question and the way back are readable', async ({ page, tailboard }) => {
      const expired = await openKey(page, tailboard, 'tomas-desktop');
      await expect(expired.getByRole('list', { name: 'How it comes back' })).toBeVisible();
      await expectAccessible(page);
      const key = await openKey(page, tailboard, 'exit-ams-01');
      await toggle(key).click();
      await expect(key.getByRole('group', { name: 'Turn key expiry on?' })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  });

test('going offline turns the switch off with the reason', async ({ page, context, tailboard }) => {
  const key = await openKey(page, tailboard, 'amelie-mbp');
  await context.setOffline(true);
  await expect(toggle(key)).toBeDisabled();
  await expect(toggle(key)).toHaveAccessibleDescription(/You are offline\./);
  await context.setOffline(false);
  await expect(toggle(key)).toBeEnabled();
});

test('the key of a shared-in device is left to its owner', async ({ page, tailboard }) => {
  const key = await openKey(page, tailboard, 'vendor-sftp');
  await expect(key).toContainText('Its own tailnet decides when the key expires.');
  await expect(toggle(key)).toHaveCount(0);
});

test.describe('without the start-up link', () => {
  test.use({ live: true });

  test('the switch stays to be read, and says why it cannot be moved', async ({ page, tailboard }) => {
    const key = await openKey(page, tailboard, 'amelie-mbp');
    await expect(toggle(key)).toBeDisabled();
    await expect(toggle(key)).toHaveAccessibleDescription(/Open the link printed at start-up/);
    await toggle(key).click({ force: true });
    await expect(toggle(key)).toBeChecked();
  });
});
