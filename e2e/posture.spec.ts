import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { openDevice } from './steps.ts';

const failedRequest = /Failed to load resource/;

/** Opens a device of the demo tailnet and gives its posture section, once its attributes are there. */
async function openPosture(page: Page, tailboard: Tailboard, name: string): Promise<Locator> {
  await openDevice(page, tailboard, name);
  const posture = page.getByRole('region', { name: 'Posture attributes' });
  await expect(posture.getByRole('rowheader', { name: 'node:tsVersion' })).toBeVisible();
  return posture;
}

function row(posture: Locator, key: string): Locator {
  return posture.getByRole('row').filter({ has: posture.page().getByRole('rowheader', { name: key, exact: true }) });
}

async function edit(posture: Locator): Promise<void> {
  await posture.getByRole('button', { name: 'Edit posture attributes' }).click();
  await expect(posture.getByRole('textbox', { name: 'Key' })).toBeFocused();
}

/** What the tailnet itself holds for a key of a device. */
function stored({ standIn }: Tailboard, name: string, key: string): unknown {
  return standIn.tailnet.attributes(name).get(key);
}

test('adds an attribute for four hours, finds it after a reload, and takes it back', async ({ page, tailboard }) => {
  const posture = await openPosture(page, tailboard, 'edge-fra-01');
  await edit(posture);
  await posture.getByRole('textbox', { name: 'Key' }).fill('auditLevel');
  await expect(posture.getByText('17 / 128')).toBeVisible();
  await posture.getByRole('radio', { name: 'Whole number' }).check();
  await posture.getByRole('textbox', { name: 'Value' }).fill('12.5');
  await expect(posture.getByRole('alert')).toHaveText('Use a whole number. Posture numbers have no decimals.');
  await expect(posture.getByRole('button', { name: 'Add attribute' })).toHaveAttribute('aria-disabled', 'true');
  await posture.getByRole('textbox', { name: 'Value' }).fill('12');
  await posture.getByRole('combobox', { name: 'Expires' }).selectOption('In 4 hours');
  await expect(posture).toContainText('21 Nov 2026, 21:12 UTC.');
  await posture.getByRole('textbox', { name: 'Comment' }).fill('OPS-12');
  await expect(posture).toContainText('"expiry": "2026-11-21T21:12:00Z"');
  await expect(posture).toContainText('/attributes/custom:auditLevel');
  await posture.getByRole('button', { name: 'Add attribute' }).click();
  await expect(row(posture, 'custom:auditLevel')).toContainText('12');
  await expect(posture.getByRole('button', { name: 'Edit posture attributes' })).toBeFocused();
  await expect
    .poll(() => stored(tailboard, 'edge-fra-01', 'custom:auditLevel'))
    .toEqual({ value: 12, expiry: '2026-11-21T21:12:00Z' });
  await expect(row(posture, 'custom:auditLevel')).not.toContainText('Saving');

  await page.reload();
  await expect(row(posture, 'custom:auditLevel')).toContainText('Until 21 Nov 2026, 21:12 UTC');
  await posture.getByRole('button', { name: 'Undo: Posture attribute added' }).click();
  await expect(row(posture, 'custom:auditLevel')).toHaveCount(0);
  await expect.poll(() => stored(tailboard, 'edge-fra-01', 'custom:auditLevel')).toBeUndefined();
  await page.reload();
  await expect(row(posture, 'custom:site')).toBeVisible();
  await expect(row(posture, 'custom:auditLevel')).toHaveCount(0);
});

test('changes a value and deletes another, both shown on their way, and takes the deletion back', async ({
  page,
  tailboard,
}) => {
  const posture = await openPosture(page, tailboard, 'edge-fra-01');
  tailboard.standIn.fail({ endpoint: 'setAttribute', latencyMs: 700 });
  await edit(posture);
  await posture.getByRole('button', { name: 'Edit custom:patchScore' }).click();
  await expect(posture.getByRole('textbox', { name: 'Value' })).toBeFocused();
  await posture.getByRole('textbox', { name: 'Value' }).fill('91');
  await posture.getByRole('button', { name: 'Save attribute' }).dblclick();
  await expect(row(posture, 'custom:patchScore')).toContainText('91');
  await expect(row(posture, 'custom:patchScore')).toContainText('Saving…');
  expect(stored(tailboard, 'edge-fra-01', 'custom:patchScore')).toEqual({ value: 87 });
  await expect(row(posture, 'custom:patchScore')).toContainText('number');
  expect(stored(tailboard, 'edge-fra-01', 'custom:patchScore')).toEqual({ value: 91 });

  await edit(posture);
  await posture.getByRole('button', { name: 'Delete custom:site' }).click();
  await expect(posture.getByRole('button', { name: 'Keep attribute' })).toBeFocused();
  await expect(posture).toContainText('Delete custom:site?');
  tailboard.standIn.fail({ endpoint: 'deleteAttribute', latencyMs: 700 });
  await posture.getByRole('button', { name: 'Delete attribute' }).click();
  await expect(row(posture, 'custom:site')).toContainText('Deleting…');
  await expect(row(posture, 'custom:site')).toHaveCount(0);
  await posture.getByRole('button', { name: 'Undo: Posture attribute deleted' }).click();
  await expect(row(posture, 'custom:site')).toContainText('fra_dc2');
  await expect.poll(() => stored(tailboard, 'edge-fra-01', 'custom:site')).toEqual({ value: 'fra_dc2' });
  const writes = tailboard.standIn.journal.filter(({ method }) => method !== 'GET');
  expect(writes.map(({ endpoint }) => endpoint)).toEqual(['setAttribute', 'deleteAttribute', 'setAttribute']);
});

test('only custom attributes can be changed; the others say who sets them', async ({ page, tailboard }) => {
  const posture = await openPosture(page, tailboard, 'amelie-mbp');
  await edit(posture);
  await expect(posture.getByRole('button', { name: /^(Edit|Delete) / })).toHaveText(['', '', '', '']);
  for (const words of [
    'Set by the device itself',
    'Set by CrowdStrike Falcon',
    'Set by Kandji',
    "Set by Tailscale, from the device's public address",
  ])
    await expect(posture.getByRole('table', { name: words })).toBeVisible();
});

test('the type of a key, learnt on another device, is fixed, and its other spellings are refused', async ({
  page,
  tailboard,
}) => {
  await openPosture(page, tailboard, 'edge-fra-01');
  await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
  await page.getByRole('link', { name: 'bastion', exact: true }).click();
  const posture = page.getByRole('region', { name: 'Posture attributes' });
  await edit(posture);
  await posture.getByRole('textbox', { name: 'Key' }).fill('patchScore');
  await expect(posture.getByRole('radio', { name: 'Whole number' })).toBeChecked();
  await expect(posture.getByRole('radio', { name: 'Text' })).toBeDisabled();
  await expect(posture).toContainText('custom:patchScore is a whole number on one other device.');
  await posture.getByRole('textbox', { name: 'Key' }).fill('PatchScore');
  await expect(posture.getByRole('alert')).toContainText('custom:patchScore exists and differs only in case.');
});

test('a draft survives a reload, and leaving it asks', async ({ page, tailboard }) => {
  const posture = await openPosture(page, tailboard, 'edge-fra-01');
  await edit(posture);
  await posture.getByRole('textbox', { name: 'Key' }).fill('auditLevel');
  await posture.getByRole('textbox', { name: 'Value' }).fill('high');
  await page.reload();
  await expect(posture.getByRole('textbox', { name: 'Value' })).toHaveValue('high');
  await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(question).toContainText('custom:auditLevel on edge-fra-01 is not saved.');
  await question.getByRole('button', { name: 'Stay' }).click();
  await posture.getByRole('textbox', { name: 'Value' }).press('Escape');
  await expect(posture.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await posture.getByRole('button', { name: 'Discard it' }).click();
  await expect(posture.getByRole('button', { name: 'Edit posture attributes' })).toBeFocused();
});

test('the keyboard alone adds an attribute', async ({ page, tailboard }) => {
  const posture = await openPosture(page, tailboard, 'bastion');
  await posture.getByRole('button', { name: 'Edit posture attributes' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('onCall');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(posture.getByRole('radio', { name: 'Whole number' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(posture.getByRole('radio', { name: 'False', exact: true })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(posture.getByRole('combobox', { name: 'Expires' })).toBeFocused();
  await page.keyboard.press('Control+s');
  await expect(row(posture, 'custom:onCall')).toContainText('false');
  await expect(posture.getByRole('button', { name: 'Edit posture attributes' })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'custom:onCall is saved.' })).toBeAttached();
  await expect.poll(() => stored(tailboard, 'bastion', 'custom:onCall')).toEqual({ value: false });
});

test.describe('when a write goes wrong', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('the server has the last word, and its words stand at the field', async ({ page, tailboard }) => {
    const posture = await openPosture(page, tailboard, 'bastion');
    await edit(posture);
    await posture.getByRole('textbox', { name: 'Key' }).fill('site');
    await posture.getByRole('radio', { name: 'Whole number' }).check();
    await posture.getByRole('textbox', { name: 'Value' }).fill('3');
    await posture.getByRole('button', { name: 'Add attribute' }).click();
    const refusal = posture.getByRole('alert');
    await expect(refusal).toContainText('The server refused to set custom:site to 3 (400).');
    await expect(refusal).toContainText('attribute custom:site is of type string, not number');
    await expect(row(posture, 'custom:site')).toHaveCount(0);
    await expectAccessible(page);

    await refusal.getByRole('button', { name: 'Try again' }).click();
    await expect(posture.getByRole('textbox', { name: 'Key' })).toHaveValue('site');
    const value = posture.getByRole('textbox', { name: 'Value' });
    await expect(value).toHaveValue('3');
    await expect(value).toHaveAccessibleDescription(/attribute custom:site is of type string, not number/);
    await expect(value).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
    await posture.getByRole('radio', { name: 'Text' }).check();
    await value.fill('fra_dc3');
    await posture.getByRole('button', { name: 'Add attribute' }).click();
    await expect(row(posture, 'custom:site')).toContainText('fra_dc3');
    await expect.poll(() => stored(tailboard, 'bastion', 'custom:site')).toEqual({ value: 'fra_dc3' });
  });

  test('a plan without attributes is explained, and the controls say so from then on', async ({ page, tailboard }) => {
    const posture = await openPosture(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({
      endpoint: 'deleteAttribute',
      status: 403,
      message: 'feature not available on current billing plan',
    });
    await edit(posture);
    await posture.getByRole('button', { name: 'Delete custom:site' }).click();
    await posture.getByRole('button', { name: 'Delete attribute' }).click();
    const reason = "This tailnet's plan does not include changing posture attributes (403).";
    await expect(posture.getByRole('alert')).toContainText(reason);
    await expect(posture.getByRole('alert')).toContainText('feature not available on current billing plan');
    await expect(row(posture, 'custom:site')).toContainText('fra_dc2');
    await posture.getByRole('button', { name: 'Dismiss' }).click();
    const button = posture.getByRole('button', { name: 'Edit posture attributes' });
    await expect(button).toBeFocused();
    await page.reload();
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAttribute('title', reason);
    await expect(posture.getByText(reason)).toBeVisible();
    await posture.getByRole('button', { name: 'Try again anyway' }).click();
    await edit(posture);
  });

  test('what a second admin changed meanwhile is not overwritten unseen', async ({ page, tailboard }) => {
    const posture = await openPosture(page, tailboard, 'edge-fra-01');
    await edit(posture);
    await posture.getByRole('button', { name: 'Edit custom:patchScore' }).click();
    await posture.getByRole('textbox', { name: 'Value' }).fill('91');
    tailboard.standIn.tailnet.attributes('edge-fra-01').set('custom:patchScore', { value: 12 });
    await posture.getByRole('button', { name: 'Save attribute' }).click();
    const refusal = posture.getByRole('alert');
    await expect(refusal).toContainText('Tailboard did not set custom:patchScore to 91.');
    await expect(refusal).toContainText('Someone else changed it since you saw it.');
    await expect(row(posture, 'custom:patchScore')).toContainText('12');
    expect(stored(tailboard, 'edge-fra-01', 'custom:patchScore')).toEqual({ value: 12 });
    await refusal.getByRole('button', { name: 'Try again' }).click();
    await expect(posture.getByRole('textbox', { name: 'Value' })).toHaveValue('91');
    await posture.getByRole('button', { name: 'Save attribute' }).click();
    await expect.poll(() => stored(tailboard, 'edge-fra-01', 'custom:patchScore')).toEqual({ value: 91 });
  });

  test('a lost answer is cleared up by reading again', async ({ page, tailboard }) => {
    const posture = await openPosture(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({ endpoint: 'setAttribute', status: 504 });
    await edit(posture);
    await posture.getByRole('button', { name: 'Edit custom:patchScore' }).click();
    await posture.getByRole('textbox', { name: 'Value' }).fill('91');
    await posture.getByRole('textbox', { name: 'Value' }).press('Enter');
    await expect(posture.getByRole('alert')).toContainText('The server did not answer in time');
    await expect(posture.getByRole('alert')).toContainText('It was not applied');
    await expect(row(posture, 'custom:patchScore')).toContainText('87');
  });
});

test.describe('a tab without the start-up link', () => {
  test.use({ live: true });

  test('reads attributes and is told why it changes none', async ({ page, tailboard }) => {
    const posture = await openPosture(page, tailboard, 'edge-fra-01');
    await expect(posture).toContainText('Read-only');
    await expect(posture).toContainText('Open the link printed at start-up');
    await expect(posture.getByRole('button')).toHaveCount(0);
  });
});

// Colours do not hang on the width, nor the layout on the colours.
for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const)
  test(`the editor is accessible and fits: ${colorScheme}, ${width} px`, async ({ page, tailboard }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    const posture = await openPosture(page, tailboard, 'amelie-mbp');
    await edit(posture);
    await posture.getByRole('textbox', { name: 'Key' }).fill('a-b');
    await posture.getByRole('combobox', { name: 'Expires' }).selectOption('At a date and time');
    await posture.getByLabel('Date and time, UTC').fill('2026-01-01T00:00');
    await expect(posture.getByRole('alert')).toHaveCount(2);
    await expectAccessible(page);
    await posture.getByRole('button', { name: 'Edit custom:site' }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
    await posture.getByRole('button', { name: 'Delete custom:site' }).click();
    await expect(posture).toContainText('Delete custom:site?');
  });
