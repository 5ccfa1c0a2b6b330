import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { openDevice } from './steps.ts';

const failedRequest = /Failed to load resource/;

/** Opens a device of the demo tailnet and gives its routes section, once its routes are there. */
async function openRoutes(page: Page, tailboard: Tailboard, name: string): Promise<Locator> {
  await openDevice(page, tailboard, name);
  return page.getByRole('region', { name: 'Subnet routes' });
}

/** What the tailnet itself has approved for a device. */
function approved(tailboard: Tailboard, name: string): readonly string[] {
  return tailboard.standIn.tailnet.device(name).enabledRoutes ?? [];
}

function row(routes: Locator, prefix: string): Locator {
  return routes.getByRole('listitem').filter({ hasText: prefix });
}

/** How many pixels the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  return await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
}

async function edit(routes: Locator): Promise<void> {
  await routes.getByRole('button', { name: 'Edit' }).click();
  await expect(routes.getByRole('checkbox').first()).toBeFocused();
}

test('approves one route, pre-approves another and withdraws a third, and the tailnet has it so', async ({
  page,
  tailboard,
}) => {
  const routes = await openRoutes(page, tailboard, 'edge-fra-01');
  await expect(row(routes, '10.0.0.0/16')).toContainText('Waiting');
  await edit(routes);
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  await routes.getByRole('checkbox', { name: '192.168.1.0/24' }).uncheck();
  await routes.getByLabel('Pre-approve a prefix').fill('10.30.0.0/16');
  await routes.getByRole('button', { name: 'Add' }).click();

  await expect(routes.getByRole('list', { name: 'Changes' }).getByRole('listitem')).toHaveText([
    /10\.0\.0\.0\/16approve/,
    /10\.30\.0\.0\/16approve/,
    /192\.168\.1\.0\/24withdraw/,
  ]);
  const worth = routes.getByRole('list', { name: 'Worth knowing' });
  await expect(worth).toContainText('Failover pair. edge-fra-02 already serves 10.0.0.0/16.');
  await expect(worth).toContainText('192.168.1.0/24 loses its only router.');
  await expect(worth).toContainText('Pre-approval of 10.30.0.0/16.');
  await expect(routes).toContainText('Replaces the whole list of approved routes.');

  await routes.getByRole('button', { name: 'Save 3 changes' }).click();
  await expect(row(routes, '10.0.0.0/16')).toContainText('Approved');
  await expect(row(routes, '10.30.0.0/16')).toContainText('Not advertised by this device');
  await expect(row(routes, '192.168.1.0/24')).toContainText('Waiting');
  await expect
    .poll(() => approved(tailboard, 'edge-fra-01'))
    .toEqual(['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '10.30.0.0/16', '::/0']);
  await expect(routes.getByRole('button', { name: 'Edit' })).toBeFocused();

  await page.reload();
  await expect(row(routes, '10.0.0.0/16')).toContainText('Approved');
  await expect(row(routes, '192.168.1.0/24')).toContainText('Waiting');
});

test.describe('when a write goes wrong', () => {
  test.use({ allowedConsole: [failedRequest] });

  test('two quick saves, the first refused: it falls away with its reason, and the other stays', async ({
    page,
    tailboard,
  }) => {
    const routes = await openRoutes(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({
      endpoint: 'setRoutes',
      status: 400,
      message: 'route 10.0.0.0/16 is reserved by policy',
      latencyMs: 2500,
    });
    await edit(routes);
    await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(row(routes, '10.0.0.0/16')).toContainText('Approving…');

    await edit(routes);
    await routes.getByRole('checkbox', { name: '192.168.1.0/24' }).uncheck();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(row(routes, '10.0.0.0/16')).toContainText('Approving…');
    await expect(row(routes, '192.168.1.0/24')).toContainText('Withdrawing…');

    const refusal = routes.getByRole('alert');
    await expect(refusal).toContainText('The server refused to approve 10.0.0.0/16 (400).');
    await expect(refusal).toContainText('route 10.0.0.0/16 is reserved by policy');
    await refusal.getByText('Details').click();
    await expect(refusal).toContainText(/Request REQ-\d{8}/);
    await expect(row(routes, '10.0.0.0/16')).toContainText('Waiting');
    await expect(row(routes, '192.168.1.0/24')).toContainText('Waiting');
    await expect.poll(() => approved(tailboard, 'edge-fra-01')).toEqual(['0.0.0.0/0', '10.20.0.0/16', '::/0']);

    await refusal.getByRole('button', { name: 'Try again' }).click();
    await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(row(routes, '10.0.0.0/16')).toContainText('Approved');
    await expect(refusal).toBeHidden();
    await expect.poll(() => approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
  });

  test('what is typed and ticked meanwhile survives the refusal of an earlier save', async ({ page, tailboard }) => {
    const routes = await openRoutes(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({ endpoint: 'setRoutes', status: 400, message: 'no', latencyMs: 2500 });
    await edit(routes);
    await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await edit(routes);
    await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();
    await routes.getByRole('checkbox', { name: 'Exit node' }).uncheck();
    await routes.getByLabel('Pre-approve a prefix').fill('10.3');

    await expect(routes.getByRole('alert')).toContainText('The server refused to approve 10.0.0.0/16 (400).');
    await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).not.toBeChecked();
    await expect(routes.getByRole('checkbox', { name: 'Exit node' })).not.toBeChecked();
    await expect(routes.getByLabel('Pre-approve a prefix')).toHaveValue('10.3');
  });

  test('an error of the server changes nothing, and the page says so after looking', async ({ page, tailboard }) => {
    const routes = await openRoutes(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({ endpoint: 'setRoutes', status: 500 });
    await edit(routes);
    await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    const refusal = routes.getByRole('alert');
    await expect(refusal).toContainText('The server failed to approve 10.0.0.0/16 (500). It was not applied');
    await expect(refusal).toContainText('internal server error');
    await expect(row(routes, '10.0.0.0/16')).toContainText('Waiting');
    await refusal.getByRole('button', { name: 'Dismiss' }).click();
    await expect(refusal).toBeHidden();
    await expect(routes.getByRole('button', { name: 'Edit' })).toBeFocused();
  });

  test('a timeout after the fact is found to have worked', async ({ page, tailboard }) => {
    const routes = await openRoutes(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({ endpoint: 'setRoutes', status: 504, after: true, latencyMs: 200 });
    await edit(routes);
    await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
    await routes.getByRole('button', { name: 'Save 1 change' }).click();
    await expect(row(routes, '10.0.0.0/16')).toContainText('Approved');
    await expect(routes.getByRole('alert')).toBeHidden();
    expect(tailboard.standIn.journal.filter(({ endpoint }) => endpoint === 'setRoutes')).toHaveLength(1);
  });

  test('a key that may not change routes is told in words', async ({ page, tailboard }) => {
    const routes = await openRoutes(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({ endpoint: 'setRoutes', status: 403 });
    await edit(routes);
    await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
    await page.keyboard.press('Control+s');
    await expect(routes.getByRole('alert')).toContainText('The key that Tailboard uses may not change routes.');
    await expect(routes.getByRole('alert')).toContainText(
      'calling actor does not have enough permissions to perform this function',
    );
  });

  test('routes that cannot be refreshed stay on screen with their age, and the rest of the page lives', async ({
    page,
    tailboard,
  }) => {
    const routes = await openRoutes(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({ endpoint: 'getRoutes', status: 503, times: 2 });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(routes).toContainText('Subnet routes could not be loaded (503).');
    await expect(routes).toContainText('Last loaded 0 s ago: 2 of 3 approved.');
    await expect(row(routes, '10.20.0.0/16')).toContainText('Approved');
    await expect(page.getByRole('region', { name: 'Tags' })).toContainText('tag:router');
    await routes.getByRole('button', { name: 'Try again' }).click();
    await expect(routes).not.toContainText('could not be loaded');
  });

  test('a server without routes is told apart from a broken one', async ({ page, tailboard }) => {
    const routes = await openRoutes(page, tailboard, 'edge-fra-01');
    tailboard.standIn.fail({ endpoint: 'getRoutes', status: 501, times: Infinity });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(routes).toContainText('This server does not offer subnet routes (501).');
    await expect(routes.getByRole('button', { name: 'Edit' })).toBeHidden();
  });
});

test('the strip at the top of the page opens the editor', async ({ page, tailboard }) => {
  const routes = await openRoutes(page, tailboard, 'edge-fra-01');
  await page.getByRole('button', { name: 'Review route' }).click();
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeFocused();
  await routes.getByRole('button', { name: 'Discard' }).click();
  await expect(routes.getByRole('button', { name: 'Edit' })).toBeFocused();
  await page.getByRole('button', { name: 'Review route' }).click();
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeFocused();
});

test('the keyboard alone approves a route, and Escape asks before it throws anything away', async ({
  page,
  tailboard,
}) => {
  const routes = await openRoutes(page, tailboard, 'edge-fra-01');
  const openEditor = routes.getByRole('button', { name: 'Edit' });
  await openEditor.focus();
  await page.keyboard.press('Enter');
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(openEditor).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await expect(routes.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeFocused();
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();

  await page.keyboard.press('Control+s');
  await expect(openEditor).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Saved: 10.0.0.0/16 approved.' })).toBeAttached();
  await expect(row(routes, '10.0.0.0/16')).toContainText('Approved');
  expect(approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
});

test('a prefix with host bits is mended with one press, and no text is lost on the way', async ({
  page,
  tailboard,
}) => {
  const routes = await openRoutes(page, tailboard, 'edge-fra-01');
  await edit(routes);
  const field = routes.getByLabel('Pre-approve a prefix');
  await field.fill('10.30.0.5/16');
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription(/10\.30\.0\.5\/16 has host bits set\. Use 10\.30\.0\.0\/16\./);
  await expect(field).toHaveValue('10.30.0.5/16');
  await routes.getByRole('button', { name: 'Use 10.30.0.0/16' }).click();
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+s');
  await expect(field).toHaveAccessibleDescription('Add 10.30.0.0/16, or clear the field, before saving.');
  await field.press('Enter');
  await expect(field).toHaveValue('');
  await expect(routes.getByRole('checkbox', { name: '10.30.0.0/16' })).toBeChecked();
  await field.fill('::/0');
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription('::/0 is one half of the exit node. Tick Exit node instead.');
  await field.fill('');
  await page.keyboard.press('Control+s');
  await expect.poll(() => approved(tailboard, 'edge-fra-01')).toContain('10.30.0.0/16');
});

test('the exit node is one row that moves both of its routes', async ({ page, tailboard }) => {
  const routes = await openRoutes(page, tailboard, 'exit-syd-01');
  await expect(routes).toContainText('Exit node');
  await expect(routes).toContainText('Waiting');
  await edit(routes);
  await routes.getByRole('checkbox', { name: 'Exit node' }).check();
  await routes.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(routes).toContainText('Approved');
  await expect.poll(() => approved(tailboard, 'exit-syd-01')).toEqual(['0.0.0.0/0', '::/0']);
});

test('what someone else changes meanwhile is told, and saving asks what to keep', async ({ page, tailboard }) => {
  const routes = await openRoutes(page, tailboard, 'edge-fra-01');
  await edit(routes);
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  const device = tailboard.standIn.tailnet.device('edge-fra-01');
  device.enabledRoutes = [...(device.enabledRoutes ?? []), '10.30.0.0/16'];
  device.advertisedRoutes = [...(device.advertisedRoutes ?? []), '10.50.0.0/16'];
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(routes).toContainText('10.30.0.0/16 was approved by someone else meanwhile. Saving asks what to keep.');
  await expect(routes).toContainText('10.50.0.0/16 is newly advertised. It is not ticked.');
  await expect(routes.getByRole('checkbox', { name: '10.50.0.0/16' })).not.toBeChecked();
  await routes.getByRole('button', { name: 'Save 1 change' }).click();
  await routes.getByRole('button', { name: 'Merge and save' }).click();
  await expect(row(routes, '10.0.0.0/16')).toContainText('Approved');
  await expect.poll(() => approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
  expect(approved(tailboard, 'edge-fra-01')).toContain('10.30.0.0/16');
});

test('a draft survives a reload, and going offline turns saving off with the reason', async ({
  page,
  context,
  tailboard,
}) => {
  const routes = await openRoutes(page, tailboard, 'edge-fra-01');
  await edit(routes);
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  await routes.getByLabel('Pre-approve a prefix').fill('10.99.');
  await page.reload();
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();
  await expect(routes.getByLabel('Pre-approve a prefix')).toHaveValue('10.99.');
  await routes.getByLabel('Pre-approve a prefix').fill('');

  await context.setOffline(true);
  const save = routes.getByRole('button', { name: 'Save 1 change' });
  await expect(save).toBeDisabled();
  await expect(routes).toContainText('You are offline. Saving is off until the connection is back.');
  await context.setOffline(false);
  await expect(save).toBeEnabled();
});

test('leaving the page before a change was sent asks, and what was not sent is offered again', async ({
  page,
  tailboard,
}) => {
  const routes = await openRoutes(page, tailboard, 'edge-fra-01');
  await edit(routes);
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  // The reading before it is held back for longer than the page waits for it.
  tailboard.standIn.fail({ endpoint: 'getRoutes', hang: true });
  await routes.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(row(routes, '10.0.0.0/16')).toContainText('Approving…');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await expect(routes).toContainText('The page was left while this was being saved. The server does not have it.');
  await routes.getByRole('button', { name: 'Try again' }).click();
  await expect(routes.getByRole('checkbox', { name: '10.0.0.0/16' })).toBeChecked();
  await routes.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(row(routes, '10.0.0.0/16')).toContainText('Approved');
  expect(approved(tailboard, 'edge-fra-01')).toContain('10.0.0.0/16');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByText('The page was left before it was sent.', { exact: true })).toBeVisible();
});

test('the request can be copied as a command that holds no key', async ({ page, context, tailboard }) => {
  await context.grantPermissions(['clipboard-write']);
  const routes = await openRoutes(page, tailboard, 'edge-fra-01');
  await edit(routes);
  await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
  await routes.getByRole('button', { name: 'Copy as curl' }).click();
  const { nodeId } = tailboard.standIn.tailnet.device('edge-fra-01');
  // The page itself may not read the clipboard, so it is pasted as a person would.
  const field = routes.getByLabel('Pre-approve a prefix');
  await field.press('Control+v');
  await expect(field).toHaveValue(new RegExp(`https://api\\.tailscale\\.com/api/v2/device/${nodeId}/routes`));
  await expect(field).toHaveValue(/"Authorization: Bearer \$\w+_API_KEY"/);
  await expect(field).toHaveValue(
    /\["10\.0\.0\.0\/16","10\.20\.0\.0\/16","192\.168\.1\.0\/24","0\.0\.0\.0\/0","::\/0"\]/,
  );
});

test('a device without routes says how to advertise one and can still be given one', async ({ page, tailboard }) => {
  const routes = await openRoutes(page, tailboard, 'bastion');
  await expect(routes).toContainText('This device advertises no routes.');
  await edit(routes);
  await routes.getByLabel('Pre-approve a prefix').fill('fd00:30::/64');
  await routes.getByRole('button', { name: 'Add' }).click();
  await routes.getByRole('button', { name: 'Save 1 change' }).click();
  await expect(row(routes, 'fd00:30::/64')).toContainText('Not advertised by this device');
  await expect(routes).toContainText('tailscale set --advertise-routes=fd00:30::/64');
  await expect.poll(() => approved(tailboard, 'bastion')).toEqual(['fd00:30::/64']);
});

test('the routes of a shared-in device are left to its owner', async ({ page, tailboard }) => {
  const routes = await openRoutes(page, tailboard, 'vendor-sftp');
  await expect(routes).toContainText("Its routes are its owner's business.");
  await expect(routes.getByRole('button')).toHaveCount(0);
});

test.describe('without the start-up link', () => {
  test.use({ live: true });

  test('the controls are gone and the reason stays', async ({ page, tailboard }) => {
    const routes = await openRoutes(page, tailboard, 'edge-fra-01');
    await expect(routes).toContainText('Read-only');
    await expect(routes).toContainText('Open the link printed at start-up to make changes.');
    await expect(routes.getByRole('button', { name: 'Edit' })).toBeHidden();
  });
});

// Colours do not hang on the width, nor the layout on the colours.
for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 320],
] as const) {
  test.describe(`in ${colorScheme}, ${width} px wide`, () => {
    test.use({ allowedConsole: [failedRequest], colorScheme, viewport: { width, height: 900 } });

    test('axe finds nothing in the editor, its mistakes and a refusal, and nothing is cut off', async ({
      page,
      tailboard,
    }) => {
      const routes = await openRoutes(page, tailboard, 'edge-fra-01');
      await edit(routes);
      await routes.getByRole('checkbox', { name: '10.0.0.0/16' }).check();
      await routes.getByRole('checkbox', { name: '192.168.1.0/24' }).uncheck();
      await routes.getByLabel('Pre-approve a prefix').fill('fd7a:115c:a1e0:b1a:0:1:a00:5/112');
      await routes.getByRole('button', { name: 'Add' }).click();
      await expectAccessible(page);
      await routes.getByRole('button', { name: /^Use fd7a/ }).click();
      await routes.getByRole('button', { name: 'Add' }).click();
      await expect(routes.getByRole('button', { name: 'Save 3 changes' })).toBeVisible();
      await expectAccessible(page);
      expect(await overflow(page)).toBeLessThanOrEqual(0);

      tailboard.standIn.fail({ endpoint: 'setRoutes', status: 400, message: 'invalid Prefix' });
      await routes.getByRole('button', { name: 'Save 3 changes' }).click();
      await expect(routes.getByRole('alert')).toContainText('invalid Prefix');
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  });
}
