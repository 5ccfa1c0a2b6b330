import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectCursorAt, grid, openDevices, row, rowNames } from './steps.ts';

// Everything in this file is done with keys: there is no mouse here, and no focus that a person did not bring there.

/** Presses Tab, or Shift+Tab, until the thing of this name has focus. Fails after as many stops as any page here has. */
async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < 80; stop++) {
    await page.keyboard.press(key);
    const at = await page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
    if (typeof name === 'string' ? at === name : name.test(at)) return;
    passed.push(at.slice(0, 30));
  }
  expect(passed, `stops on the way to ${String(name)}`).toContain(name);
}

test('a person without a mouse finds a router, sorts, approves a route, and is back where they were', async ({
  page,
  tailboard,
}) => {
  await openDevices(page);
  await expect(row(page, 'edge-fra-01')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('edge');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '5');
  await page.keyboard.press('Enter');
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  for (const _ of ['Owner or tags', 'IPv4']) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'IPv4' })).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => rowNames(page)).toEqual(['edge-sin-01', 'edge-nyc-01', 'edge-fra-02', 'edge-fra-01']);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');

  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  await expect(heading('edge-fra-01')).toBeFocused();
  await expect(page.getByText('4 of 4')).toBeVisible();
  await page.keyboard.press('[');
  await expect(heading('edge-fra-02')).toBeFocused();
  await page.keyboard.press(']');
  await expect(heading('edge-fra-01')).toBeFocused();

  const routes = page.getByRole('region', { name: 'Subnet routes' });
  await tabTo(page, 'Edit subnet routes');
  await page.keyboard.press('Enter');
  const tick = routes.getByRole('checkbox', { name: '10.0.0.0/16' });
  await expect(tick).toBeFocused();
  await page.keyboard.press('Space');
  await expect(tick).toBeChecked();
  await tabTo(page, 'Save 1 change');
  await page.keyboard.press('Enter');
  await expect(routes.getByRole('listitem').filter({ hasText: '10.0.0.0/16' })).toContainText('Approved');
  await expect(routes.getByRole('button', { name: 'Edit subnet routes' })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Saved: 10.0.0.0/16 approved.' })).toBeAttached();
  expect(tailboard.standIn.tailnet.device('edge-fra-01').enabledRoutes).toContain('10.0.0.0/16');

  await tabTo(page, 'Devices', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/devices\?filter=edge&sort=-ipv4$/);
  await expect(grid(page)).toBeFocused();
  await expectCursorAt(page, 'edge-fra-01');
  await expect(row(page, 'edge-fra-01')).toContainText('Subnets 3/3');
  await page.keyboard.press('ArrowUp');
  await expectCursorAt(page, 'edge-fra-02');
});

test('coming from elsewhere, the list is announced and its heading has focus', async ({ page }) => {
  await page.goto('/activity');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await tabTo(page, /^Devices/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeFocused();
  await expect(page).toHaveTitle(/Devices · Tailboard$/);
  await expect(page.locator('#announcer')).toHaveText('Devices, 25 of 34 connected.');
});

const places = [
  ['the list', '/devices', 9],
  ['a device while its routes are edited', '/devices/n5SUKe8CNTRL', 25],
  ['a device that does not exist', '/devices/n404CNTRL', 6],
  ['the activity', '/activity', 5],
] as const;

for (const forcedColors of ['none', 'active'] as const)
  test(`no stop of the keyboard is hidden, unmarked or a trap${forcedColors === 'active' ? ', in forced colours either' : ''}`, async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors });
    await page.setViewportSize({ width: 1280, height: 700 });
    for (const [name, address, fewest] of places) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (name.includes('edited')) {
        await tabTo(page, 'Edit subnet routes');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Space');
      }
      const stops: string[] = [];
      for (let press = 0; press < 100; press++) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(describeStop);
        if (stop === undefined) continue;
        expect(stop.fault, `${name}: ${stop.name}`).toBe('');
        stops.push(stop.name);
        // Once around is enough: the first stop again means that nothing held the keyboard on the way.
        if (stops.length > 1 && stop.name === stops[0]) break;
      }
      expect(stops.at(-1), `${name}: once around`).toBe(stops[0]);
      expect(new Set(stops).size, `${name}: ${stops.join(' | ')}`).toBeGreaterThanOrEqual(fewest);
    }
  });

/** Runs in the page: what has focus, and what is wrong with how it is shown. Undefined between the two ends of a page. */
function describeStop(): { name: string; fault: string } | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const words = element.getAttribute('aria-label') ?? (element.textContent?.trim() || element.id);
  const inputs = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
  const name = `${element.localName} ${(inputs[0]?.textContent ?? words).slice(0, 40)}`;

  const described = element.getAttribute('aria-activedescendant');
  const cursor = described === null ? null : document.getElementById(described);
  // The ring of a field stands around its chips as well.
  const field = element instanceof HTMLInputElement ? element.parentElement?.parentElement : null;
  const marked = [element, element.parentElement, field, ...inputs, cursor, ...(cursor?.children ?? [])];
  const isMarked = marked.some((candidate) => {
    if (!candidate) return false;
    const style = getComputedStyle(candidate);
    const hasOutline = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    return hasOutline || /0px 0px 0px [2-9]px|2px 0px 0px 0px/.test(style.boxShadow);
  });
  if (!isMarked) return { name, fault: 'has focus and nothing shows it' };

  const box = (cursor ?? element).getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return { name, fault: 'has focus and no size' };
  const x = Math.min(Math.max(box.left + box.width / 2, 0), window.innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 0), window.innerHeight - 1);
  const seen = document.elementFromPoint(x, y);
  const isSeen =
    seen !== null && (element.contains(seen) || seen.contains(element) || inputs.some((label) => label.contains(seen)));
  return { name, fault: isSeen ? '' : `is behind ${seen?.localName} ${seen?.className}` };
}
