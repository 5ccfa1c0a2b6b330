import type { Locator, Page } from '@playwright/test';
import { type Tailboard, expect, test } from './fixtures.ts';

test.use({ allowedConsole: [/Failed to load resource/] });

const name = 'edge-fra-01';
const prefix = '10.0.0.0/16';
const second = 1000;

/** Opens the routes of a router with three of them, of which one waits. */
async function openRoutes(page: Page, tailboard: Tailboard): Promise<Locator> {
  await page.goto(`/devices/${tailboard.standIn.tailnet.device(name).nodeId}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return page.getByRole('region', { name: 'Subnet routes' });
}

async function stage(routes: Locator): Promise<Locator> {
  await routes.getByRole('button', { name: 'Edit' }).click();
  await routes.getByRole('checkbox', { name: prefix }).check();
  return routes.getByRole('button', { name: 'Save 1 change' });
}

function state(routes: Locator): Locator {
  return routes.getByRole('listitem').filter({ hasText: prefix });
}

/** The bodies of the writes that reached the tailnet's API. */
function writes({ standIn }: Tailboard): readonly (string | null)[] {
  return standIn.journal.flatMap(({ endpoint, body }) => (endpoint === 'setRoutes' ? [body] : []));
}

function approved({ standIn }: Tailboard): readonly string[] {
  return standIn.tailnet.device(name).enabledRoutes ?? [];
}

test('pressed twice, Save sends once', async ({ page, tailboard }) => {
  const routes = await openRoutes(page, tailboard);
  tailboard.standIn.fail({ endpoint: 'setRoutes', latencyMs: 300 });
  await (await stage(routes)).dblclick();
  await expect(state(routes)).toContainText('Approved');
  expect(writes(tailboard)).toHaveLength(1);

  tailboard.standIn.fail({ endpoint: 'setRoutes', latencyMs: 300 });
  await routes.getByRole('button', { name: 'Edit' }).click();
  await routes.getByRole('checkbox', { name: prefix }).uncheck();
  await routes.getByRole('button', { name: 'Save 1 change' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await expect.poll(() => approved(tailboard)).not.toContain(prefix);
  await expect(state(routes)).not.toContainText('Withdrawing…');
  expect(writes(tailboard)).toHaveLength(2);
});

test('a slow write is shown at once as on its way, and after five seconds as still awaited', async ({
  page,
  tailboard,
}) => {
  const routes = await openRoutes(page, tailboard);
  tailboard.standIn.fail({ endpoint: 'setRoutes', latencyMs: 1500 });
  await (await stage(routes)).click();
  await expect(state(routes)).toContainText('Approving…');
  await expect(routes).not.toContainText('Still waiting for the server.');
  await page.clock.fastForward(5 * second);
  await expect(routes).toContainText('Still waiting for the server.');
  await expect(state(routes)).toContainText('Approved');
  await expect(routes).not.toContainText('Still waiting for the server.');
});

test('each refusal is told in its own words, sends nothing by itself, and gives the change back', async ({
  page,
  tailboard,
}) => {
  const routes = await openRoutes(page, tailboard);
  const refusal = routes.getByRole('alert');
  const cases = [
    [{ status: 400, message: 'invalid Prefix' }, /refused to approve 10\.0\.0\.0\/16 \(400\).*invalid Prefix/],
    [{ status: 401 }, /replace its Tailscale key/],
    [{ status: 403 }, /may not change routes\. Its role or scopes decide that\./],
    [{ status: 429, headers: { 'retry-after': '20' } }, /Wait 20 s\./],
    [{ status: 429 }, /Wait a little\./],
    [{ status: 501 }, /This server does not offer it\./],
    [{ status: 500 }, /failed to approve 10\.0\.0\.0\/16 \(500\)\. It was not applied/],
    [{ status: 504 }, /did not answer in time when asked to approve 10\.0\.0\.0\/16 \(504\)\. It was not applied/],
    [{ html: '<h1>Bad gateway</h1>', status: 502 }, /answer was damaged when asked to approve.*It was not applied/],
    [{ html: '<script>alert(1)</script>' }, /answer was damaged when asked to approve.*It was not applied/],
    [{ cut: true }, /answer was damaged when asked to approve.*It was not applied/],
    [{ drop: true }, /approve 10\.0\.0\.0\/16 \(50\d\)\. It was not applied/],
    [{ redirect: 'http://127.0.0.1:9/' }, /approve 10\.0\.0\.0\/16 \(502\)\. It was not applied/],
  ] as const;
  const save = await stage(routes);
  for (const [index, [fault, words]] of cases.entries()) {
    tailboard.standIn.fail({ endpoint: 'setRoutes', ...fault });
    await save.click();
    await expect.poll(() => writes(tailboard).length).toBe(index + 1);
    // A lost answer is asked after once more, two seconds after the first look.
    const isLost = words.source.includes('not applied');
    await expect(async () => {
      if (isLost) await page.clock.fastForward(2 * second);
      await expect(refusal, JSON.stringify(fault)).toContainText(words, { timeout: isLost ? 250 : 10_000 });
    }).toPass({ intervals: [50] });
    await expect(refusal).not.toContainText('<');
    await expect(state(routes)).toContainText('Waiting');
    expect(approved(tailboard)).not.toContain(prefix);
    await refusal.getByRole('button', { name: 'Try again' }).click();
    await expect(routes.getByRole('checkbox', { name: prefix })).toBeChecked();
    await expect(refusal).toBeHidden();
  }
  await save.click();
  await expect(state(routes)).toContainText('Approved');
  expect(writes(tailboard)).toHaveLength(cases.length + 1);
});

test.describe('when the answer to a write is lost', () => {
  test('although it was carried out, reading again finds it, and nobody is alarmed', async ({ page, tailboard }) => {
    const routes = await openRoutes(page, tailboard);
    for (const [index, fault] of ([{ cut: true }, { drop: true }, { html: 'x', status: 502 }] as const).entries()) {
      tailboard.standIn.tailnet.device(name).enabledRoutes = ['0.0.0.0/0', '10.20.0.0/16', '192.168.1.0/24', '::/0'];
      await page.getByRole('button', { name: 'Refresh' }).click();
      await expect(state(routes)).toContainText('Waiting');
      tailboard.standIn.fail({ endpoint: 'setRoutes', after: true, ...fault });
      await (await stage(routes)).click();
      await expect(state(routes), JSON.stringify(fault)).toContainText('Approved');
      await expect(routes.getByRole('alert')).toBeHidden();
      expect(writes(tailboard)).toHaveLength(index + 1);
    }
  });

  test('and nothing can be read either, it says that it does not know, until a later reading tells, and sends nothing', async ({
    page,
    tailboard,
  }) => {
    const routes = await openRoutes(page, tailboard);
    tailboard.standIn.fail({ endpoint: 'setRoutes', status: 504, after: true, latencyMs: 400 });
    await (await stage(routes)).click();
    await expect.poll(() => writes(tailboard).length).toBe(1);
    tailboard.standIn.fail({ endpoint: 'getRoutes', status: 500, times: Infinity });
    await expect(state(routes)).toContainText('Approving…');
    const refusal = routes.getByRole('alert');
    await expect(async () => {
      await page.clock.fastForward(2 * second);
      await expect(refusal).toContainText('It may or may not have been applied', { timeout: 500 });
    }).toPass();
    tailboard.standIn.clearFaults();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(state(routes)).toContainText('Approved');
    await expect(routes).toContainText('It was applied all the same: reading the routes again shows it.');
    await expect(routes.getByRole('button', { name: 'Try again' })).toHaveCount(0);
    await routes.getByRole('button', { name: 'Dismiss' }).click();
    await expect(routes).not.toContainText('did not answer in time');
    expect(writes(tailboard)).toHaveLength(1);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
    const entries = page.getByRole('list', { name: 'Changes, newest first' });
    await expect(entries).toContainText('Applied');
    await expect(entries).not.toContainText('may or may not');
  });
});

test.describe('when a write is accepted and does not show', () => {
  const old = {
    advertisedRoutes: ['0.0.0.0/0', '10.0.0.0/16', '10.20.0.0/16', '192.168.1.0/24', '::/0'],
    enabledRoutes: ['0.0.0.0/0', '10.20.0.0/16', '192.168.1.0/24', '::/0'],
  };

  test('the old value is not taken for the last word: it goes on reading until it shows', async ({
    page,
    tailboard,
  }) => {
    const routes = await openRoutes(page, tailboard);
    tailboard.standIn.fail({ endpoint: 'getRoutes', times: Infinity, json: old });
    await (await stage(routes)).click();
    await expect.poll(() => writes(tailboard).length).toBe(1);
    for (let times = 0; times < 5; times++) {
      await page.clock.fastForward(second);
      await expect(state(routes)).toContainText('Approving…');
    }
    tailboard.standIn.clearFaults();
    await expect(async () => {
      await page.clock.fastForward(3 * second);
      await expect(state(routes)).toContainText('Approved', { timeout: 500 });
    }).toPass();
    await expect(routes.getByRole('alert')).toBeHidden();
    expect(writes(tailboard)).toHaveLength(1);
  });

  test('and never will, it says so after half a minute and shows what the server has', async ({ page, tailboard }) => {
    const routes = await openRoutes(page, tailboard);
    tailboard.standIn.fail({ endpoint: 'getRoutes', times: Infinity, json: old });
    await (await stage(routes)).click();
    await expect(async () => {
      await page.clock.fastForward(12 * second);
      await expect(routes.getByRole('alert')).toContainText('but does not show it.', { timeout: 500 });
    }).toPass();
    await expect(state(routes)).toContainText('Waiting');
    expect(writes(tailboard)).toHaveLength(1);
  });
});

test('what the server has and the page does not understand is sent back as it came', async ({ page, tailboard }) => {
  const device = tailboard.standIn.tailnet.device(name);
  device.enabledRoutes = ['10.77.0.0/16', '2001:DB8:0::/48', '0.0.0.0/0', '10.20.0.0/16', '::/0'];
  device.advertisedRoutes = [...(device.advertisedRoutes ?? []), '10.20.0.0/16'];
  const routes = await openRoutes(page, tailboard);
  await (await stage(routes)).click();
  await expect(state(routes)).toContainText('Approved');
  const [body] = writes(tailboard);
  const sent: unknown = JSON.parse(body ?? '');
  expect(sent).toEqual({
    routes: expect.arrayContaining(['10.77.0.0/16', '2001:DB8:0::/48', '10.20.0.0/16', prefix, '0.0.0.0/0', '::/0']),
  });
});

test.describe('a draft', () => {
  test('outlives a lost connection and a reload, and is saved once both are over', async ({
    page,
    context,
    tailboard,
  }) => {
    const routes = await openRoutes(page, tailboard);
    const save = await stage(routes);
    await context.setOffline(true);
    await expect(save).toBeDisabled();
    await expect(save).toHaveAttribute('title', 'You are offline. Saving is off until the connection is back.');
    await save.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+s');
    expect(writes(tailboard)).toHaveLength(0);
    await expect(routes.getByRole('checkbox', { name: prefix })).toBeChecked();
    await context.setOffline(false);
    await expect(save).toBeEnabled();
    await page.reload();
    await expect(routes.getByRole('checkbox', { name: prefix })).toBeChecked();
    await save.click();
    await expect(state(routes)).toContainText('Approved');
    expect(writes(tailboard)).toHaveLength(1);
    await page.reload();
    await expect(state(routes)).toContainText('Approved');
    await expect(routes.getByRole('checkbox')).toHaveCount(0);
  });

  test('outlives a night in which the machine slept: the page reads anew, tells what others did, and sends nothing', async ({
    page,
    tailboard,
    now,
  }) => {
    const routes = await openRoutes(page, tailboard);
    await stage(routes);
    tailboard.standIn.tailnet.device(name).enabledRoutes = [...approved(tailboard), '10.30.0.0/16'];
    await page.clock.setFixedTime(now + 9 * 3_600_000);
    await page.clock.fastForward(20 * second);
    await expect(routes).toContainText('10.30.0.0/16 was approved by someone else meanwhile.');
    await expect(routes.getByRole('checkbox', { name: prefix })).toBeChecked();
    await expect(page.getByRole('main')).not.toContainText(/-\d+ (s|min|h|days?) ago/);
    expect(writes(tailboard)).toHaveLength(0);
  });

  for (const how of ['saved', 'left alone'] as const)
    test(`on a device that is deleted meanwhile can still be copied, ${how}`, async ({ page, tailboard }) => {
      const routes = await openRoutes(page, tailboard);
      const save = await stage(routes);
      tailboard.standIn.tailnet.remove(name);
      if (how === 'saved') await save.click();
      else await page.getByRole('button', { name: 'Refresh' }).click();
      await expect(page.getByRole('heading', { level: 1, name: /^There is no device/ })).toBeFocused();
      await expect(page.getByRole('main')).toContainText(`routes: approve ${prefix}`);
      await expect(page.getByRole('button', { name: 'Copy what was not saved' })).toBeVisible();
    });
});
