import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { openDevice } from './steps.ts';

const failedRequest = /Failed to load resource/;
const old = '100.87.74.78';

/** Opens a device of the demo tailnet and gives its addresses. */
async function openAddresses(page: Page, tailboard: Tailboard, name: string): Promise<Locator> {
  await openDevice(page, tailboard, name);
  return page.getByRole('region', { name: 'Addresses' });
}

/** Opens the form and gives its field. */
async function openForm(addresses: Locator): Promise<Locator> {
  await addresses.getByRole('button', { name: 'Change IPv4' }).click();
  const field = addresses.getByRole('textbox', { name: 'New IPv4 address' });
  await expect(field).toBeFocused();
  return field;
}

function save(addresses: Locator): Locator {
  return addresses.getByRole('button', { name: 'Change address' });
}

function ipv4({ standIn }: Tailboard, name: string): string | undefined {
  return standIn.tailnet.device(name).addresses?.[0];
}

function sent({ standIn }: Tailboard): number {
  return standIn.journal.filter(({ endpoint }) => endpoint === 'setIp').length;
}

test('an address is changed, stays so after a reload, and is taken back', async ({ page, tailboard }) => {
  const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
  const field = await openForm(addresses);
  await expect(addresses).toContainText(`Now ${old}`);
  await field.fill('100.80.0.1');
  await expect(addresses).toContainText('Open connections to this device will break. Reconnect at 100.80.0.1.');
  await expect(addresses).toContainText('DNS caches may need a flush.');
  await expect(addresses).toContainText('"ipv4": "100.80.0.1"');
  await expectAccessible(page);
  await save(addresses).click();
  await expect(addresses.getByRole('definition').first()).toHaveText('100.80.0.1');
  await expect(addresses.getByRole('button', { name: 'Change IPv4' })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'The IPv4 address is 100.80.0.1.' })).toBeAttached();
  expect(ipv4(tailboard, 'edge-fra-01')).toBe('100.80.0.1');

  await page.reload();
  await expect(addresses.getByRole('definition').first()).toHaveText('100.80.0.1');
  await expect(addresses).toContainText(`Was ${old}`);
  await addresses.getByRole('button', { name: 'Undo the change of address' }).click();
  const question = page.getByRole('dialog', { name: 'Undo this change?' });
  await question.getByRole('button', { name: 'Undo' }).click();
  await expect(addresses.getByRole('definition').first()).toHaveText(old);
  await expect(addresses).toBeFocused();
  expect(ipv4(tailboard, 'edge-fra-01')).toBe(old);

  await page.reload();
  await expect(addresses.getByRole('definition').first()).toHaveText(old);
  await expect(addresses).not.toContainText('Was');
});

test('what cannot be is said while it is typed, and how to mend it', async ({ page, tailboard }) => {
  const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
  const field = await openForm(addresses);
  await field.fill('100.70.31');
  await expect(field).not.toHaveAttribute('aria-invalid');
  await field.fill('100.70.31.5');
  await expect(field).toHaveAccessibleDescription('db-prod-01 uses this address.');
  await expect(save(addresses)).toBeDisabled();
  await expectAccessible(page);
  const words: Record<string, RegExp> = {
    '10.20.0.7': /Use an address in 100\.64\.0\.0\/10, that is 100\.64\.0\.0 to 100\.127\.255\.255\./,
    '100.100.100.53': /100\.100\.100\.0\/24 is reserved/,
    '100.115.92.7': /ChromeOS/,
    '100.80.0.1/32': /without its \/32/,
    'fd7a::1': /The IPv6 address stays/,
    [old]: /The device has this address already\./,
  };
  for (const [text, expected] of Object.entries(words)) {
    await field.fill(text);
    await expect(field).toHaveAccessibleDescription(expected);
    await expect(save(addresses)).toBeDisabled();
  }
  await field.press('Enter');
  expect(sent(tailboard)).toBe(0);

  await field.fill('100.70.31.5');
  await addresses.getByRole('link', { name: 'db-prod-01' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(question).toContainText('The new IPv4 address of edge-fra-01 is not saved.');
  await question.getByRole('button', { name: 'Leave; keep the draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'db-prod-01' })).toBeVisible();
});

test('a free address is suggested from the pool of the policy file', async ({ page, tailboard }) => {
  const addresses = await openAddresses(page, tailboard, 'exit-ams-01');
  const field = await openForm(addresses);
  await addresses.getByRole('button', { name: 'Suggest a free address' }).click();
  await expect(field).toHaveValue('100.64.20.12');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription('From 100.64.20.0/24, a pool of the policy file.');
  await page.keyboard.press('Enter');
  await expect(addresses.getByRole('definition').first()).toHaveText('100.64.20.12');
});

test.describe('without the policy file', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('a free address near by is suggested', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'getPolicy', status: 403, times: Infinity });
    const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
    const field = await openForm(addresses);
    await addresses.getByRole('button', { name: 'Suggest a free address' }).click();
    await expect(field).toHaveValue('100.87.74.80');
  });
});

test('it waits for the server with the old address on screen, and a double click sends once', async ({
  page,
  tailboard,
}) => {
  tailboard.standIn.fail({ endpoint: 'setIp', latencyMs: 800 });
  const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
  const field = await openForm(addresses);
  await field.fill('100.80.0.1');
  await save(addresses).dblclick();
  await expect(addresses).toContainText('Waiting for the server…');
  await expect(addresses).toContainText(`Now ${old}`);
  await expect(addresses.getByRole('definition').first()).toHaveText('100.80.0.1');
  expect(sent(tailboard)).toBe(1);
});

test('the keyboard alone changes an address, and Escape asks before it throws anything away', async ({
  page,
  tailboard,
}) => {
  const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
  const opener = addresses.getByRole('button', { name: 'Change IPv4' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('100.80.0');
  await page.keyboard.press('Escape');
  await expect(addresses.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(addresses.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('.9');
  await page.keyboard.press('Control+s');
  await expect(addresses.getByRole('definition').first()).toHaveText('100.80.0.9');
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('what is typed survives a reload, and going offline turns the change off with the reason', async ({
  page,
  context,
  tailboard,
}) => {
  const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
  const field = await openForm(addresses);
  await field.fill('100.80.0.1');
  await page.reload();
  await expect(field).toHaveValue('100.80.0.1');
  await context.setOffline(true);
  await expect(save(addresses)).toBeDisabled();
  await expect(addresses).toContainText('You are offline.');
  await context.setOffline(false);
  await expect(save(addresses)).toBeEnabled();
});

test('one more word is asked for where the console itself is reached through the device', async ({
  page,
  tailboard,
}) => {
  const device = tailboard.standIn.tailnet.device('edge-fra-01');
  device.addresses = ['127.0.0.1', ...(device.addresses ?? []).slice(1)];
  const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
  const field = await openForm(addresses);
  await field.fill('100.80.0.1');
  await expect(addresses).toContainText('You reach Tailboard at 127.0.0.1, which is edge-fra-01.');
  await expect(addresses).toContainText(`Then open ${tailboard.home.replace('127.0.0.1', '100.80.0.1')}.`);
  await expect(save(addresses)).toBeDisabled();
  await addresses.getByRole('textbox', { name: 'Type 127.0.0.1 to confirm that this page may go' }).fill('127.0.0.1');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(addresses.getByRole('definition').first()).toHaveText('100.80.0.1');
});

test.describe('when it goes wrong', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('a refusal keeps what is typed, with the words of the server', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setIp', status: 400, message: 'Address already in use' });
    const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
    const field = await openForm(addresses);
    await field.fill('100.80.0.1');
    await save(addresses).click();
    const refusal = addresses.getByRole('alert');
    await expect(refusal).toContainText('The server refused to change the address to 100.80.0.1 (400).');
    await expect(refusal).toContainText('Address already in use');
    await expect(field).toHaveValue('100.80.0.1');
    await expectAccessible(page);
    await refusal.getByRole('button', { name: 'Dismiss' }).click();
    await expect(field).toBeFocused();
    await field.fill('100.80.0.2');
    await save(addresses).click();
    await expect(addresses.getByRole('definition').first()).toHaveText('100.80.0.2');
  });

  test('a change that cuts this page off says why, and where it is found now', async ({ page, tailboard }) => {
    const device = tailboard.standIn.tailnet.device('edge-fra-01');
    device.addresses = ['127.0.0.1', ...(device.addresses ?? []).slice(1)];
    tailboard.standIn.fail({ endpoint: 'setIp', hang: true });
    const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
    await (await openForm(addresses)).fill('100.80.0.1');
    await addresses.getByRole('textbox', { name: 'Type 127.0.0.1' }).fill('127.0.0.1');
    await save(addresses).click();
    await expect(addresses).toContainText('Waiting for the server…');
    await page.clock.runFor(6000);
    await expect(addresses).toContainText('Still waiting for the server.');
    await expect(addresses).toContainText('You reached Tailboard at 127.0.0.1, through edge-fra-01.');
    await expect(addresses).toContainText(`Open ${tailboard.home.replace('127.0.0.1', '100.80.0.1')} instead.`);
  });

  test('after a timeout it reads again and says which: applied', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setIp', status: 504, after: true });
    const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
    await (await openForm(addresses)).fill('100.80.0.1');
    await save(addresses).click();
    await expect(addresses.getByRole('definition').first()).toHaveText('100.80.0.1');
    await expect(addresses.getByRole('alert')).toBeHidden();
    expect(sent(tailboard)).toBe(1);
  });

  test('after a timeout it reads again and says which: not applied', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setIp', status: 504 });
    const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
    await (await openForm(addresses)).fill('100.80.0.1');
    await save(addresses).click();
    await expect(addresses.getByRole('alert')).toContainText('The server did not answer in time');
    await expect(addresses.getByRole('alert')).toContainText('It was not applied');
    expect(sent(tailboard)).toBe(1);
  });

  test('an address that was taken meanwhile cannot be taken back, and that is said', async ({ page, tailboard }) => {
    const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
    await (await openForm(addresses)).fill('100.80.0.1');
    await save(addresses).click();
    await expect(addresses.getByRole('definition').first()).toHaveText('100.80.0.1');
    tailboard.standIn.tailnet.device('bastion').addresses = [old];
    await addresses.getByRole('button', { name: 'Undo the change of address' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    const failure = page.getByRole('dialog', { name: 'The change was not undone.' });
    await expect(failure).toContainText('Address already in use');
    await failure.getByRole('button', { name: 'Close' }).click();
    await expect(addresses.getByRole('definition').first()).toHaveText('100.80.0.1');
  });
});

test('the addresses of a shared-in device are left to its owner', async ({ page, tailboard }) => {
  const addresses = await openAddresses(page, tailboard, 'vendor-sftp');
  await expect(addresses).toContainText('Its addresses are up to its owner.');
  await expect(addresses.getByRole('button', { name: 'Change IPv4' })).toHaveCount(0);
});

test.describe('without the start-up link', () => {
  test.use({ live: true });

  test('the control is gone and the reason stays', async ({ page, tailboard }) => {
    const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
    await expect(addresses).toContainText('Read-only');
    await expect(addresses).toContainText('Open the link printed at start-up to make changes.');
    await expect(addresses.getByRole('button', { name: 'Change IPv4' })).toHaveCount(0);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme });

    test('the form fits in its error and in its valid state', async ({ page, tailboard }) => {
      const addresses = await openAddresses(page, tailboard, 'edge-fra-01');
      const field = await openForm(addresses);
      for (const text of ['10.20.0.7', '100.80.0.1']) {
        await field.fill(text);
        await expectAccessible(page);
        const overflow = await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
        expect(overflow).toBe(0);
      }
    });
  });
}
