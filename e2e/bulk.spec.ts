import { expect, test } from './fixtures.ts';
import { expectCursorAt, grid, openDevices, row } from './steps.ts';
import type { Page } from '@playwright/test';

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Bulk actions' });
const review = (page: Page) => page.getByRole('complementary', { name: /^Review/ });
const selectedRows = (page: Page) => grid(page).getByRole('row', { selected: true });
const box = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true });

test('devices are selected by click, by range, by keyboard and as all of a filter; the selection stays until let go', async ({
  page,
  tailboard,
}) => {
  await openDevices(page, '/devices?filter=tag:prod');
  await row(page, 'db-prod-01').hover();
  await box(page, 'db-prod-01').click();
  await expect(bar(page)).toContainText('1 selected');
  await box(page, 'db-replica-03').click({ modifiers: ['Shift'] });
  await expect(selectedRows(page)).toHaveCount(3);
  await expect(page.getByRole('checkbox', { name: /^Select all/ })).toHaveJSProperty('indeterminate', true);

  await expectCursorAt(page, 'db-replica-03');
  await grid(page).focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(selectedRows(page)).toHaveCount(4);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  await expect(bar(page)).toContainText('5 selected');
  await expect(page.locator('#announcer')).toHaveText('5 selected.');

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('change tags');
  await expect(page.getByRole('option', { name: 'Change tags 5 selected devices' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(review(page)).toContainText('on 5 of 5');
  await review(page).getByRole('button', { name: 'Close the review' }).click();

  await page.getByRole('columnheader', { name: 'State' }).getByRole('button').click();
  await expect(selectedRows(page)).toHaveCount(5);
  await page.getByRole('combobox', { name: 'Filter devices' }).fill('edge');
  await expect(bar(page)).toContainText('5 selected, 3 not in this filter');
  await bar(page)
    .getByRole('button', { name: /^All \d+ in this filter$/ })
    .click();
  await expect(page.getByRole('checkbox', { name: /^Select all/ })).toBeChecked();

  const gone = tailboard.standIn.tailnet.device('db-prod-01');
  await tailboard.standIn.fetch(
    new Request(`https://api.tailscale.com/api/v2/device/${gone.nodeId}`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer x' },
    }),
  );
  const before = Number.parseInt((await bar(page).textContent()) ?? '', 10);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(bar(page)).toContainText(`${before - 1} selected`);

  await grid(page).focus();
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Filter devices' })).toHaveValue('edge');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Filter devices' })).toHaveValue('');
});

const item = (page: Page, name: string) =>
  review(page)
    .getByRole('listitem')
    .filter({ has: page.getByText(name, { exact: true }) });

async function select(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) {
    await row(page, name).hover();
    await box(page, name).click();
  }
}

test.describe('a bulk change', () => {
  test.use({ allowedConsole: [/the server responded with a status of (400|429|504)/] });

  test('is reviewed device by device, applied, retried, reported and taken back', async ({ page, tailboard }) => {
    const { standIn } = tailboard;
    await openDevices(page);
    await select(page, 'db-prod-01', 'db-prod-02', 'k8s-node-a2', 'amelie-mbp');
    await page.getByRole('combobox', { name: 'Filter devices' }).fill('status:external');
    await expect(bar(page)).toContainText('4 selected, 4 not in this filter');
    await bar(page).getByRole('button', { name: 'All 2 in this filter' }).click();
    await page.getByRole('button', { name: 'Clear filter' }).click();

    await bar(page).getByRole('button', { name: 'Tags' }).click();
    await page.getByRole('combobox', { name: 'Add a tag' }).fill('monitored');
    await page.keyboard.press('Enter');
    await expect(review(page)).toHaveAccessibleName('Review 4 changes');
    await page.getByRole('combobox', { name: 'Add a tag' }).fill('web');
    const apply = review(page).getByRole('button', { name: 'Apply 4 changes' });
    await expect(apply).toHaveAccessibleDescription(/Press Enter to add what is typed, or clear the field\./);
    await page.getByRole('combobox', { name: 'Add a tag' }).fill('');
    await expect(item(page, 'db-prod-01')).toContainText('+monitored');
    await expect(review(page)).toContainText('Shared in from another tailnet; only its owner can change it.');
    await expect(review(page)).toContainText('1 device belongs to a person now.');
    const before = standIn.journal.filter(({ method }) => method !== 'GET').length;
    expect(before).toBe(0);

    standIn.fail({
      endpoint: 'setTags',
      deviceId: standIn.tailnet.device('k8s-node-a2').nodeId ?? '',
      status: 400,
      message: 'requested tags [tag:monitored] are invalid or not permitted',
    });
    await review(page).getByRole('button', { name: 'Apply 4 changes' }).click();
    await expect(review(page)).toContainText('4 of 4 answered. 3 applied, 1 failed');
    await expect(item(page, 'k8s-node-a2')).toContainText(
      'requested tags [tag:monitored] are invalid or not permitted',
    );
    await expect(row(page, 'db-prod-01')).toContainText('tag:monitored');

    await review(page).getByRole('button', { name: 'Retry 1 failed' }).click();
    await expect(review(page)).toContainText('4 of 4 answered. 4 applied');
    await review(page).getByRole('button', { name: 'Copy report' }).click();
    // The page itself may not read the clipboard, so it is pasted as a person would.
    await expect(page.locator('#announcer')).toHaveText('Copied.');
    const filter = page.getByRole('combobox', { name: 'Filter devices' });
    await filter.focus();
    await page.keyboard.press('ControlOrMeta+v');
    await expect(filter).toHaveValue(/- k8s-node-a2: \+ `tag:monitored`: applied/);
    await expect(filter).toHaveValue(/### Left out/);
    await expect(page).toHaveURL(/filter=/);
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/\/devices$/);

    await page
      .getByRole('link', { name: /^Activity/ })
      .first()
      .click();
    const entry = page.getByRole('list', { name: 'Changes, newest first' }).getByRole('listitem').first();
    await expect(entry).toContainText('Tags changed on 4 devices');
    await entry.getByRole('button', { name: '4 applied' }).click();
    await expect(entry.getByRole('link', { name: 'k8s-node-a2' })).toBeVisible();
    await entry.getByRole('button', { name: /^Undo/ }).click();
    await expect(review(page)).toContainText('A tagged device stays tagged until it signs in without tags.');
    await review(page).getByRole('button', { name: 'Undo 3 changes' }).click();
    await expect(review(page)).toContainText('3 of 3 answered. 3 applied');
    expect(standIn.tailnet.device('db-prod-01').tags).not.toContain('tag:monitored');
    expect(standIn.tailnet.device('amelie-mbp').tags).toContain('tag:monitored');
    await review(page).getByRole('button', { name: 'Close', exact: true }).click();
    await expect(review(page)).toBeHidden();
  });

  test('waits as long as the server says, is stopped, also to be taken back, and asks before the page is left', async ({
    page,
    tailboard,
  }) => {
    const { standIn } = tailboard;
    standIn.fail({ endpoint: 'setKeyExpiry', status: 429, headers: { 'retry-after': '30' }, skip: 1, times: Infinity });
    await openDevices(page, '/devices?filter=tag:prod');
    await grid(page).focus();
    await page.keyboard.press('Control+a');
    await bar(page).getByRole('button', { name: 'Key expiry' }).click();
    await review(page).getByRole('radio', { name: 'Expiry on' }).check();
    await review(page)
      .getByRole('button', { name: /^Apply/ })
      .click();
    await expect(review(page)).toContainText('The server asked Tailboard to slow down. Trying again in 30 s.');

    await page
      .getByRole('link', { name: /^Activity/ })
      .first()
      .click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await expect(question).toContainText('devices is under way. Leaving stops it after what is being sent.');
    await question.getByRole('button', { name: 'Stay' }).click();
    await review(page).getByRole('button', { name: /^Stop/ }).click();
    await expect(review(page)).toContainText('not sent');
    await review(page)
      .getByRole('button', { name: /^Send the other/ })
      .click();
    await expect(review(page).getByRole('button', { name: /^Stop/ })).toBeVisible();
    await review(page).getByRole('button', { name: 'Undo 1 applied' }).click();
    await expect(review(page)).toHaveAccessibleName('Review 1 change');
    await expect(review(page)).toContainText('Take it back where it was applied, over what each device has now.');
    await page.keyboard.press('Escape');
    await expect(review(page)).toBeHidden();
  });

  test('that deletes says what breaks and wants the number typed', async ({ page, tailboard }) => {
    await openDevices(page, '/devices?filter=edge');
    await grid(page).focus();
    await page.keyboard.press('Control+a');
    await bar(page).getByRole('button', { name: 'Delete' }).click();
    await expect(review(page)).toContainText('lose their only router.');
    const apply = review(page).getByRole('button', { name: 'Delete 4 devices' });
    await expect(apply).toHaveAttribute('aria-disabled', 'true');
    await box(page, 'edge-nyc-01').click();
    await review(page).getByRole('textbox').fill('3');
    await review(page).getByRole('button', { name: 'Delete 3 devices' }).click();
    await expect(review(page)).toContainText('3 of 3 answered. 3 applied');
    await expect(row(page, 'edge-fra-01')).toBeHidden();
    await expect(row(page, 'edge-nyc-01')).toBeVisible();
    await expect(bar(page)).toBeHidden();
    expect(tailboard.standIn.tailnet.devices()).toHaveLength(31);
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a press on Select lets a tap select instead of open', async ({ page }) => {
    await openDevices(page);
    await page.getByRole('button', { name: 'Select, order, views, export' }).tap();
    await page.getByRole('menuitem', { name: 'Select devices' }).tap();
    await row(page, 'bastion').tap();
    await expect(bar(page)).toContainText('1 selected');
    await expect(selectedRows(page)).toHaveCount(1);
    await bar(page).getByRole('button', { name: 'Clear selection' }).tap();
    await expect(bar(page)).toBeHidden();
    await row(page, 'bastion').tap();
    await expect(page.getByRole('heading', { level: 1, name: 'bastion' })).toBeVisible();
  });
});

test.describe('ten thousand devices', () => {
  test.use({ devices: 10_000 });

  test('are selected at once, and judged one by one before anything is sent', async ({ page, tailboard }) => {
    await openDevices(page);
    await grid(page).focus();
    await page.keyboard.press('Control+a');
    await expect(bar(page)).toContainText('10000 selected');
    await expect(page.getByRole('checkbox', { name: /^Select all/ })).toBeChecked();
    await bar(page).getByRole('button', { name: 'Key expiry' }).click();
    await expect(review(page)).toHaveAccessibleName(/^Review \d{4} changes$/);
    const [, changes = ''] =
      /^Review (\d+)/.exec((await review(page).getByRole('heading').first().textContent()) ?? '') ?? [];
    await expect(review(page).getByRole('button', { name: `Apply ${changes} changes` })).toBeEnabled();
    await expect(review(page).getByRole('listitem').first()).toHaveAttribute('aria-setsize', '10000');
    expect(tailboard.standIn.journal.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
