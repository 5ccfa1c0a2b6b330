import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { openDevice } from './steps.ts';

const failedRequest = /Failed to load resource/;
const linkText = /login\.tailscale\.com\/admin\/invite/;

/** Opens a device of the demo tailnet and gives its sharing section, once its invites are there. */
async function openSharing(page: Page, tailboard: Tailboard, name: string): Promise<Locator> {
  await openDevice(page, tailboard, name);
  const sharing = page.getByRole('region', { name: 'Sharing' });
  await expect(sharing.getByRole('button', { name: 'Invite', exact: true })).toBeVisible();
  return sharing;
}

function row(sharing: Locator, name: string): Locator {
  return sharing.getByRole('list', { name: 'Invites' }).getByRole('listitem').filter({ hasText: name });
}

function emails(sharing: Locator): Locator {
  return sharing.getByRole('textbox', { name: 'Email' });
}

async function invite(sharing: Locator): Promise<void> {
  await sharing.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(emails(sharing)).toBeFocused();
}

/** The addresses that the tailnet itself has invited to a device. */
function invited({ standIn }: Tailboard, name: string): (string | undefined)[] {
  return standIn.tailnet.invites(name).map(({ email }) => email);
}

/** What the clipboard holds, as a person finds out: pasted into a field, which is then closed without a trace. */
async function pasted(sharing: Locator): Promise<string> {
  await invite(sharing);
  await emails(sharing).press('ControlOrMeta+V');
  const text = await emails(sharing).inputValue();
  await emails(sharing).fill('');
  await emails(sharing).press('Escape');
  await expect(sharing.getByRole('button', { name: 'Invite', exact: true })).toBeFocused();
  return text;
}

function creations({ standIn }: Tailboard): unknown[] {
  return standIn.journal
    .filter(({ endpoint }) => endpoint === 'createInvites')
    .map(({ body }): unknown => JSON.parse(body ?? ''));
}

test('invites several people in one request, finds them after a reload, and deletes an invite', async ({
  page,
  tailboard,
}) => {
  const sharing = await openSharing(page, tailboard, 'edge-fra-01');
  await expect(sharing).toContainText('2 invites, 1 accepted');
  await expect(row(sharing, 'noc@carrier.example')).toContainText('expires in 23 days');
  await invite(sharing);
  await emails(sharing).fill('noc@fabrikam.example, ops@acme.example');
  await sharing.getByRole('checkbox', { name: 'Allow use as an exit node' }).check();
  await expect(sharing).toContainText(
    'Mailed to 2 addresses, but anyone with one of these links can use this device, one person per link, also as an exit node.',
  );
  await expect(sharing).toContainText('"allowExitNode": true');
  await sharing.getByRole('button', { name: 'Send 2 invites' }).dblclick();
  await expect(sharing.getByRole('list', { name: 'Result' }).getByRole('listitem')).toHaveText([
    'noc@fabrikam.example: invited',
    'ops@acme.example: invited',
  ]);
  await expect(sharing.getByRole('button', { name: 'Invite', exact: true })).toBeFocused();
  const terms = { multiUse: false, allowExitNode: true };
  expect(creations(tailboard)).toEqual([
    [
      { email: 'noc@fabrikam.example', ...terms },
      { email: 'ops@acme.example', ...terms },
    ],
  ]);

  await page.reload();
  await expect(row(sharing, 'ops@acme.example')).toContainText('Exit node allowed. Emailed 21 Nov');
  await sharing.getByRole('button', { name: 'Delete the invite of ops@acme.example' }).click();
  await expect(row(sharing, 'ops@acme.example')).toContainText('Delete this invite? The link stops working.');
  await expect(sharing.getByRole('button', { name: 'Keep', exact: true })).toBeFocused();
  tailboard.standIn.fail({ endpoint: 'deleteInvite', latencyMs: 700 });
  await sharing.getByRole('button', { name: 'Delete invite', exact: true }).click();
  await expect(row(sharing, 'ops@acme.example')).toContainText('Deleting…');
  await expect(row(sharing, 'ops@acme.example')).toHaveCount(0);
  expect(invited(tailboard, 'edge-fra-01')).not.toContain('ops@acme.example');
  await expect(sharing.getByRole('button', { name: 'Delete the invite of noc@fabrikam.example' })).toBeFocused();
  await page.reload();
  await expect(row(sharing, 'noc@fabrikam.example')).toBeVisible();
  await expect(row(sharing, 'ops@acme.example')).toHaveCount(0);
});

test('a link is copied when it is created, and drawn only once it is asked for', async ({ page, tailboard }) => {
  const sharing = await openSharing(page, tailboard, 'edge-fra-01');
  await invite(sharing);
  await sharing.getByRole('checkbox', { name: 'Reusable link' }).check();
  await sharing.getByRole('checkbox', { name: 'Allow use as an exit node' }).check();
  await expect(sharing).toContainText(
    'Anyone with this link can use this device, up to 1,000 people, also as an exit node.',
  );
  await sharing.getByRole('button', { name: 'Create and copy link' }).click();
  await expect(sharing).toContainText('Link created and copied.');
  const link = tailboard.standIn.tailnet.invites('edge-fra-01').at(-1)?.inviteUrl ?? '';
  expect(link).toMatch(linkText);

  const everywhere = () =>
    page.evaluate(() => document.documentElement.outerHTML + JSON.stringify([sessionStorage, localStorage]));
  expect(await everywhere()).not.toMatch(linkText);
  await sharing.getByRole('button', { name: 'Show the link of Link, no email' }).click();
  await expect(sharing.getByText(link)).toBeVisible();
  expect(await everywhere()).toMatch(linkText);
  await expectAccessible(page);
  await sharing.getByRole('button', { name: 'Hide the link of Link, no email' }).click();
  expect(await everywhere()).not.toMatch(linkText);

  expect(await pasted(sharing)).toBe(link);
  await page.getByRole('region', { name: 'Addresses' }).getByRole('button', { name: 'Copy IPv4 address' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeAttached();
  expect(await pasted(sharing)).toBe('100.87.74.78');
  await sharing.getByRole('button', { name: 'Copy the link of Link, no email' }).click();
  await expect(sharing.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await pasted(sharing)).toBe(link);
  expect(await everywhere()).not.toMatch(linkText);
});

test('the exit node of a device that offers none cannot be shared, and that says why', async ({ page, tailboard }) => {
  const sharing = await openSharing(page, tailboard, 'bastion');
  await expect(sharing).toContainText('Not shared with anyone outside this tailnet.');
  await invite(sharing);
  const choice = sharing.getByRole('checkbox', { name: 'Allow use as an exit node' });
  await expect(choice).toBeDisabled();
  await expect(choice).toHaveAccessibleName(/This device does not offer an exit node\./);
  await expect(sharing).toContainText('"allowExitNode": false');
});

test('an invite that ran out says so, and one with a link only cannot be mailed', async ({ page, tailboard }) => {
  const sharing = await openSharing(page, tailboard, 'win-erp-01');
  await expect(row(sharing, 'it-helpdesk@contoso.example')).toContainText('Expired');
  await expect(sharing.getByRole('button', { name: /^Send the email/ })).toHaveCount(0);
  const other = await openSharing(page, tailboard, 'exit-ams-01');
  await expect(row(other, 'Link, no email')).toContainText('Reusable, exit node allowed.');
  await expect(other.getByRole('button', { name: /^Send the email/ })).toHaveCount(0);
});

test('a device that is itself shared in has one sentence about it, and nothing is asked of the server', async ({
  page,
  tailboard,
}) => {
  const external = tailboard.standIn.tailnet.devices().find(({ isExternal }) => isExternal);
  await page.goto(`/devices/${external?.nodeId}`);
  await expect(page.getByRole('region', { name: 'Sharing' })).toContainText(
    'Its owner decides with whom it is shared.',
  );
  await expect(page.getByRole('region', { name: 'Posture attributes' })).toContainText(
    'Its own tailnet keeps its attributes.',
  );
  const asked = tailboard.standIn.journal.map(({ endpoint }) => endpoint);
  expect(asked).not.toContain('listInvites');
  expect(asked).not.toContain('getAttributes');
});

test('a wrong address is named, a second invite is warned about, and what is typed survives', async ({
  page,
  tailboard,
}) => {
  const sharing = await openSharing(page, tailboard, 'edge-fra-01');
  await invite(sharing);
  await emails(sharing).fill('NOC@carrier.example\nfoo');
  await expect(sharing.getByRole('alert')).toHaveText('"foo" is not an email address.');
  await expect(sharing.getByRole('button', { name: 'Send 2 invites' })).toHaveAttribute('aria-disabled', 'true');
  await emails(sharing).fill('NOC@carrier.example');
  await expect(sharing).toContainText('NOC@carrier.example has an invite that is still pending.');
  await page.reload();
  await expect(emails(sharing)).toHaveValue('NOC@carrier.example');
  await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(question).toContainText('An invite to edge-fra-01 is not sent.');
  await question.getByRole('button', { name: 'Stay' }).click();
  await emails(sharing).press('Escape');
  await sharing.getByRole('button', { name: 'Discard it' }).click();
  await expect(sharing.getByRole('button', { name: 'Invite', exact: true })).toBeFocused();
  expect(creations(tailboard)).toEqual([]);
});

test('the keyboard alone invites somebody and deletes the invite again', async ({ page, tailboard }) => {
  const sharing = await openSharing(page, tailboard, 'bastion');
  await sharing.getByRole('button', { name: 'Invite', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('noc@fabrikam.example');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(sharing.getByRole('checkbox', { name: 'Reusable link' })).toBeChecked();
  await page.keyboard.press('Control+s');
  await expect(row(sharing, 'noc@fabrikam.example')).toContainText('Reusable');
  await expect(page.getByRole('status').filter({ hasText: 'Invite for noc@fabrikam.example created.' })).toBeAttached();
  await sharing.getByRole('button', { name: 'Delete the invite of noc@fabrikam.example' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(sharing.getByRole('button', { name: 'Delete the invite of noc@fabrikam.example' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(sharing).toContainText('Not shared with anyone outside this tailnet.');
  await expect(sharing).toBeFocused();
});

test.describe('when a request goes wrong', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('mailing again counts down a minute, and the server’s own refusal is explained', async ({
    page,
    tailboard,
    now,
  }) => {
    const sharing = await openSharing(page, tailboard, 'edge-fra-01');
    const again = sharing.getByRole('button', { name: 'Send the email to noc@carrier.example again' });
    await again.click();
    await sharing.getByRole('button', { name: 'Send again' }).click();
    await expect(row(sharing, 'noc@carrier.example')).toContainText('Emailed 21 Nov');
    await expect(page.getByRole('status').filter({ hasText: 'Mailed again.' })).toBeAttached();
    await expect(again).toBeFocused();
    await again.click();
    await expect(sharing.getByRole('button', { name: 'Send again in 60 s' })).toHaveAttribute('aria-disabled', 'true');
    await page.clock.setFixedTime(now + 18_000);
    await expect(sharing.getByRole('button', { name: 'Send again in 42 s' })).toBeVisible();
    await page.clock.setFixedTime(now + 61_000);
    await sharing.getByRole('button', { name: 'Send again', exact: true }).click();
    const refusal = sharing.getByRole('alert');
    await expect(refusal).toContainText('The server refused to mail the invite for noc@carrier.example again (429).');
    await expect(refusal).toContainText('An invite can be mailed once a minute.');
    await expectAccessible(page);
    await refusal.getByRole('button', { name: 'Dismiss' }).click();
    await expect(sharing.getByRole('button', { name: 'Invite', exact: true })).toBeFocused();
  });

  test('the token of an OAuth client creates none: what to do is said, and the controls say it from then on', async ({
    page,
    tailboard,
  }) => {
    const sharing = await openSharing(page, tailboard, 'edge-fra-01');
    const message = 'device invites cannot be created using an API access token generated from an OAuth client';
    tailboard.standIn.fail({ endpoint: 'createInvites', status: 403, message });
    await invite(sharing);
    await emails(sharing).fill('noc@fabrikam.example');
    await sharing.getByRole('button', { name: 'Send invite' }).click();
    const refusal = sharing.getByRole('alert');
    await expect(refusal).toContainText('The server refused to invite noc@fabrikam.example (403).');
    await expect(refusal).toContainText('give Tailboard an API access token of an Owner, Admin or IT admin besides');
    await expect(refusal).toContainText(message);
    await expect(emails(sharing)).toHaveValue('noc@fabrikam.example');
    await expect(sharing.getByRole('button', { name: 'Send invite' })).toHaveAttribute('aria-disabled', 'true');
    await expectAccessible(page);
    await refusal.getByRole('button', { name: 'Try again' }).click();
    await expect(sharing.getByRole('button', { name: 'Send invite' })).not.toHaveAttribute('aria-disabled');
    await sharing.getByRole('button', { name: 'Cancel' }).click();
    await page.reload();
    const button = sharing.getByRole('button', { name: 'Invite', exact: true });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(sharing).toContainText('The server creates and mails invites on behalf of a person');
    await sharing.getByRole('button', { name: 'Try again anyway' }).click();
    await invite(sharing);
  });

  test('an answer that was lost after the fact: the new invites are found, and none is made twice', async ({
    page,
    tailboard,
  }) => {
    const sharing = await openSharing(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({ endpoint: 'createInvites', status: 504, after: true });
    await invite(sharing);
    await emails(sharing).fill('noc@fabrikam.example');
    await sharing.getByRole('button', { name: 'Send invite' }).click();
    await expect(sharing).toContainText('Invite for noc@fabrikam.example created.');
    await expect(row(sharing, 'noc@fabrikam.example')).toBeVisible();
    expect(invited(tailboard, 'edge-fra-01').filter((email) => email === 'noc@fabrikam.example')).toHaveLength(1);
    expect(creations(tailboard)).toHaveLength(1);
  });

  test('an answer that was lost on the way: the list says that none was created, before it is offered again', async ({
    page,
    tailboard,
  }) => {
    const sharing = await openSharing(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({ endpoint: 'createInvites', status: 504 });
    await invite(sharing);
    await emails(sharing).fill('noc@fabrikam.example');
    await sharing.getByRole('button', { name: 'Send invite' }).click();
    const refusal = sharing.getByRole('alert');
    await expect(refusal).toContainText('The server did not answer in time when asked to invite noc@fabrikam.example');
    await expect(refusal).toContainText('None was created: reading the invites again shows them as before.');
    await refusal.getByRole('button', { name: 'Try again' }).click();
    await expect(emails(sharing)).toHaveValue('noc@fabrikam.example');
    await sharing.getByRole('button', { name: 'Send invite' }).click();
    await expect(row(sharing, 'noc@fabrikam.example')).toBeVisible();
    expect(creations(tailboard)).toHaveLength(2);
  });

  test('a slow server: the button is busy, and the form waits for the answer', async ({ page, tailboard }) => {
    const sharing = await openSharing(page, tailboard, 'bastion');
    tailboard.standIn.fail({ endpoint: 'createInvites', latencyMs: 1500 });
    await invite(sharing);
    await emails(sharing).fill('noc@fabrikam.example');
    const button = sharing.getByRole('button', { name: 'Send invite' });
    await button.click();
    await expect(button).toHaveAttribute('aria-busy', 'true');
    await expect(emails(sharing)).toHaveValue('noc@fabrikam.example');
    await expect(row(sharing, 'noc@fabrikam.example')).toBeVisible();
    await expect(emails(sharing)).toHaveCount(0);
  });
});

test.describe('a tab without the start-up link', () => {
  test.use({ live: true });

  test('sees the invites and is told why it changes none', async ({ page, tailboard }) => {
    await page.goto(`/devices/${tailboard.standIn.tailnet.device('edge-fra-01').nodeId}`);
    const sharing = page.getByRole('region', { name: 'Sharing' });
    await expect(row(sharing, 'noc@carrier.example')).toBeVisible();
    await expect(sharing).toContainText('Read-only');
    await expect(sharing).toContainText('Open the link printed at start-up');
    await expect(sharing.getByRole('button', { name: /^(Invite|Delete|Send)/ })).toHaveCount(0);
  });
});

// Colours do not hang on the width, nor the layout on the colours.
for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const)
  test(`form and questions are accessible and fit: ${colorScheme}, ${width} px`, async ({ page, tailboard }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    const sharing = await openSharing(page, tailboard, 'edge-fra-01');
    await invite(sharing);
    await emails(sharing).fill('noc@fabrikam.example foo');
    await sharing.getByRole('checkbox', { name: 'Reusable link' }).check();
    await sharing.getByRole('checkbox', { name: 'Allow use as an exit node' }).check();
    await expect(sharing.getByRole('alert')).toBeVisible();
    await sharing.getByRole('button', { name: 'Delete the invite of noc@carrier.example' }).click();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await sharing.getByRole('button', { name: 'Keep', exact: true }).click();
    await sharing.getByRole('button', { name: 'Send the email to noc@carrier.example again' }).click();
  });
