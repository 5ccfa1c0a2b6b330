import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { row } from './steps.ts';

const failedRequest = /Failed to load resource/;

/** Opens a device of the demo tailnet and gives its page. */
async function openDevice(page: Page, { standIn }: Tailboard, name: string): Promise<Locator> {
  await page.goto(`/devices/${standIn.tailnet.device(name).nodeId}`);
  await expect(heading(page, name)).toBeVisible();
  return page.getByRole('main');
}

function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 1, name, exact: true });
}

/** Opens the form and gives its field, whose text is selected. */
async function openForm(main: Locator, name: string): Promise<Locator> {
  await main.getByRole('button', { name: `Rename ${name}` }).click();
  const field = main.getByRole('textbox', { name: 'Machine name' });
  await expect(field).toBeFocused();
  return field;
}

function save(main: Locator): Locator {
  return main.getByRole('button', { name: 'Rename', exact: true });
}

function sent({ standIn }: Tailboard): number {
  return standIn.journal.filter(({ endpoint }) => endpoint === 'setName').length;
}

test('a device is renamed, stays so after a reload and in the list, and gets its name back', async ({
  page,
  tailboard,
}) => {
  const main = await openDevice(page, tailboard, 'bastion');
  const field = await openForm(main, 'bastion');
  await expect(field).toHaveValue('bastion');
  await expect(save(main)).toBeDisabled();
  await field.fill("Joe's Mac mini");
  await expect(field).toHaveAccessibleDescription('Becomes joes-mac-mini.tail4e21b.ts.net.');
  await expect(main).toContainText('bastion.tail4e21b.ts.net stops answering.');
  await expect(main).toContainText(`"name": "Joe's Mac mini"`);
  await expectAccessible(page);
  await save(main).click();
  await expect(heading(page, 'joes-mac-mini')).toBeVisible();
  await expect(main.getByRole('button', { name: 'Rename joes-mac-mini' })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'The name is joes-mac-mini.' })).toBeAttached();

  await page.reload();
  await expect(heading(page, 'joes-mac-mini')).toBeVisible();
  await main.getByRole('link', { name: 'Devices', exact: true }).click();
  await row(page, 'joes-mac-mini').getByRole('link', { name: 'joes-mac-mini' }).click();
  await expect(main).toContainText('Was bastion');
  await main.getByRole('button', { name: 'Undo the change of name' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await expect(heading(page, 'bastion')).toBeVisible();
  // The name is on screen before it is sent.
  await expect(main).not.toContainText('Renaming…');
  await page.reload();
  await expect(heading(page, 'bastion')).toBeVisible();
  await expect(main).not.toContainText('Was ');
  expect(tailboard.standIn.tailnet.device('bastion').hostname).toBe('bastion');
});

test('the new name is on screen at once, marked as on its way, and sent once', async ({ page, tailboard }) => {
  tailboard.standIn.fail({ endpoint: 'setName', latencyMs: 900 });
  const main = await openDevice(page, tailboard, 'bastion');
  await (await openForm(main, 'bastion')).fill('gate');
  await save(main).dblclick();
  await expect(heading(page, 'gate')).toBeVisible();
  await expect(main).toContainText('Renaming…');
  await expect(main).not.toContainText('Renaming…');
  await expect(heading(page, 'gate')).toBeVisible();
  expect(sent(tailboard)).toBe(1);
});

test('a taken name is told with who has it, and a full name inside the domain counts as its first label', async ({
  page,
  tailboard,
}) => {
  const main = await openDevice(page, tailboard, 'bastion');
  const field = await openForm(main, 'bastion');
  await field.fill('DB prod_01');
  await expect(field).toHaveAccessibleDescription('db-prod-01 has this name. Use another one.');
  await expect(main.getByRole('link', { name: 'db-prod-01' })).toBeVisible();
  await expect(save(main)).toBeDisabled();
  await expectAccessible(page);
  await field.fill('Gate.tail4e21b.ts.net');
  await expect(field).toHaveAccessibleDescription('Becomes gate.tail4e21b.ts.net.');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'gate')).toBeVisible();
});

test('left empty, the name goes back to the host name of the OS', async ({ page, tailboard }) => {
  const main = await openDevice(page, tailboard, 'raspi-lobby');
  const field = await openForm(main, 'raspi-lobby');
  await field.fill('');
  await expect(field).toHaveAccessibleDescription(
    'Left empty, the name goes back to the host name of the OS and becomes raspberrypi.tail4e21b.ts.net.',
  );
  await main.getByRole('button', { name: 'Reset name' }).click();
  await expect(heading(page, 'raspberrypi')).toBeVisible();
});

test('the keyboard alone renames, and Escape asks before it throws anything away', async ({ page, tailboard }) => {
  const main = await openDevice(page, tailboard, 'bastion');
  const opener = main.getByRole('button', { name: 'Rename bastion' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('gate');
  await page.keyboard.press('Escape');
  await expect(main.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await expect(heading(page, 'gate')).toBeVisible();
  await expect(main.getByRole('button', { name: 'Rename gate' })).toBeFocused();
});

test('what is typed survives a reload, and leaving asks', async ({ page, tailboard }) => {
  const main = await openDevice(page, tailboard, 'bastion');
  const field = await openForm(main, 'bastion');
  await field.fill('gate');
  await page.reload();
  await expect(field).toHaveValue('gate');
  await main.getByRole('link', { name: 'Devices', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('The new name of bastion is not saved.');
  await page.getByRole('button', { name: 'Stay' }).click();
  await expect(field).toHaveValue('gate');
});

test.describe('when it goes wrong', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('a refusal brings the old name back, with the words of the server and the typed one kept', async ({
    page,
    tailboard,
  }) => {
    tailboard.standIn.fail({ endpoint: 'setName', status: 400, message: 'name "gate" is already taken' });
    const main = await openDevice(page, tailboard, 'bastion');
    await (await openForm(main, 'bastion')).fill('Gate');
    await save(main).click();
    const refusal = main.getByRole('alert');
    await expect(refusal).toContainText('The server refused to rename the device to gate (400).');
    await expect(refusal).toContainText('name "gate" is already taken');
    await expect(heading(page, 'bastion')).toBeVisible();
    await expectAccessible(page);
    await refusal.getByRole('button', { name: 'Try again' }).click();
    const field = main.getByRole('textbox', { name: 'Machine name' });
    await expect(field).toHaveValue('Gate');
    await page.keyboard.press('Enter');
    await expect(heading(page, 'gate')).toBeVisible();
  });
});

test('a shared-in device keeps the name that its owner gave it', async ({ page, tailboard }) => {
  const main = await openDevice(page, tailboard, 'vendor-sftp');
  const button = main.getByRole('button', { name: 'Rename vendor-sftp' });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription('Shared in from another tailnet; only its owner can change it.');
});

test.describe('without the start-up link', () => {
  test.use({ live: true });

  test('the control says why it is off', async ({ page, tailboard }) => {
    const main = await openDevice(page, tailboard, 'bastion');
    const button = main.getByRole('button', { name: 'Rename bastion' });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/Open the link printed at start-up/);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme });

    test('the form fits', async ({ page, tailboard }) => {
      const main = await openDevice(page, tailboard, 'bastion');
      const field = await openForm(main, 'bastion');
      for (const text of [
        'DB prod_01',
        'A name that is as long as a name may ever become on a small phone, and longer',
      ]) {
        await field.fill(text);
        await expectAccessible(page);
        expect(await main.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
      }
    });
  });
}
