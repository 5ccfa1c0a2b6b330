import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { openDevice, undoInActivity } from './steps.ts';

const failedRequest = /Failed to load resource/;

/** Opens a device of the demo tailnet and gives its section of tags. */
async function openTags(page: Page, tailboard: Tailboard, name: string): Promise<Locator> {
  await openDevice(page, tailboard, name);
  return page.getByRole('region', { name: 'Tags', exact: true });
}

async function edit(tags: Locator): Promise<Locator> {
  await tags.getByRole('button', { name: 'Edit tags' }).click();
  const field = tags.getByRole('combobox', { name: 'Add a tag' });
  await expect(field).toBeFocused();
  return field;
}

/** The chips, whether they can be pressed or not. */
function chips(tags: Locator): Locator {
  return tags.getByRole('list', { name: 'Tags', exact: true }).getByRole('listitem');
}

/** What the tailnet itself has. */
function tagsOf({ standIn }: Tailboard, name: string): readonly string[] {
  return standIn.tailnet.device(name).tags ?? [];
}

function sent({ standIn }: Tailboard): number {
  return standIn.journal.filter(({ endpoint }) => endpoint === 'setTags').length;
}

test('a tag is added and another removed, it stays so after a reload, and Activity takes it back', async ({
  page,
  tailboard,
}) => {
  const tags = await openTags(page, tailboard, 'edge-fra-01');
  const field = await edit(tags);
  await tags.getByRole('button', { name: 'Remove tag:prod' }).click();
  await field.fill('d');
  const options = tags.getByRole('option');
  await expect(options.first()).toContainText('tag:dbused on 3 devices');
  await field.press('ArrowDown');
  await field.press('Enter');
  await expect(chips(tags)).toHaveText(['tag:prod, removed', 'tag:router', 'tag:db, added']);
  await expect(tags).toContainText('"tag:db"');
  await expect(tags).toContainText('Replaces the whole list of tags.');

  await tags.getByRole('button', { name: 'Save 2 changes' }).click();
  await expect(tags.getByRole('button', { name: 'Edit tags' })).toBeFocused();
  await expect(chips(tags)).toHaveText(['tag:db', 'tag:router']);
  expect(tagsOf(tailboard, 'edge-fra-01')).toEqual(['tag:db', 'tag:router']);
  await page.reload();
  await expect(chips(tags)).toHaveText(['tag:db', 'tag:router']);

  await undoInActivity(page);
  await expect.poll(() => tagsOf(tailboard, 'edge-fra-01')).toEqual(['tag:prod', 'tag:router']);
  await page.goBack();
  await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router']);
});

test('a change shows at once, marked as on its way, and a second click sends nothing more', async ({
  page,
  tailboard,
}) => {
  tailboard.standIn.fail({ endpoint: 'setTags', latencyMs: 900 });
  const tags = await openTags(page, tailboard, 'edge-fra-01');
  const field = await edit(tags);
  await field.fill('web');
  await field.press('Enter');
  await tags.getByRole('button', { name: 'Save 1 change' }).dblclick();
  await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router', /tag:web\s*being added/]);
  await expect(tags).toContainText('Saving…');
  await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router', 'tag:web']);
  await expect(tags).not.toContainText('Saving…');
  expect(sent(tailboard)).toBe(1);
});

test.describe('what the server refuses', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('is marked by name, in its own words, and everything that was staged stays', async ({ page, tailboard }) => {
    const tags = await openTags(page, tailboard, 'edge-fra-01');
    const field = await edit(tags);
    await field.fill('web, nobody');
    await field.press('Enter');
    await expect(tags).toContainText('The policy file does not define tag:nobody.');
    await tags.getByRole('button', { name: 'Save 2 changes' }).click();

    const refusal = tags.getByRole('alert').first();
    await expect(refusal).toContainText('The server refused to add tag:web and tag:nobody (400).');
    await expect(refusal).toContainText('requested tags [tag:nobody] are invalid or not permitted');
    await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router', 'tag:web, added', 'tag:nobody, refused']);
    await expect(field).toHaveAccessibleDescription(/The server refuses tag:nobody\./);
    await expect(field).toBeFocused();
    await expectAccessible(page);

    await tags.getByRole('button', { name: 'Remove tag:nobody' }).click();
    await tags.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router', 'tag:web']);
    await expect(tags.getByRole('alert')).toHaveCount(0);
  });

  test('because the key may not change tags is said with its reason', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'setTags', status: 403 });
    const tags = await openTags(page, tailboard, 'edge-fra-01');
    const field = await edit(tags);
    await field.fill('web');
    await field.press('Enter');
    await field.press('Control+s');
    await expect(tags.getByRole('alert')).toContainText('The key that Tailboard uses may not change tags.');
    await tags.getByRole('button', { name: 'Discard' }).click();
    await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router']);
    await expect(tags.getByRole('button', { name: 'Edit tags' })).toBeFocused();
  });

  test('without a policy file to read, the tags in use are suggested all the same', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'getPolicy', status: 403, times: Infinity });
    const tags = await openTags(page, tailboard, 'edge-fra-01');
    const field = await edit(tags);
    await field.fill('mon');
    await expect(tags).toContainText('Enter uses tag:mon as typed.');
    await expect(tags).not.toContainText('policy');
    await field.fill('we');
    await expect(tags.getByRole('option')).toContainText('tag:webused on 3 devices');
    await field.press('Enter');
    await expect(chips(tags).last()).toHaveText('tag:we, added');
  });
});

test('the last tag cannot go, and the control says so before anybody tries', async ({ page, tailboard }) => {
  const tags = await openTags(page, tailboard, 'nas-basement');
  const field = await edit(tags);
  const remove = tags.getByRole('button', { name: 'Remove tag:storage' });
  await expect(remove).toBeDisabled();
  await expect(remove).toHaveAccessibleDescription(/A tagged device keeps at least one tag/);
  await remove.click({ force: true });
  await expect(chips(tags)).toHaveText(['tag:storage']);

  await field.fill('web');
  await field.press('Enter');
  await remove.click();
  await expect(chips(tags)).toHaveText(['tag:storage, removed', 'tag:web, added']);
  await expect(tags.getByRole('button', { name: 'Remove tag:web' })).toBeDisabled();
});

test('the first tag says before saving that it takes over from the owner, and what becomes of key expiry', async ({
  page,
  tailboard,
}) => {
  const tags = await openTags(page, tailboard, 'amelie-mbp');
  const field = await edit(tags);
  await field.fill('web');
  await field.press('Enter');
  const worth = tags.getByRole('list', { name: 'Worth knowing' });
  await expect(worth).toContainText('The tag takes over from amelie@example.com.');
  await expect(worth).toContainText('off by default for a tagged device');
  await tags.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(tags).toContainText('Owned by its tags.');
  await expect(page.getByRole('region', { name: 'Key expiry' })).toContainText('The key does not expire.');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('main')).toContainText('A tagged device stays tagged');
});

test.describe('when someone else changes the tags meanwhile', () => {
  test('nothing is saved over it: the three lists stand side by side, and merging keeps both', async ({
    page,
    tailboard,
  }) => {
    const tags = await openTags(page, tailboard, 'edge-fra-01');
    const field = await edit(tags);
    await field.fill('web');
    await field.press('Enter');
    tailboard.standIn.tailnet.device('edge-fra-01').tags = ['tag:db', 'tag:prod', 'tag:router'];
    await tags.getByRole('button', { name: 'Save 1 change' }).click();

    await expect(tags).toContainText('Someone else changed this since you opened it.');
    await expect(tags.getByRole('row', { name: /tag:db/ }).getByRole('cell')).toHaveText([
      /No/,
      /Yes, changed by someone else/,
      /No/,
    ]);
    expect(sent(tailboard)).toBe(0);
    await expectAccessible(page);
    await page.reload();
    await expect(tags.getByRole('group', { name: 'Conflict' })).toBeVisible();

    await tags.getByRole('button', { name: 'Merge and save' }).click();
    await expect(chips(tags)).toHaveText(['tag:db', 'tag:prod', 'tag:router', 'tag:web']);
    await expect(tags.getByRole('button', { name: 'Edit tags' })).toBeFocused();
    expect(tagsOf(tailboard, 'edge-fra-01')).toEqual(['tag:db', 'tag:prod', 'tag:router', 'tag:web']);
  });

  test('a refresh tells it in the editor, and saving asks; their version can be taken, or be overwritten', async ({
    page,
    tailboard,
  }) => {
    const tags = await openTags(page, tailboard, 'edge-fra-01');
    const field = await edit(tags);
    await field.fill('web');
    await field.press('Enter');
    tailboard.standIn.tailnet.device('edge-fra-01').tags = ['tag:db', 'tag:prod'];
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(tags).toContainText('tag:db added, tag:router removed since you opened them.');
    await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router', 'tag:web, added']);
    await tags.getByRole('button', { name: 'Save 1 change' }).click();
    await tags.getByRole('radio', { name: 'Take the server’s version' }).check();
    await tags.getByRole('button', { name: 'Take it' }).click();
    await expect(chips(tags)).toHaveText(['tag:db', 'tag:prod']);
    expect(sent(tailboard)).toBe(0);

    await edit(tags);
    await field.fill('web');
    await field.press('Enter');
    tailboard.standIn.tailnet.device('edge-fra-01').tags = ['tag:db', 'tag:mon', 'tag:prod'];
    await tags.getByRole('button', { name: 'Save 1 change' }).click();
    await tags.getByRole('radio', { name: 'Overwrite with mine' }).check();
    await tags.getByRole('button', { name: 'Overwrite and save' }).click();
    await expect(chips(tags)).toHaveText(['tag:db', 'tag:prod', 'tag:web']);
    expect(tagsOf(tailboard, 'edge-fra-01')).toEqual(['tag:db', 'tag:prod', 'tag:web']);
  });
});

test('what is staged and typed survives a reload, and leaving asks', async ({ page, tailboard }) => {
  const tags = await openTags(page, tailboard, 'edge-fra-01');
  const field = await edit(tags);
  await field.fill('web');
  await field.press('Enter');
  await field.fill('mo');
  await page.reload();
  await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router', 'tag:web, added']);
  await expect(field).toHaveValue('mo');
  await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
  await expect(page.getByRole('dialog')).toContainText('One tag change on edge-fra-01 is not saved.');
  await page.getByRole('button', { name: 'Stay' }).click();
  await expect(field).toHaveValue('mo');
});

test('a page that is reloaded while it saves finds out whether it was saved', async ({ page, tailboard }) => {
  const tags = await openTags(page, tailboard, 'edge-fra-01');
  const field = await edit(tags);
  // Held back for longer than the page waits for it.
  tailboard.standIn.fail({ endpoint: 'setTags', hang: true });
  await field.fill('web');
  await field.press('Enter');
  await tags.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router', /tag:web/]);
  await page.reload();
  await expect(tags).toContainText('The page was left while this was being saved. The server does not have it.');
  await expect(chips(tags)).toHaveText(['tag:prod', 'tag:router', 'tag:web, added']);
});

test('the keyboard alone adds a tag, mends a wrong one, and Escape closes one thing at a time', async ({
  page,
  tailboard,
}) => {
  const tags = await openTags(page, tailboard, 'edge-fra-01');
  const opener = tags.getByRole('button', { name: 'Edit tags' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const field = tags.getByRole('combobox');
  await expect(field).toBeFocused();
  await page.keyboard.type('1web');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription('tag:1web has to begin with a letter.');
  await expect(field).toHaveValue('1web');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('we');
  await page.keyboard.press('ArrowDown');
  await expect(tags.getByRole('option', { selected: true })).toContainText('tag:web');
  await expect(tags).toContainText('Enter uses tag:web.');
  await page.keyboard.press('Escape');
  await expect(tags.getByRole('listbox')).toBeHidden();
  await expect(field).toHaveValue('we');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(chips(tags).last()).toHaveText('tag:web, added');

  await page.keyboard.press('Escape');
  await expect(tags.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(tags.getByRole('button', { name: 'Remove tag:web' })).toBeFocused();
  await page.keyboard.press('Control+s');
  await expect(opener).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Saved: tag:web added.' })).toBeAttached();
  expect(tagsOf(tailboard, 'edge-fra-01')).toContain('tag:web');
});

// Colours do not hang on the width, nor the layout on the colours.
for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const)
  test.describe(`at ${width} px in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('the editor is readable with its list open and with changes staged', async ({ page, tailboard }) => {
      const tags = await openTags(page, tailboard, 'edge-fra-01');
      const field = await edit(tags);
      await tags.getByRole('button', { name: 'Remove tag:prod' }).click();
      await field.fill('web');
      await field.press('Enter');
      await field.fill('k');
      await field.press('ArrowDown');
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await field.press('Escape');
      await field.fill('');
    });
  });

test('the tags of a shared-in device are left to its owner', async ({ page, tailboard }) => {
  const tags = await openTags(page, tailboard, 'vendor-sftp');
  await expect(chips(tags)).toHaveText(['tag:sftp']);
  await expect(tags.getByRole('button')).toHaveCount(0);
});

test.describe('without the start-up link', () => {
  test.use({ live: true });

  test('the control is gone and the reason stays', async ({ page, tailboard }) => {
    const tags = await openTags(page, tailboard, 'edge-fra-01');
    await expect(tags).toContainText('Read-only');
    await expect(tags.getByRole('button')).toHaveCount(0);
  });
});
