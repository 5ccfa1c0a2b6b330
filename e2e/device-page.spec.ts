import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { type Tailboard, expect, test } from './fixtures.ts';
import { row } from './steps.ts';

const router = 'n5SUKe8CNTRL';

function heading(page: Page, name: string) {
  return page.getByRole('heading', { level: 1, name, exact: true });
}

function section(page: Page, name: string) {
  return page.getByRole('region', { name, exact: true });
}

/** The address of a device by its name, as a link of a runbook has it. */
function addressOf({ standIn }: Tailboard, name: string): string {
  const device = standIn.tailnet.devices().find((candidate) => candidate.name?.startsWith(`${name}.`));
  return `/devices/${device?.nodeId ?? 'missing'}`;
}

test.describe('finding a device', () => {
  test('opened from the list it takes the focus, and Devices leads back to the same list', async ({ page }) => {
    await page.goto('/devices?filter=tag:db&sort=-name');
    await row(page, 'db-prod-02').getByRole('link', { name: 'db-prod-02' }).click();
    await expect(heading(page, 'db-prod-02')).toBeFocused();
    await expect(page).toHaveTitle(/db-prod-02 · Tailboard$/);
    await expect(page.getByText('2 of 3')).toBeVisible();

    await page.getByRole('link', { name: 'Link to Addresses' }).click();
    await expect(section(page, 'Addresses')).toBeFocused();
    await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
    await expect(page).toHaveURL(/\/devices\?filter=tag:db&sort=-name$/);
  });

  for (const old of ['393735751060', '100.87.74.78', 'fd7a:115c:a1e0:ac82:4843:ca90:697d:c36e', 'edge-fra-01']) {
    test(`a link with ${old} leads to the address by node ID, section included`, async ({ page, tailboard }) => {
      await page.goto('/devices');
      await page.goto(`/devices/${old}#tags`);
      await expect(page).toHaveURL(`${tailboard.home}/devices/${router}#tags`);
      await expect(section(page, 'Tags')).toBeFocused();
      await page.goBack();
      await expect(page).toHaveURL(`${tailboard.home}/devices`);
    });
  }

  test('[ and ] go through the list in its order, and stop at its ends', async ({ page }) => {
    await page.goto('/devices?filter=tag:db&sort=-name');
    await row(page, 'db-prod-02').getByRole('link', { name: 'db-prod-02' }).click();
    await expect(heading(page, 'db-prod-02')).toBeFocused();
    await page.keyboard.press(']');
    await expect(heading(page, 'db-prod-01')).toBeFocused();
    await expect(page.getByText('3 of 3')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Next device' })).toHaveCount(0);
    await page.keyboard.press(']');
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    await expect(heading(page, 'db-replica-03')).toBeFocused();
    await page.getByRole('link', { name: 'Next device' }).click();
    await expect(heading(page, 'db-prod-02')).toBeFocused();
    await page.goBack();
    await expect(heading(page, 'db-replica-03')).toBeVisible();
  });

  test('[ in a field is a letter', async ({ page }) => {
    await page.goto(`/devices/${router}`);
    await page.getByRole('button', { name: 'Edit subnet routes' }).click();
    const field = section(page, 'Subnet routes').getByRole('textbox');
    await field.fill('10.');
    await field.press('[');
    await expect(field).toHaveValue('10.[');
    await expect(heading(page, 'edge-fra-01')).toBeVisible();
  });

  test('an address that no device has says so, and what may have happened', async ({ page }) => {
    await page.goto('/devices/n123');
    await expect(heading(page, 'There is no device n123 in this tailnet.')).toBeFocused();
    await expect(page).toHaveTitle(/Device not found · Tailboard$/);
    await expect(page.getByText('It may have been deleted')).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Devices' }).click();
    await expect(heading(page, 'Devices')).toBeVisible();
  });
});

test.describe('sections', () => {
  const names = {
    routes: 'Subnet routes',
    network: 'Network',
    tags: 'Tags',
    key: 'Key expiry',
    address: 'Addresses',
    posture: 'Posture attributes',
    sharing: 'Sharing',
    machine: 'Machine',
    danger: 'Danger zone',
  };

  test('each has a fragment that brings it into view and focuses it', async ({ page }) => {
    await page.goto(`/devices/${router}#network`);
    await expect(section(page, 'Network')).toBeFocused();
    for (const [fragment, name] of Object.entries(names)) {
      await page.evaluate((id) => {
        window.location.hash = id;
      }, fragment);
      await expect(section(page, name)).toBeFocused();
      await expect(section(page, name)).toBeInViewport();
    }
  });

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 } });

    test('data that arrives late does not push the section of the link out of its place', async ({
      page,
      tailboard,
    }) => {
      for (const endpoint of ['getDevice', 'getAttributes', 'listInvites'] as const)
        tailboard.standIn.fail({ endpoint, latencyMs: 1500 });
      await page.goto(`/devices/${router}#posture`);
      const posture = section(page, 'Posture attributes');
      await expect(posture).toBeFocused();
      // Not every browser keeps its place by itself when something above grows.
      await page.getByRole('main').evaluate((main) => main.style.setProperty('overflow-anchor', 'none'));
      await expect(section(page, 'Network')).not.toContainText('UDP');
      await expect(section(page, 'Network')).toContainText('UDP');
      await expect(posture).toContainText('patchScore');
      const top = async () => (await posture.getByRole('heading').boundingBox())?.y ?? 0;
      await expect.poll(top).toBeGreaterThan(44);
      await expect.poll(top).toBeLessThan(120);
    });

    test('the index follows the page', async ({ page }) => {
      await page.goto(`/devices/${router}`);
      const index = page.getByRole('navigation', { name: 'Sections' });
      await expect(index.getByRole('link', { name: 'Routes' })).toHaveAttribute('aria-current', 'location');
      await index.getByRole('link', { name: 'Posture' }).click();
      await expect(section(page, 'Posture attributes')).toBeFocused();
      await expect(index.getByRole('link', { name: 'Posture' })).toHaveAttribute('aria-current', 'location');
      await expect(index.getByRole('link', { name: 'Posture' })).toBeInViewport();
    });
  });

  test('the first thing to do opens the routes for editing', async ({ page }) => {
    await page.goto(`/devices/${router}`);
    const reasons = page.getByRole('group', { name: 'Needs attention' });
    await expect(reasons).toContainText('1 route is waiting for approval. 10.0.0.0/16 is also served by edge-fra-02.');
    await reasons.getByRole('button', { name: 'Review route' }).click();
    await expect(section(page, 'Subnet routes').getByRole('checkbox').first()).toBeVisible();
    await expect(reasons.getByRole('button')).toHaveCount(0);
  });

  test('facts are told in words', async ({ page }) => {
    await page.goto(`/devices/${router}`);
    await expect(page.getByText('11 of 34')).toBeVisible();
    await expect(section(page, 'Tags')).toContainText('Owned by its tags. Registered by amelie@example.com.');
    await expect(section(page, 'Key expiry')).toContainText('Turning it on restores 30 May 2027, in 190 days.');
    await expect(section(page, 'Network')).toContainText('None (UPnP, NAT-PMP and PCP absent)');
    await expect(section(page, 'Machine')).toContainText('Linux, Debian 12 (bookworm)');
    await expect(section(page, 'Posture attributes')).toContainText('3 custom');
    const relays = section(page, 'Network').getByRole('list', { name: 'Relays by answer time' }).getByRole('listitem');
    await expect(relays).toHaveCount(6);
    await page.getByRole('button', { name: 'All 44 relays' }).click();
    await expect(relays).toHaveCount(44);
  });

  test('a shared-in device says once whose it is, and is not asked what it does not tell', async ({
    page,
    tailboard,
  }) => {
    await page.goto(addressOf(tailboard, 'vendor-sftp'));
    await expect(page.getByText('Shared in from another tailnet; only its owner can change it.')).toHaveCount(1);
    await expect(section(page, 'Machine').getByText('Linux')).toBeVisible();
    await expect(page.getByRole('button', { name: /as curl: (expire|revoke|delete)/ })).toHaveCount(0);
    const asked = tailboard.standIn.journal.map((entry) => entry.endpoint);
    expect(asked).not.toContain('getAttributes');
    expect(asked).not.toContain('listInvites');
    expect(asked).not.toContain('getRoutes');
  });
});

test.describe('copying', () => {
  /** What the clipboard holds. The page itself may not read it, so it is pasted as a person would. */
  async function pasted(page: Page): Promise<string> {
    const field = section(page, 'Subnet routes').getByLabel('Pre-approve a prefix');
    if (!(await field.isVisible())) await page.getByRole('button', { name: 'Edit subnet routes' }).click();
    await field.fill('');
    await field.press('ControlOrMeta+V');
    return await field.inputValue();
  }

  test('the sheet goes out as Markdown without keys and without the links of invites', async ({ page, tailboard }) => {
    const invites = tailboard.standIn.fetch(
      new Request(`https://api.tailscale.com/api/v2/device/${router}/device-invites`, {
        headers: { authorization: 'Bearer tskey-api-test' },
      }),
    );
    const links = JSON.stringify(await (await invites).json()).match(/https:\/\/[^"]+/g) ?? [];
    expect(links.length).toBeGreaterThan(0);
    await page.goto(`/devices/${router}`);
    await expect(section(page, 'Sharing')).toContainText('sre@northwind.example');
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect.poll(() => pasted(page)).toContain('# edge-fra-01');
    const shown = `${await page.content()}${await pasted(page)}`;
    for (const link of links) expect(shown).not.toContain(link);
    expect(await pasted(page)).not.toContain('nodekey:');
  });

  test('a cut key is copied whole, and a dangerous request as curl with the key as a variable', async ({ page }) => {
    await page.goto(`/devices/${router}`);
    await expect(section(page, 'Machine')).toContainText('nodekey:01234567…cdef');
    await page.getByRole('button', { name: 'Copy node key' }).click();
    await expect.poll(() => pasted(page)).toMatch(/^nodekey:[0-9a-f]{64}$/);
    await section(page, 'Danger zone').getByRole('button', { name: 'Delete device' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Copy as curl' }).click();
    await expect(page.getByRole('button', { name: 'Copied as curl' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect.poll(() => pasted(page)).toContain(`-X DELETE 'https://api.tailscale.com/api/v2/device/${router}'`);
    expect(await pasted(page)).toContain('Bearer $');
    await page.getByRole('button', { name: 'More actions for edge-fra-01' }).click();
    await page.getByRole('menuitem', { name: 'Copy node ID' }).click();
    await expect.poll(() => pasted(page)).toBe(router);
  });
});

test.describe('when something fails', () => {
  test.use({
    allowedConsole: [/Failed to load resource: the server responded with a status of (403|404|500|501|503)/],
  });

  test('invites that cannot be loaded say so in their place, and come with Try again', async ({ page, tailboard }) => {
    // The question itself and its two silent repetitions.
    tailboard.standIn.fail({ endpoint: 'listInvites', status: 503, message: 'service unavailable', times: 2 });
    await page.goto(`/devices/${router}`);
    const sharing = section(page, 'Sharing');
    await expect(sharing).toContainText('Invites could not be loaded (503).');
    await expect(sharing).toContainText('service unavailable');
    await expect(section(page, 'Posture attributes')).toContainText('patchScore');
    await expect(section(page, 'Subnet routes')).toContainText('10.20.0.0/16');
    await sharing.getByRole('button', { name: 'Try again: Sharing' }).click();
    await expect(sharing).toContainText('sre@northwind.example');
    await expect(sharing).not.toContainText('could not be loaded');
  });

  test('what was there stays, with its age, when a later answer fails', async ({ page, tailboard }) => {
    await page.goto(`/devices/${router}`);
    const sharing = section(page, 'Sharing');
    await expect(sharing).toContainText('sre@northwind.example');
    tailboard.standIn.fail({ endpoint: 'listInvites', status: 503, times: 2 });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(sharing).toContainText('Invites could not be loaded (503).');
    await expect(sharing).toContainText('Last loaded 0 s ago: 2 invites.');
    await expect(sharing).toContainText('sre@northwind.example');
  });

  test('a server without posture attributes, and a key that may not read invites, are told apart', async ({
    page,
    tailboard,
  }) => {
    tailboard.standIn.fail({ endpoint: 'getAttributes', status: 501, message: 'not implemented', times: Infinity });
    tailboard.standIn.fail({ endpoint: 'listInvites', status: 403, times: Infinity });
    await page.goto(`/devices/${router}`);
    const posture = section(page, 'Posture attributes');
    await expect(posture).toContainText('This server does not offer posture attributes (501).');
    await expect(posture).toContainText('Not available');
    await expect(posture.getByRole('button')).toHaveCount(0);
    const sharing = section(page, 'Sharing');
    await expect(sharing).toContainText('This key may not read invites (403).');
    await expect(sharing).toContainText('device_invites:read');
    await expect(section(page, 'Machine')).toContainText('CP74LFQJXM');
  });

  test('without its own answer the page still shows what the list knows', async ({ page, tailboard }) => {
    tailboard.standIn.fail({ endpoint: 'getDevice', status: 500, times: Infinity });
    await page.goto(`/devices/${router}`);
    await expect(heading(page, 'edge-fra-01')).toBeVisible();
    await expect(section(page, 'Network')).toContainText('Network facts could not be loaded (500).');
    await expect(section(page, 'Machine')).toContainText('Machine facts could not be loaded (500).');
    await expect(section(page, 'Tags')).toContainText('tag:router');
    await expect(section(page, 'Sharing')).toContainText('sre@northwind.example');
  });

  test('without the list a link by node ID still opens, and an old link offers to try again', async ({
    page,
    tailboard,
  }) => {
    tailboard.standIn.fail({ endpoint: 'listDevices', status: 500, times: Infinity });
    await page.goto(`/devices/${router}`);
    await expect(heading(page, 'edge-fra-01')).toBeFocused();
    await page.goto('/devices/100.87.74.78');
    await expect(heading(page, 'This device could not be loaded.')).toBeVisible();
    tailboard.standIn.clearFaults();
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).click();
    await expect(page).toHaveURL(`${tailboard.home}/devices/${router}`);
    await expect(heading(page, 'edge-fra-01')).toBeFocused();
  });

  test('a device that is deleted meanwhile gives way to a page that says so', async ({ page, tailboard }) => {
    await page.goto(`/devices/${router}`);
    await expect(section(page, 'Machine')).toContainText('CP74LFQJXM');
    await tailboard.standIn.fetch(
      new Request(`https://api.tailscale.com/api/v2/device/${router}`, {
        method: 'DELETE',
        headers: { authorization: 'Bearer tskey-api-test' },
      }),
    );
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(heading(page, `There is no device ${router} in this tailnet.`)).toBeFocused();
  });
});

// Each theme and each width once: what a theme changes is colour, what a width changes is place.
for (const [width, colorScheme, contrast] of [
  [1440, 'light', 'with'],
  [1280, 'dark', 'without'],
  [390, 'dark', 'with'],
] as const) {
  test.describe(`at ${width} px in the ${colorScheme} theme`, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    test('the page fits its width and axe finds nothing on it', async ({ page, tailboard }) => {
      for (const name of ['edge-fra-01', 'tomas-desktop', 'lena-macbook-air', 'vendor-sftp']) {
        await page.goto(addressOf(tailboard, name));
        await expect(heading(page, name)).toBeFocused();
        await expect(section(page, 'Machine').getByText('Node ID')).toBeVisible();
        await expectAccessible(page, { contrast });
        const main = page.getByRole('main');
        expect(await main.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      }
    });
  });
}
