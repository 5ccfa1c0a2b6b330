import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { grid, openDevice, row, rowNames } from './steps.ts';

const failedRequest = /Failed to load resource/;
/** A device that is offline and that nothing hangs on. */
const idle = 'tomas-desktop';
/** Milliseconds after which what is held back has been sent, with one to spare. */
const holdTime = 6000;

/** Opens a device of the demo tailnet and gives its danger zone, once its invites are known. */
async function openDanger(page: Page, tailboard: Tailboard, name: string): Promise<Locator> {
  await openDevice(page, tailboard, name);
  await expect(page.getByRole('region', { name: 'Sharing' }).getByRole('status')).toHaveCount(0);
  return page.getByRole('region', { name: 'Danger zone' });
}

function dialog(page: Page): Locator {
  return page.getByRole('alertdialog');
}

function held(page: Page): Locator {
  return page.getByRole('region', { name: 'Waiting to be sent' });
}

function names({ standIn }: Tailboard): readonly string[] {
  return standIn.tailnet.devices().map((device) => device.name?.split('.')[0] ?? '');
}

function sent({ standIn }: Tailboard, endpoint: string): number {
  return standIn.journal.filter((entry) => entry.endpoint === endpoint).length;
}

/** Asks to delete the device, and confirms. */
async function confirmDelete(page: Page, danger: Locator, name: string): Promise<void> {
  await danger.getByRole('button', { name: 'Delete device' }).click();
  const field = dialog(page).getByRole('textbox');
  if ((await field.count()) > 0) await field.fill(name);
  await dialog(page).getByRole('button', { name: 'Delete device' }).click();
  await expect(dialog(page)).toBeHidden();
}

test.describe('deleting a device', () => {
  test('says what breaks, and asks for the name of a device that is in use', async ({ page, tailboard }) => {
    const danger = await openDanger(page, tailboard, 'edge-fra-01');
    const opener = danger.getByRole('button', { name: 'Delete device' });
    await opener.click();
    await expect(dialog(page)).toHaveAccessibleName('Delete edge-fra-01?');
    await expect(dialog(page)).toHaveAccessibleDescription(/192\.168\.1\.0\/24 loses its only router\./);
    await expect(dialog(page).getByRole('listitem')).toHaveText([
      '192.168.1.0/24 loses its only router.',
      '10.20.0.0/16 likely moves to edge-fra-02.',
      'Devices that use it as exit node lose the internet until they choose another.',
      'Shared with sre@northwind.example.',
      '1 invite waits to be accepted.',
      'It is connected now. Open connections to it break.',
    ]);
    const field = dialog(page).getByRole('textbox', { name: 'Type edge-fra-01 to confirm' });
    await expect(field).toBeFocused();
    await expectAccessible(page);

    const confirm = dialog(page).getByRole('button', { name: 'Delete device' });
    await field.fill('edge-fra');
    await expect(confirm).toBeDisabled();
    await expect(confirm).toHaveAccessibleDescription('Type the name of the device first.');
    await field.press('Enter');
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
    await expect(opener).toBeFocused();
    expect(sent(tailboard, 'deleteDevice')).toBe(0);
  });

  test('is held back five seconds and then sent; the list stays as it was, without the row', async ({
    page,
    tailboard,
  }) => {
    await page.goto('/devices?filter=tag:db&sort=-name');
    await row(page, 'db-prod-02').getByRole('link', { name: 'db-prod-02' }).click();
    const danger = page.getByRole('region', { name: 'Danger zone' });
    await confirmDelete(page, danger, ' DB-prod-02 ');
    await expect(held(page)).toContainText('Deleting db-prod-02 in 5 s.');
    await expect(danger.getByRole('button', { name: 'Delete device' })).toBeFocused();
    await expectAccessible(page);
    expect(sent(tailboard, 'deleteDevice')).toBe(0);
    await page.clock.runFor(holdTime);

    await expect(page).toHaveURL(/\/devices\?filter=tag:db&sort=-name$/);
    await expect.poll(() => rowNames(page)).toEqual(['db-replica-03', 'db-prod-01']);
    expect(names(tailboard)).not.toContain('db-prod-02');
    expect(sent(tailboard, 'deleteDevice')).toBe(1);
    // The row after it takes its place, and the count of the filtered list does not talk over what was done.
    await expect(grid(page)).toBeFocused();
    const next = await row(page, 'db-prod-01').getAttribute('id');
    await expect(grid(page)).toHaveAttribute('aria-activedescendant', next ?? '');
    await page.clock.runFor(1000);
    await expect(page.getByRole('status').filter({ hasText: 'db-prod-02 is deleted.' })).toBeAttached();
    await page.reload();
    await expect.poll(() => rowNames(page)).toEqual(['db-replica-03', 'db-prod-01']);
  });

  test('can be taken back as long as it is held, and the count waits while it is looked at', async ({
    page,
    tailboard,
  }) => {
    const danger = await openDanger(page, tailboard, idle);
    await danger.getByRole('button', { name: 'Delete device' }).click();
    await expect(dialog(page).getByRole('textbox')).toHaveCount(0);
    await expect(dialog(page).getByRole('button', { name: 'Keep device' })).toBeFocused();
    await dialog(page).getByRole('button', { name: 'Delete device' }).click();
    await held(page).hover();
    await expect(held(page)).toContainText(/Deleting tomas-desktop waits at \d s\./);
    const words = await held(page).textContent();
    // Longer than the whole hold.
    await page.clock.runFor(holdTime);
    expect(await held(page).textContent()).toBe(words);
    await held(page).getByRole('button', { name: 'Undo' }).click();
    await expect(held(page)).toBeHidden();
    await expect(danger.getByRole('button', { name: 'Delete device' })).toBeFocused();
    await expect(page.getByRole('status').filter({ hasText: 'tomas-desktop is kept.' })).toBeAttached();
    await page.clock.runFor(holdTime);
    expect(sent(tailboard, 'deleteDevice')).toBe(0);
    expect(names(tailboard)).toContain(idle);
  });

  test('leaving meanwhile asks; staying goes on, leaving sends nothing', async ({ page, tailboard }) => {
    const danger = await openDanger(page, tailboard, idle);
    await confirmDelete(page, danger, idle);
    const leave = page.getByRole('main').getByRole('link', { name: 'Devices' });
    await leave.click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await expect(question).toContainText('tomas-desktop waits to be deleted. Leaving keeps it.');
    // Longer than the whole hold: a question that is open holds it back, too.
    await page.clock.runFor(holdTime);
    await expect(question).toBeVisible();
    expect(sent(tailboard, 'deleteDevice')).toBe(0);
    await question.getByRole('button', { name: 'Leave' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
    await expect(held(page)).toBeHidden();
    await page.clock.runFor(holdTime);
    expect(sent(tailboard, 'deleteDevice')).toBe(0);
    expect(names(tailboard)).toContain(idle);
  });

  test('closing the tab meanwhile asks, too', async ({ page, tailboard }) => {
    const danger = await openDanger(page, tailboard, idle);
    await confirmDelete(page, danger, idle);
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const question = await asked;
    expect(question.type()).toBe('beforeunload');
    await question.dismiss();
    await held(page).getByRole('button', { name: 'Undo' }).click();
    await expect(held(page)).toBeHidden();
    expect(sent(tailboard, 'deleteDevice')).toBe(0);
  });

  test('losing the connection meanwhile keeps the device', async ({ page, context, tailboard }) => {
    const danger = await openDanger(page, tailboard, idle);
    await confirmDelete(page, danger, idle);
    await context.setOffline(true);
    await expect(danger).toContainText('The connection was lost. tomas-desktop is kept; nothing was sent.');
    await expect(held(page)).toBeHidden();
    await context.setOffline(false);
    await expect(danger.getByRole('button', { name: 'Delete device' })).toBeEnabled();
    expect(sent(tailboard, 'deleteDevice')).toBe(0);
  });

  test('works by keyboard alone, undo included', async ({ page, tailboard }) => {
    const danger = await openDanger(page, tailboard, 'bastion');
    const opener = danger.getByRole('button', { name: 'Delete device' });
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByRole('textbox')).toBeFocused();
    await page.keyboard.type('bastion');
    await page.keyboard.press('Enter');
    await expect(opener).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(held(page).getByRole('button', { name: 'Undo' })).toBeFocused();
    await expect(held(page)).toContainText('waits at');
    await page.keyboard.press('Enter');
    await expect(opener).toBeFocused();
    await expect(held(page)).toBeHidden();
    expect(sent(tailboard, 'deleteDevice')).toBe(0);
  });

  test('asks for one more word where the console itself is reached through the device', async ({ page, tailboard }) => {
    const device = tailboard.standIn.tailnet.device(idle);
    device.addresses = ['127.0.0.1', ...(device.addresses ?? []).slice(1)];
    const danger = await openDanger(page, tailboard, idle);
    await danger.getByRole('button', { name: 'Delete device' }).click();
    await expect(dialog(page)).toContainText('You reach Tailboard at 127.0.0.1, which is tomas-desktop.');
    const field = dialog(page).getByRole('textbox', { name: 'Type 127.0.0.1 to confirm that this page may go' });
    await expect(field).toBeFocused();
    const confirm = dialog(page).getByRole('button', { name: 'Delete device' });
    await expect(confirm).toBeDisabled();
    await field.fill('127.0.0.1');
    await expect(confirm).toBeEnabled();
    await expectAccessible(page);
  });

  test.describe('when it goes wrong', () => {
    test.use({ allowedConsole: [failedRequest] });

    test('a device that someone else removed is told so, and its row goes', async ({ page, tailboard }) => {
      const danger = await openDanger(page, tailboard, idle);
      await danger.getByRole('button', { name: 'Delete device' }).click();
      tailboard.standIn.tailnet.remove(idle);
      await dialog(page).getByRole('button', { name: 'Delete device' }).click();
      await expect(dialog(page)).toBeHidden();
      await page.clock.runFor(holdTime);
      await expect(danger.getByRole('alert')).toContainText('tomas-desktop was already removed by someone else.');
      await danger.getByRole('link', { name: 'Go to Devices' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
      await expect(row(page, idle)).toBeHidden();
    });

    test('a refusal keeps the device, with the words of the server', async ({ page, tailboard }) => {
      tailboard.standIn.fail({
        endpoint: 'deleteDevice',
        status: 501,
        message: 'cannot delete devices outside of your tailnet',
      });
      const danger = await openDanger(page, tailboard, idle);
      await confirmDelete(page, danger, idle);
      await page.clock.runFor(holdTime);
      const refusal = danger.getByRole('alert');
      await expect(refusal).toContainText('The server refused to delete tomas-desktop (501).');
      await expect(refusal).toContainText('cannot delete devices outside of your tailnet');
      await expectAccessible(page);
      await refusal.getByRole('button', { name: 'Dismiss' }).click();
      await expect(refusal).toBeHidden();
      await expect(danger.getByRole('button', { name: 'Delete device' })).toBeFocused();
      expect(names(tailboard)).toContain(idle);
    });

    test('a 404 for a device that is still there does not drop it', async ({ page, tailboard }) => {
      tailboard.standIn.fail({ endpoint: 'deleteDevice', status: 404 });
      const danger = await openDanger(page, tailboard, idle);
      await confirmDelete(page, danger, idle);
      await page.clock.runFor(holdTime);
      await expect(danger.getByRole('alert')).toContainText('The device is gone, or belongs to another tailnet.');
      expect(names(tailboard)).toContain(idle);
    });

    test('a timeout after the fact is found to have worked', async ({ page, tailboard }) => {
      tailboard.standIn.fail({ endpoint: 'deleteDevice', status: 504, after: true, latencyMs: 200 });
      const danger = await openDanger(page, tailboard, idle);
      await confirmDelete(page, danger, idle);
      await page.clock.runFor(holdTime);
      await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
      await expect(page.getByRole('status').filter({ hasText: 'tomas-desktop is deleted.' })).toBeAttached();
      await expect(row(page, idle)).toBeHidden();
      expect(sent(tailboard, 'deleteDevice')).toBe(1);
    });

    test('a timeout before the fact is found to have changed nothing', async ({ page, tailboard }) => {
      tailboard.standIn.fail({ endpoint: 'deleteDevice', status: 504 });
      const danger = await openDanger(page, tailboard, idle);
      await confirmDelete(page, danger, idle);
      await page.clock.runFor(holdTime);
      await expect(danger.getByRole('alert')).toContainText('did not answer in time when asked to delete');
      await expect(danger.getByRole('alert')).toContainText('It was not applied');
      expect(sent(tailboard, 'deleteDevice')).toBe(1);
    });
  });
});

test.describe('expiring a key now', () => {
  test('says what hangs on the device, waits for the server, and shows it expired', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'expireDevice', latencyMs: 600 });
    const danger = await openDanger(page, tailboard, 'nas-basement');
    await danger.getByRole('button', { name: 'Expire key' }).click();
    await expect(dialog(page)).toHaveAccessibleName('Expire the key of nas-basement now?');
    await expect(dialog(page)).toContainText('192.168.20.0/24 loses its only router.');
    await expect(dialog(page)).toContainText('Shared with');
    await expect(dialog(page).getByRole('button', { name: 'Keep key' })).toBeFocused();
    await expectAccessible(page);
    await dialog(page)
      .getByRole('button', { name: 'Expire key' })
      .evaluate((button) => {
        if (!(button instanceof HTMLElement)) return;
        button.click();
        button.click();
      });
    await expect(danger).toContainText('Waiting for the server…');
    await expect(danger).toContainText('The key has expired.');
    await expect(page.getByRole('region', { name: 'Key expiry' })).toContainText('Expired');
    await expect(danger.getByRole('button', { name: 'Expire key' })).toBeDisabled();
    await expect(danger.getByRole('button', { name: 'Expire key' })).toBeFocused();
    expect(sent(tailboard, 'expireDevice')).toBe(1);
    await page.reload();
    await expect(danger).toContainText('The key has expired.');
  });

  test.describe('of an ephemeral device', () => {
    test.use({ allowedConsole: [failedRequest] });

    test('that leaves by it says that it has gone, at once', async ({ page, tailboard }) => {
      const danger = await openDanger(page, tailboard, 'ci-runner-7f3a');
      await danger.getByRole('button', { name: 'Expire key' }).click();
      await expect(dialog(page)).toContainText('It is ephemeral and may leave the tailnet for good.');
      const deviceId = tailboard.standIn.tailnet.device('ci-runner-7f3a').nodeId ?? '';
      // The page reads it once more before it asks the server.
      tailboard.standIn.fail({ endpoint: 'getDevice', deviceId, status: 404, skip: 1, times: Infinity });
      await dialog(page).getByRole('button', { name: 'Expire key' }).click();
      await expect(page.getByRole('heading', { level: 1, name: /There is no device/ })).toBeFocused();
      await expect(page.getByRole('main')).toContainText(
        'ci-runner-7f3a was ephemeral and has left the tailnet: its key was expired here at 17:12.',
      );
      expect(sent(tailboard, 'expireDevice')).toBe(1);
    });
  });

  test('with expiry off it says that the device stays', async ({ page, tailboard }) => {
    const danger = await openDanger(page, tailboard, 'db-prod-01');
    await danger.getByRole('button', { name: 'Expire key' }).click();
    await expect(dialog(page)).toContainText('Key expiry is off, so the device stays connected.');
    await page.keyboard.press('Escape');
    await expect(danger.getByRole('button', { name: 'Expire key' })).toBeFocused();
    expect(sent(tailboard, 'expireDevice')).toBe(0);
  });

  test.describe('when it goes wrong', () => {
    test.use({ allowedConsole: [failedRequest] });

    test('a refusal is told in the words of the server, and asking again is one press away', async ({
      page,
      tailboard,
    }) => {
      tailboard.standIn.fail({ endpoint: 'expireDevice', status: 403 });
      const danger = await openDanger(page, tailboard, 'win-erp-01');
      await danger.getByRole('button', { name: 'Expire key' }).click();
      await dialog(page).getByRole('button', { name: 'Expire key' }).click();
      const refusal = danger.getByRole('alert');
      await expect(refusal).toContainText('The server refused to expire the key of win-erp-01 (403).');
      await expect(refusal).toContainText('calling actor does not have enough permissions');
      await refusal.getByRole('button', { name: 'Try again' }).click();
      await dialog(page).getByRole('button', { name: 'Expire key' }).click();
      await expect(danger).toContainText('The key has expired.');
      await expect(refusal).toBeHidden();
    });
  });
});

test('a shared-in device is left to its owner', async ({ page, tailboard }) => {
  await page.goto(`/devices/${tailboard.standIn.tailnet.device('vendor-sftp').nodeId}`);
  const danger = page.getByRole('region', { name: 'Danger zone' });
  await expect(danger).toContainText('up to its owner');
  await expect(danger.getByRole('button')).toHaveCount(0);
});

test('going offline turns everything off with the reason', async ({ page, context, tailboard }) => {
  const danger = await openDanger(page, tailboard, idle);
  await context.setOffline(true);
  const button = danger.getByRole('button', { name: 'Delete device' });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/You are offline/);
  await context.setOffline(false);
  await expect(button).toBeEnabled();
});

test.describe('without the start-up link', () => {
  test.use({ live: true });

  test('the controls say why they are off', async ({ page, tailboard }) => {
    const danger = await openDanger(page, tailboard, 'edge-fra-01');
    await expect(danger).toContainText('Open the link printed at start-up to make changes.');
    await expect(danger.getByRole('button', { name: 'Delete device' })).toBeDisabled();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme });

    test('the question and what is held fit, and are accessible', async ({ page, tailboard }) => {
      const danger = await openDanger(page, tailboard, 'edge-fra-01');
      await danger.getByRole('button', { name: 'Delete device' }).click();
      await expectAccessible(page);
      const box = await dialog(page).boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 390).toBe(true);
      await dialog(page).getByRole('textbox').fill('edge-fra-01');
      await expectAccessible(page);
      await dialog(page).getByRole('button', { name: 'Delete device' }).click();
      await expect(held(page)).toBeInViewport({ ratio: 1 });
      await held(page).getByRole('button', { name: 'Undo' }).focus();
      await expectAccessible(page);
      await page.keyboard.press('Enter');
    });
  });
}
