import { type Locator, type Page, expect } from '@playwright/test';
import type { Tailboard } from './fixtures.ts';

/** Opens the device list, or the given address of it, and waits for its heading. */
export async function openDevices(page: Page, address = '/devices'): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
}

/** The table of devices. */
export function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Devices' });
}

/** The row of the device with this machine name. */
export function row(page: Page, name: string): Locator {
  return grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** The machine names in view, in order. */
export async function rowNames(page: Page): Promise<string[]> {
  return await grid(page).getByRole('rowheader').getByRole('link').allTextContents();
}

/** Opens the page of the device with this machine name, and waits for its heading. */
export async function openDevice(page: Page, { standIn }: Tailboard, name: string): Promise<void> {
  await page.goto(`/devices/${standIn.tailnet.device(name).nodeId}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Takes the last change back on the page of Activity, which asks first. */
export async function undoInActivity(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click();
  await page
    .getByRole('button', { name: /^Undo: / })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
}

/** Opens the layer that goes to any device or command, and gives its field, which has the focus. */
export async function openGoTo(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+k');
  const field = page.getByRole('dialog', { name: 'Go to device or command' }).getByRole('combobox');
  // Its code comes with a request of its own; until it is here, nothing is found.
  await expect(field).toBeFocused();
  return field;
}

/** Waits until the keyboard is at the row of this device. */
export async function expectCursorAt(page: Page, name: string): Promise<void> {
  const id = await row(page, name).getAttribute('id');
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', id ?? 'no such row');
}
