import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, stayBelow, test } from './fixtures.ts';
import { openDevice } from './steps.ts';

const name = 'edge-fra-01';
const failedRequest = /Failed to load resource/;
const question = 'Someone else changed this since you opened it. Nothing has been saved. Choose what to keep.';

async function openRoutes(page: Page, tailboard: Tailboard): Promise<Locator> {
  await openDevice(page, tailboard, name);
  return page.getByRole('region', { name: 'Subnet routes' });
}

/** Opens the editor and stages: approve 10.0.0.0/16, withdraw 192.168.1.0/24. */
async function stageTwo(routes: Locator): Promise<void> {
  await routes.getByRole('button', { name: 'Edit' }).click();
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  await routes.getByRole('checkbox', { name: '192.168.1.0/24' }).uncheck();
}

async function preApprove(routes: Locator, prefix: string): Promise<void> {
  await routes.getByRole('button', { name: 'Edit' }).click();
  await routes.getByLabel('Pre-approve a prefix').fill(prefix);
  await routes.getByRole('button', { name: 'Add' }).click();
}

/** What someone else does who does not use this page. */
function elsewhere({ standIn }: Tailboard, change: (enabled: readonly string[]) => string[]): void {
  const device = standIn.tailnet.device(name);
  device.enabledRoutes = change(device.enabledRoutes ?? []);
}

function approved({ standIn }: Tailboard): readonly string[] {
  return standIn.tailnet.device(name).enabledRoutes ?? [];
}

/** How many writes of routes reached the tailnet. */
function writes({ standIn }: Tailboard): number {
  return standIn.journal.filter(({ endpoint }) => endpoint === 'setRoutes').length;
}

function conflict(section: Locator): Locator {
  return section.getByRole('group', { name: 'Conflict' });
}

/** The cells of one row of the comparison: opened, server now, yours. */
function cells(section: Locator, unit: string): Locator {
  return section
    .getByRole('row')
    .filter({ has: section.page().getByRole('rowheader', { name: unit, exact: true }) })
    .getByRole('cell');
}

/** Stages two changes, while someone else approves 10.30.0.0/16 behind the page's back, and saves. */
async function meetConflict(page: Page, tailboard: Tailboard): Promise<Locator> {
  const routes = await openRoutes(page, tailboard);
  await stageTwo(routes);
  elsewhere(tailboard, (enabled) => [...enabled, '10.30.0.0/16']);
  await routes.getByRole('button', { name: 'Save 2 changes' }).click();
  await expect(conflict(routes)).toContainText(question);
  return routes;
}

/** A second person with a browser of their own. */
async function secondPerson(page: Page, { home }: Tailboard, now: number): Promise<Page> {
  const context = await page.context().browser()?.newContext();
  if (context !== undefined) stayBelow(home, context);
  const other = await context?.newPage();
  if (other === undefined) throw new Error('There is no browser for a second person.');
  await other.clock.setFixedTime(now);
  return other;
}

/** Of two sections, the one whose save was asked about comes last. */
async function whoWasAsked(one: Locator, other: Locator): Promise<readonly [winner: Locator, loser: Locator]> {
  const asked = async () => [await conflict(one).count(), await conflict(other).count()].join(' ');
  await expect.poll(asked).toMatch(/1 0|0 1/);
  return (await conflict(one).count()) > 0 ? [other, one] : [one, other];
}

test.describe('two people save at the same moment', () => {
  // The one who comes second is refused with 412.
  test.use({ allowedConsole: [failedRequest] });

  test('routes: one is asked, nothing is lost, and both see both changes', async ({ page, now, tailboard }) => {
    const mine = await openRoutes(page, tailboard);
    const theirs = await openRoutes(await secondPerson(page, tailboard, now), tailboard);
    await stageTwo(mine);
    await preApprove(theirs, '10.30.0.0/16');
    await Promise.all([
      mine.getByRole('button', { name: 'Save 2 changes' }).click(),
      theirs.getByRole('button', { name: 'Save 1 change' }).click(),
    ]);
    const [winner, loser] = await whoWasAsked(mine, theirs);
    await loser.getByRole('button', { name: 'Merge and save' }).click();

    const both = ['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '10.30.0.0/16', '::/0'];
    await expect.poll(() => approved(tailboard)).toEqual(both);
    await winner.page().getByRole('button', { name: 'Refresh' }).click();
    for (const routes of [winner, loser]) {
      for (const prefix of ['10.0.0.0/16', '10.30.0.0/16'])
        await expect(routes.getByRole('listitem').filter({ hasText: prefix })).toContainText('Approved');
      await expect(routes.getByRole('listitem').filter({ hasText: '192.168.1.0/24' })).toContainText('Waiting');
    }
    await theirs.page().context().close();
  });

  test('tags: one is asked, nothing is lost, and both see both changes', async ({ page, now, tailboard }) => {
    const tagsOn = async (of: Page, tag: string) => {
      await openRoutes(of, tailboard);
      const tags = of.getByRole('region', { name: 'Tags', exact: true });
      await tags.getByRole('button', { name: 'Edit tags' }).click();
      const field = tags.getByRole('combobox', { name: 'Add a tag' });
      await field.fill(tag);
      await field.press('Enter');
      return tags;
    };
    const mine = await tagsOn(page, 'web');
    const theirs = await tagsOn(await secondPerson(page, tailboard, now), 'db');
    await Promise.all([mine, theirs].map((tags) => tags.getByRole('button', { name: 'Save 1 change' }).click()));
    const [winner, loser] = await whoWasAsked(mine, theirs);
    await loser.getByRole('button', { name: 'Merge and save' }).click();
    await expect
      .poll(() => tailboard.standIn.tailnet.device(name).tags)
      .toEqual(['tag:db', 'tag:prod', 'tag:router', 'tag:web']);
    await winner.page().getByRole('button', { name: 'Refresh' }).click();
    for (const tags of [winner, loser])
      await expect(tags.getByRole('list', { name: 'Tags', exact: true }).getByRole('listitem')).toHaveText([
        'tag:db',
        'tag:prod',
        'tag:router',
        'tag:web',
      ]);
    await theirs.page().context().close();
  });
});

test('the three versions stand side by side, and merging keeps both changes', async ({ page, tailboard }) => {
  const routes = await meetConflict(page, tailboard);
  expect(writes(tailboard)).toBe(0);
  await expect(page.getByRole('status').filter({ hasText: question })).toBeAttached();
  await expect(cells(routes, '10.0.0.0/16')).toHaveText(['–No', '–No', 'Yes, changed by you']);
  await expect(cells(routes, '10.20.0.0/16')).toHaveText(['Yes', 'Yes', 'Yes']);
  await expect(cells(routes, '10.30.0.0/16')).toHaveText(['–No', 'Yes, changed by someone else', '–No']);
  await expect(cells(routes, '192.168.1.0/24')).toHaveText(['Yes', 'Yes', '–No, changed by you']);
  await expect(cells(routes, 'Exit node')).toHaveText(['Yes', 'Yes', 'Yes']);
  const merge = routes.getByRole('radio', { name: 'Merge: apply my 2 changes to the server’s version' });
  await expect(merge).toBeChecked();
  await expect(merge).toHaveAccessibleDescription(
    'Keeps 10.30.0.0/16, approves 10.0.0.0/16, withdraws 192.168.1.0/24.',
  );
  await routes.getByRole('button', { name: 'Request body' }).click();
  await expect(routes.locator('pre')).toHaveText(
    /"10\.0\.0\.0\/16",\s+"10\.20\.0\.0\/16",\s+"10\.30\.0\.0\/16",\s+"0\.0\.0\.0\/0",\s+"::\/0"/,
  );
  await routes.getByRole('button', { name: 'Merge and save' }).click();
  await expect(conflict(routes)).toBeHidden();
  await expect
    .poll(() => approved(tailboard))
    .toEqual(['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '10.30.0.0/16', '::/0']);
  await expect(routes.getByRole('button', { name: 'Edit' })).toBeFocused();
});

test('taking the version of the server sends nothing and drops the draft', async ({ page, tailboard }) => {
  const routes = await meetConflict(page, tailboard);
  const take = routes.getByRole('radio', { name: 'Take the server’s version' });
  await take.check();
  await expect(take).toHaveAccessibleDescription('My 2 changes are discarded.');
  await expect(conflict(routes)).toContainText('Nothing is sent.');
  await routes.getByRole('button', { name: 'Take it' }).click();
  await expect(routes.getByRole('listitem').filter({ hasText: '10.30.0.0/16' })).toContainText('Approved');
  await expect(routes.getByRole('listitem').filter({ hasText: '10.0.0.0/16' })).toContainText('Waiting');
  await page.reload();
  await expect(routes.getByRole('button', { name: 'Edit' })).toBeVisible();
  expect(writes(tailboard)).toBe(0);
});

test('overwriting makes the list exactly mine', async ({ page, tailboard }) => {
  const routes = await meetConflict(page, tailboard);
  const overwrite = routes.getByRole('radio', { name: 'Overwrite with mine' });
  await overwrite.check();
  await expect(overwrite).toHaveAccessibleDescription('10.30.0.0/16, approved since you opened this, is withdrawn.');
  await routes.getByRole('button', { name: 'Overwrite and save' }).click();
  await expect.poll(() => approved(tailboard)).toEqual(['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '::/0']);
  await expect(conflict(routes)).toBeHidden();
});

test('a conflict outlives a reload, and another change from elsewhere renews its table', async ({
  page,
  tailboard,
}) => {
  const routes = await meetConflict(page, tailboard);
  await page.reload();
  await expect(conflict(routes)).toContainText(question);
  elsewhere(tailboard, (enabled) => enabled.filter((route) => route !== '10.20.0.0/16'));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(cells(routes, '10.20.0.0/16')).toHaveText(['Yes', '–No, changed by someone else', 'Yes']);
  await expect(routes.getByRole('radio', { name: /^Merge/ })).toHaveAccessibleDescription(
    'Keeps 10.30.0.0/16, leaves 10.20.0.0/16 withdrawn, approves 10.0.0.0/16, withdraws 192.168.1.0/24.',
  );
  // One more that the page has not seen when it is saved: it is asked about, too.
  elsewhere(tailboard, (enabled) => [...enabled, '10.40.0.0/16']);
  await routes.getByRole('button', { name: 'Merge and save' }).click();
  await expect(cells(routes, '10.40.0.0/16')).toHaveText(['–No', 'Yes, changed by someone else', '–No']);
  expect(writes(tailboard)).toBe(0);
  await routes.getByRole('button', { name: 'Merge and save' }).click();
  await expect
    .poll(() => approved(tailboard))
    .toEqual(['0.0.0.0/0', '10.0.0.0/16', '10.30.0.0/16', '10.40.0.0/16', '::/0']);
});

test('what others did is no conflict when it is what I want, or only advertised', async ({ page, tailboard }) => {
  const routes = await openRoutes(page, tailboard);
  await stageTwo(routes);
  const device = tailboard.standIn.tailnet.device(name);
  elsewhere(tailboard, (enabled) => [...enabled, '10.0.0.0/16']);
  device.advertisedRoutes = [...(device.advertisedRoutes ?? []), '10.50.0.0/16'];
  await routes.getByRole('button', { name: 'Save 2 changes' }).click();
  await expect.poll(() => approved(tailboard)).toEqual(['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '::/0']);
  await expect(routes.getByRole('listitem').filter({ hasText: '10.50.0.0/16' })).toContainText('Waiting');
  await expect(conflict(routes)).toBeHidden();
});

test('what this page did itself meanwhile is no conflict', async ({ page, tailboard }) => {
  const routes = await openRoutes(page, tailboard);
  tailboard.standIn.fail({ endpoint: 'setRoutes', latencyMs: 1500 });
  await preApprove(routes, '10.30.0.0/16');
  await routes.getByRole('button', { name: 'Save 1 change' }).click();
  await stageTwo(routes);
  await routes.getByRole('button', { name: 'Save 2 changes' }).click();
  await expect
    .poll(() => approved(tailboard))
    .toEqual(['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '10.30.0.0/16', '::/0']);
  await expect(conflict(routes)).toBeHidden();
});

test('taking a withdrawal back over what others approved since asks on the page of the device', async ({
  page,
  tailboard,
}) => {
  const routes = await openRoutes(page, tailboard);
  await routes.getByRole('button', { name: 'Edit' }).click();
  await routes.getByRole('checkbox', { name: '192.168.1.0/24' }).uncheck();
  await routes.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(routes.getByRole('listitem').filter({ hasText: '192.168.1.0/24' })).toContainText('Waiting');
  elsewhere(tailboard, (enabled) => [...enabled, '10.30.0.0/16']);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
  const entry = page.getByRole('list', { name: 'Changes, newest first' }).locator('> li').first();
  await entry.getByRole('button', { name: /^Undo/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(entry).toContainText('It was changed again since, so nothing was sent.');
  expect(approved(tailboard)).not.toContain('192.168.1.0/24');

  await page.goBack();
  await expect(conflict(routes)).toContainText(question);
  await routes.getByRole('button', { name: 'Merge and save' }).click();
  await expect.poll(() => approved(tailboard)).toContain('192.168.1.0/24');
  expect(approved(tailboard)).toContain('10.30.0.0/16');

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
  const changes = page.getByRole('list', { name: 'Changes, newest first' }).locator('> li');
  await expect(changes).toHaveCount(2);
  await expect(changes.last()).toContainText('Undone');
  await expect(changes.last().getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await expect(changes.first()).toContainText(', undoing ');
});

test('the keyboard alone goes through a conflict', async ({ page, tailboard }) => {
  const routes = await openRoutes(page, tailboard);
  const openEditor = routes.getByRole('button', { name: 'Edit' });
  await openEditor.focus();
  await page.keyboard.press('Enter');
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeFocused();
  await page.keyboard.press('Space');
  elsewhere(tailboard, (enabled) => [...enabled, '10.30.0.0/16']);
  await page.keyboard.press('Control+s');
  await expect(routes.getByRole('radio', { name: 'Merge: apply my change to the server’s version' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(routes.getByRole('radio', { name: 'Overwrite with mine' })).toBeChecked();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+s');
  await expect(openEditor).toBeFocused();
  await expect.poll(() => approved(tailboard)).toContain('10.0.0.0/16');
  expect(approved(tailboard)).toContain('10.30.0.0/16');
});

test.describe('between the reading of the page and that of the proxy', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('a change from elsewhere is refused by the proxy with 412 and asked about', async ({ page, tailboard }) => {
    const routes = await openRoutes(page, tailboard);
    await stageTwo(routes);
    // The page reads what was there a moment before the change; the proxy's own reading comes a moment after it.
    const { advertisedRoutes, enabledRoutes } = tailboard.standIn.tailnet.device(name);
    const seen = structuredClone({ advertisedRoutes, enabledRoutes });
    elsewhere(tailboard, (enabled) => [...enabled, '10.30.0.0/16']);
    tailboard.standIn.fail({ endpoint: 'getRoutes', json: seen });
    await routes.getByRole('button', { name: 'Save 2 changes' }).click();
    await expect(cells(routes, '10.30.0.0/16')).toHaveText(['–No', 'Yes, changed by someone else', '–No']);
    expect(writes(tailboard)).toBe(0);
    await routes.getByRole('button', { name: 'Merge and save' }).click();
    await expect
      .poll(() => approved(tailboard))
      .toEqual(['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '10.30.0.0/16', '::/0']);
  });
});

// Colours do not hang on the width, nor the layout on the colours.
for (const [colorScheme, width] of [
  ['dark', 1440],
  ['light', 390],
] as const) {
  test.describe(`in ${colorScheme}, ${width} px wide`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('axe finds nothing in a conflict, and nothing is cut off', async ({ page, tailboard }) => {
      const routes = await meetConflict(page, tailboard);
      await expectAccessible(page);
      await routes.getByRole('radio', { name: 'Take the server’s version' }).check();
      await expectAccessible(page);
      const beyond = await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
      expect(beyond).toBeLessThanOrEqual(0);
    });
  });
}
