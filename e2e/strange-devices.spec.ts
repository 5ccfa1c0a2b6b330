import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { grid, openDevices, rowNames } from './steps.ts';

const markup = '<img src=x onerror=alert(1)><b>bold</b>';
const long = 'n'.repeat(5000);

/**
 * Devices whose owners chose their names, and answers of servers that are newer, older or broken. The names tell the
 * order in which the list shows them.
 */
const strange = [
  {
    id: '1',
    nodeId: 'nMarkup1CNTRL',
    name: `a-${markup}.tail4e21b.ts.net`,
    hostname: markup,
    os: '<script>alert(1)</script>',
    user: '"><svg onload=alert(1)>',
    clientVersion: '<i>1.92.3</i>',
    addresses: ['javascript:alert(1)', '100.64.0.1'],
    tailnetLockError: '<a href="javascript:alert(1)">sign</a>',
    advertisedRoutes: ['javascript:alert(1)', '10.0.0.0/8'],
    enabledRoutes: [markup],
    distro: { name: markup, version: 'javascript:alert(1)' },
  },
  { id: '2', nodeId: 'nBackwards1CNTRL', name: 'b-\u202Etxt.exe', user: '\u2067evil\u202E', os: 'linux' },
  {
    id: '3',
    nodeId: 'nLong1CNTRL',
    name: '',
    hostname: `c-${long}`,
    user: `${long}@example.com`,
    tags: [`tag:${long}`],
  },
  { id: '4', nodeId: 'nTwin1CNTRL', name: 'd-twin-one.tail4e21b.ts.net' },
  { id: '5', nodeId: 'nTwin1CNTRL', name: 'd-twin-two.tail4e21b.ts.net' },
  { id: '6', nodeId: 'nCase1CNTRL', name: 'e-upper.tail4e21b.ts.net' },
  { id: '7', nodeId: 'ncase1CNTRL', name: 'f-lower.tail4e21b.ts.net' },
  { id: '8', nodeId: 'nDates1CNTRL', name: 'g-dates', lastSeen: 'yesterday', expires: 'soon', created: 12_345 },
  { id: '9', nodeId: 'nZero1CNTRL', name: 'h-zero', lastSeen: '0001-01-01T00:00:00Z', expires: '', created: null },
  {
    id: '10',
    nodeId: 'nFuture1CNTRL',
    name: 'i-future',
    lastSeen: '2099-01-01T00:00:00Z',
    expires: '9999-12-31T23:59:59Z',
    created: '+275760-09-13T00:00:01Z',
  },
  {
    id: '11',
    nodeId: 'nTypes1CNTRL',
    name: 'j-types',
    addresses: { 0: '100.64.0.2' },
    tags: 'tag:prod',
    authorized: 'yes',
    os: 7,
    isExternal: 'maybe',
    clientConnectivity: {
      endpoints: 'none',
      latency: { Frankfurt: 7, Paris: { latencyMs: 'fast' } },
      clientSupports: [],
    },
    postureIdentity: 'none',
  },
  { id: '12', nodeId: 'nNewer1CNTRL', name: 'k-newer', os: 'haiku', clientVersion: 'banana', mood: { is: ['new'] } },
  { id: 13, name: 'l-number' },
  { id: '14' },
  { id: '15', nodeId: 'nSame1CNTRL', name: 'z-same-one' },
  { id: '15', nodeId: 'nSame1CNTRL', name: 'z-same-two' },
];
const names = [
  'b-\u202Etxt',
  'd-twin-one',
  'd-twin-two',
  'e-upper',
  'f-lower',
  'g-dates',
  'h-zero',
  'i-future',
  'j-types',
  'k-newer',
];

test.use({ allowedConsole: [/Failed to load resource/] });

test('names, dates and fields that nobody expects are shown as text, and no device hides another', async ({
  page,
  tailboard,
}) => {
  page.on('dialog', () => expect(true, 'a script from the data ran').toBe(false));
  tailboard.standIn.fail({ endpoint: 'listDevices', times: Infinity, json: { devices: strange } });
  for (const device of strange) {
    const isTwin = 'name' in device && device.name.startsWith('d-twin');
    const deviceId = 'nodeId' in device && !isTwin ? device.nodeId : String(device.id);
    tailboard.standIn.fail({ endpoint: 'getDevice', deviceId, times: Infinity, json: device });
  }
  await openDevices(page);

  await expect(grid(page)).toHaveAttribute('aria-rowcount', '16');
  await expect(page.getByText('1 device could not be read.')).toBeVisible();
  const shown = await rowNames(page);
  expect(shown).toEqual(expect.arrayContaining(names));
  expect(new Set(shown).size).toBe(15);
  await expect(page.getByText('haiku')).toBeVisible();
  await expectHarmless(page);
  const heights = await grid(page)
    .locator('tbody tr')
    .evaluateAll((rows) => [...new Set(rows.map((element) => element.getBoundingClientRect().height))]);
  expect(heights).toEqual([40]);
  await expectAccessible(page);

  // Each device has its own page, whatever it is called and however often its id was given out.
  await grid(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  const visited: string[] = [];
  const alone = shown.filter((name) => !name.startsWith('z-same'));
  for (const name of alone) {
    await expect(heading).toHaveText(name);
    await expect(page.getByRole('region', { name: 'Machine' })).toBeVisible();
    await expect(page.getByText('could not be shown')).toHaveCount(0);
    await expectHarmless(page);
    visited.push(page.url());
    await page.keyboard.press(']');
  }
  expect(new Set(visited).size).toBe(alone.length);
  // Where no id is its own, the server can only tell of one of them, and nobody is shown the wrong one.
  await expect(heading).toHaveText('z-same-one cannot be told apart.');
  expect(tailboard.standIn.journal.filter(({ path }) => path.includes('nSame1CNTRL'))).toEqual([]);
});

test.describe('a tailnet of ten thousand', () => {
  test.use({ devices: 10_000 });

  test('whatever is typed into the filter is text, however it is written and however long', async ({ page }) => {
    await openDevices(page);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '10001');
    const filter = page.getByRole('combobox', { name: 'Filter devices' });
    for (const text of [
      '(a+)+$',
      '[',
      '\\',
      '((((',
      '"',
      '-',
      '.*',
      'tag:',
      'status:',
      'version:<',
      `${'a'.repeat(30)}!`,
      long,
    ]) {
      await filter.fill(text);
      await expect(filter).toHaveValue(text);
      // From the key to the next picture; a filter that is run as a pattern takes seconds over these.
      const stalled = await filter.evaluate(async (input) => {
        const begun = performance.now();
        input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return performance.now() - begun;
      });
      expect(stalled, text.slice(0, 40)).toBeLessThan(1500);
    }
    await expect(page.getByText('No device matches this filter.')).toBeVisible();
    await expect(page).toHaveURL(/filter=n{5000}$/);
    await page.reload();
    await expect(filter).toHaveValue(long);
    await filter.fill('');
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '10001');
  });
});

/** Nothing of the data became markup, a link, a wider page, or a word that only a machine would say. */
async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const main = document.querySelector('main');
    const hrefs = [...document.querySelectorAll('a')].map((link) => link.href);
    const own = `${window.location.origin}/`;
    return {
      markup: main?.querySelectorAll('img, script, b, i, iframe, [onload], [onerror]').length,
      foreign: hrefs.filter((href) => !href.startsWith(own) && !href.startsWith('https://tailscale.com/')),
      wider:
        document.documentElement.scrollWidth -
        window.innerWidth +
        ((main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0)),
      words: /undefined|NaN|Invalid Date|\[object|null/.exec(main?.textContent ?? '')?.[0],
    };
  });
  expect(found).toEqual({ markup: 0, foreign: [], wider: 0, words: undefined });
}
