import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectAccessibleInBothThemes } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { type Portal, openPortal } from './portal.ts';
import { grid, openDevice, openDevices, row } from './steps.ts';

const failedRequest = /Failed to load resource/;

const ended = (page: Page) => page.getByRole('dialog', { name: 'The session ended' });
const line = (page: Page) => page.getByRole('alert').filter({ hasText: 'The session ended.' });
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

function writes({ standIn }: Tailboard): readonly (string | undefined)[] {
  return standIn.journal.filter(({ method, endpoint }) => method !== 'GET' && endpoint).map(({ endpoint }) => endpoint);
}

async function stageTag(page: Page, tag: string): Promise<Locator> {
  const tags = region(page, 'Tags');
  await tags.getByRole('button', { name: 'Edit tags' }).click();
  await tags.getByRole('combobox', { name: 'Add a tag' }).fill(tag);
  await tags.getByRole('combobox', { name: 'Add a tag' }).press('Enter');
  return tags;
}

test.describe('when Tailboard was started anew', () => {
  test.use({ live: true, allowedConsole: [failedRequest] });

  test('in the middle of an edit, a dialog takes the new link; what was typed stays, and is sent again only by a click', async ({
    page,
    tailboard,
  }) => {
    await openDevices(page, `/#token=${tailboard.token}`);
    await openDevice(page, tailboard, 'edge-fra-01');
    const tags = await stageTag(page, 'web');
    const routes = region(page, 'Subnet routes');
    await routes.getByRole('button', { name: 'Edit subnet routes' }).click();
    await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
    const fresh = await tailboard.restart();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();

    const dialog = ended(page);
    await expect(dialog).toContainText('Tailboard was started anew');
    await expect(dialog).toContainText('One tag change on edge-fra-01 is not saved. It stays as it is.');
    await expect(dialog).toContainText('What was not carried out is offered to you again');
    const field = dialog.getByRole('textbox', { name: 'The link that Tailboard printed at its last start' });
    await expect(field).toBeFocused();
    await expectAccessibleInBothThemes(page);

    // Whoever wants to look first puts it off: reading goes on, and no button sends anything in vain.
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(line(page)).toContainText('Reading goes on; changes are off until you are signed in again.');
    await expect(tags.getByRole('button', { name: 'Save 1 change' })).toHaveAttribute('title', /^The session ended\./);
    await expect(routes).toContainText('Tailboard did not approve 10.0.0.0/16: the session had ended.');
    await line(page).getByRole('button', { name: 'Sign in again' }).click();

    for (const [text, answer] of [
      ['an old note', 'That is no start-up link.'],
      [`http://127.0.0.1:1/devices#token=${fresh}`, 'That link is of another console, http://127.0.0.1:1.'],
      [`${tailboard.home}/devices#token=${tailboard.token}`, 'That link is of an earlier start.'],
    ] as const) {
      await field.fill(text);
      await page.keyboard.press('Enter');
      await expect(dialog.getByRole('alert')).toContainText(answer);
      await expect(field).toBeFocused();
    }
    await field.fill(`${tailboard.home}/devices#token=${fresh}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(line(page)).toBeHidden();
    await expect(page.locator('#announcer')).toHaveText('Signed in again. Nothing was sent meanwhile.');
    expect(writes(tailboard)).toEqual([]);

    await routes.getByRole('button', { name: 'Try again' }).click();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await expect.poll(() => writes(tailboard)).toEqual(['setRoutes']);
    await tags.getByRole('button', { name: 'Save 1 change' }).click();
    await expect.poll(() => writes(tailboard)).toEqual(['setRoutes', 'setTags']);
  });

  test('and nothing is open, a line says so, and the new link is opened in the same tab', async ({
    page,
    tailboard,
  }) => {
    await openDevices(page, `/devices#token=${tailboard.token}`);
    await expect(row(page, 'edge-fra-01')).toBeVisible();
    await expect(page).toHaveURL(`${tailboard.home}/devices`);
    tailboard.standIn.tailnet.device('edge-fra-01').keyExpiryDisabled = false;
    const fresh = await tailboard.restart(async () => {
      await page.getByRole('button', { name: 'Refresh' }).click();
      await expect(page.getByRole('alert')).toContainText(/(Tailboard itself does not|The server did not) answer/);
    });
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect(line(page)).toBeVisible();
    await expect(ended(page)).toHaveCount(0);
    await page.evaluate((token) => window.location.assign(`#token=${token}`), fresh);
    await expect(line(page)).toBeHidden();
    await expect(page).toHaveURL(`${tailboard.home}/devices`);

    await row(page, 'edge-fra-01').getByRole('link').click();
    await region(page, 'Key expiry').getByRole('switch').click();
    await expect.poll(() => writes(tailboard)).toEqual(['setKeyExpiry']);
  });
});

const behindPortal = test.extend<{ portal: Portal }>({
  portal: async ({ tailboard }, use) => {
    const portal = await openPortal(tailboard.home);
    await use(portal);
    await portal.close();
  },
});

behindPortal.describe('behind a portal whose session ends', () => {
  // What the page loads after its first rows is kept back, too, and is told where it led.
  behindPortal.use({ allowedConsole: [/Failed to load resource|CORS policy|Content Security Policy|script-src-elem/] });

  async function signIn(page: Page, { home }: Portal): Promise<void> {
    await page.goto(`${home}/devices`);
    await page.getByRole('link', { name: 'Sign in as amelie' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
  }

  behindPortal(
    'the page stays with what was typed, and goes on after a sign-in in another tab',
    async ({ page, portal, tailboard }) => {
      await signIn(page, portal);
      await row(page, 'edge-fra-01').getByRole('link').click();
      const tags = await stageTag(page, 'web');
      const address = page.url();
      portal.expire('redirect');
      await tags.getByRole('button', { name: 'Save 1 change' }).click();
      const dialog = ended(page);
      await expect(dialog).toContainText('The portal in front of Tailboard wants you to sign in again.');
      const way = dialog.getByRole('link', { name: 'Sign in again (opens a new tab)' });
      await expect(way).toBeFocused();
      await expectAccessibleInBothThemes(page);
      await dialog.getByRole('button', { name: 'Continue' }).click();
      await expect(dialog.getByRole('alert')).toContainText('You are not signed in yet.');

      const [other] = await Promise.all([page.waitForEvent('popup'), way.click()]);
      await other.getByRole('link', { name: 'Sign in as amelie' }).click();
      await expect(other.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
      await other.close();
      await dialog.getByRole('button', { name: 'Continue' }).click();
      await expect(dialog).toBeHidden();
      expect(page.url()).toBe(address);
      expect(writes(tailboard)).toEqual([]);
      await tags.getByRole('button', { name: 'Save 1 change' }).click();
      await expect(tags.getByRole('button', { name: 'Edit tags' })).toBeFocused();
      await expect.poll(() => writes(tailboard)).toEqual(['setTags']);
    },
  );

  behindPortal(
    'nothing open is no dialog; however the portal says it, polling waits, and coming back is enough',
    async ({ page, portal, context }) => {
      await signIn(page, portal);
      for (const turning of ['redirect', 'page', 'refusal'] as const) {
        portal.expire(turning);
        await page.getByRole('button', { name: 'Refresh' }).click();
        await expect(line(page), turning).toContainText('It goes on once you have signed in to the portal again.');
        await expect(ended(page)).toHaveCount(0);
        await expect(row(page, 'edge-fra-01')).toBeVisible();
        // No network is no portal, and no portal is no network.
        await context.setOffline(true);
        await expect(page.getByRole('status').filter({ hasText: 'You are offline.' })).toBeVisible();
        await context.setOffline(false);
        const other = await context.newPage();
        await other.goto(`${portal.home}/portal/signed-in`);
        await other.close();
        // What a window says of itself when somebody comes back to it; one without a screen never leaves.
        await page.evaluate(() => window.dispatchEvent(new Event('focus')));
        await expect(line(page), turning).toBeHidden();
        await expect(page.getByText('Demo tailnet')).toBeVisible();
      }
    },
  );

  behindPortal(
    'a change of many stops with each device accounted for, and goes on by a click',
    async ({ page, portal, tailboard, context }) => {
      await signIn(page, portal);
      await openDevices(page, `${portal.home}/devices?filter=tag:prod`);
      await grid(page).focus();
      await page.keyboard.press('Control+a');
      await page.getByRole('toolbar', { name: 'Bulk actions' }).getByRole('button', { name: 'Tags' }).click();
      await page.getByRole('combobox', { name: 'Add a tag' }).fill('monitored');
      await page.keyboard.press('Enter');
      const review = page.getByRole('complementary', { name: /^Review/ });
      const apply = review.getByRole('button', { name: /^Apply \d+ changes$/ });
      const count = Number.parseInt(((await apply.textContent()) ?? '').replace('Apply ', ''), 10);
      portal.expireAfterWrites(3);
      await apply.click();

      const dialog = ended(page);
      await expect(dialog).toContainText('What was not carried out is offered to you again');
      await dialog.getByRole('button', { name: 'Not now' }).click();
      await expect(review).toContainText(`3 of ${count} answered. 3 applied, ${count - 3} not sent`);
      await expect(review).toContainText('The rest was not sent, and is sent only when you ask for it.');
      const others = review.getByRole('button', { name: `Send the other ${count - 3}` });
      await expect(others).toHaveAttribute('title', /^The session ended\./);
      await expectAccessible(page);

      const other = await context.newPage();
      await other.goto(`${portal.home}/portal/signed-in`);
      await other.close();
      await line(page).getByRole('button', { name: 'Details' }).click();
      await dialog.getByRole('button', { name: 'Continue' }).click();
      await expect(dialog).toBeHidden();
      expect(writes(tailboard)).toHaveLength(3);
      portal.expireAfterWrites(Infinity);
      await others.click();
      await expect(review).toContainText(`${count} of ${count} answered. ${count} applied`);
      expect(writes(tailboard)).toHaveLength(count);
    },
  );
});
