import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { identity, strangers } from './strangers.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const everything = 'people,addresses,tailnet,names,prefixes';

test.use({ devices: [strangers(10_000, now), { scope: 'test' }], allowedConsole: [/Failed to load resource/] });

declare global {
  interface Window {
    /** Hears what is put on the clipboard. */
    toldCopied: (text: string) => Promise<number>;
  }
}

/** Keeps what reaches the clipboard, as no page may read it; gives all of it, across all pages. */
async function watchClipboard(page: Page): Promise<readonly string[]> {
  const copied: string[] = [];
  await page.exposeFunction('toldCopied', (text: string) => copied.push(text));
  await page.addInitScript(() => {
    navigator.clipboard.writeText = async (text) => {
      await window.toldCopied(text);
    };
  });
  return copied;
}

/** Fails when an identity is anywhere that a person, a screen reader, a picture or a pasted text could show it. */
async function look(page: Page, where: string): Promise<void> {
  const seen = await page.evaluate(() => ({
    title: document.title,
    address: window.location.href,
    history: JSON.stringify(window.history.state),
    document: document.documentElement.outerHTML,
    fields: Array.from(document.querySelectorAll('input, textarea, select'), (field) =>
      'value' in field ? String(field.value) : '',
    ).join('\n'),
    storage: JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
  }));
  const spoken = await page.locator('html').ariaSnapshot();
  for (const [part, text] of Object.entries({ ...seen, spoken })) {
    const found = [...text.matchAll(identity)].map(({ index }) => text.slice(Math.max(0, index - 60), index + 40));
    expect(found, `${part} of ${where}`).toEqual([]);
  }
}

const pressable =
  'button:not([aria-disabled=true]):not(:disabled), summary, [role=switch], [role=menuitem], [role=radio]';
/** What leads out of the mode or only repeats what others do. */
const leftOut = /^(?:Identities masked|Theme|Capture mode|Sort|Skip|Previous|Next)/;

/** The first control in view that was not pressed before, in the dialog or the menu on top if there is one. */
async function nextControl(page: Page, pressed: Set<string>): Promise<{ control: Locator; name: string } | undefined> {
  for (const layer of ['dialog:modal', '[role=menu], [role=dialog]', 'body']) {
    const within = page.locator(layer).last();
    if ((await within.count()) === 0) continue;
    const names = await within.locator(pressable).evaluateAll((elements) =>
      elements.map((element) => {
        const isSeen =
          element instanceof HTMLElement &&
          element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
        return isSeen ? (element.getAttribute('aria-label') ?? element.textContent ?? '').trim() : '';
      }),
    );
    for (const [place, name] of names.entries()) {
      const kind = name.replaceAll(/\d+/g, '#');
      if (name === '' || leftOut.test(name) || pressed.has(kind)) continue;
      pressed.add(kind);
      return { control: within.locator(pressable).nth(place), name };
    }
    if (layer !== 'body') {
      await page.keyboard.press('Escape');
      return { control: page.locator('body'), name: '' };
    }
  }
  return undefined;
}

/** Presses everything that can be pressed on a page, and in what that opens, and looks after each. */
async function pressEverything(page: Page, address: string, pressed: Set<string>): Promise<number> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Identities masked')).toBeVisible();
  const path = new URL(page.url()).pathname;
  await look(page, address);
  let count = 0;
  for (let next = await nextControl(page, pressed); next !== undefined; next = await nextControl(page, pressed)) {
    if (next.name === '') continue;
    // What is covered or has gone in the meantime is nothing that a person could press either.
    await next.control.click({ timeout: 1500 }).catch(() => undefined);
    count += 1;
    await look(page, `${address} after "${next.name}"`);
    if (new URL(page.url()).pathname === path) continue;
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  return count;
}

test('ten thousand strangers leave no trace in what is seen, read out, copied or saved, on any page and in any dialog', async ({
  page,
  tailboard,
}) => {
  test.setTimeout(240_000);
  const { tailnet } = tailboard.standIn;
  const [first, second] = tailnet.devices();
  if (!first?.nodeId || !second?.nodeId) throw new Error('Nobody is there.');
  const login = second.user ?? '';
  tailnet.attributes(first.nodeId).set('custom:contact', { value: login });
  tailnet.invites(first.nodeId).push({
    id: '7300000000000001',
    created: '2026-11-15T10:00:00Z',
    tailnetId: '1',
    deviceId: '1',
    sharerId: '1',
    email: login,
    inviteUrl: 'https://login.tailscale.com/admin/invite/demo-qz',
    accepted: false,
  });
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  const copied = await watchClipboard(page);

  // The address that somebody has at hand names a device and a person.
  await page.goto(`/devices?capture=${everything}&filter=owner:${login}`);
  await expect(page.getByText('Identities masked')).toBeVisible();
  await look(page, 'the list of one person');
  expect(page.url()).toContain('owner:user-');
  await page.goto(`/devices/${first.nodeId}`);
  await expect(page.getByRole('heading', { level: 1, name: 'device 01' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Sharing' })).toContainText('user');

  const pressed = new Set<string>();
  let count = 0;
  for (const address of [
    '/devices',
    page.url(),
    '/attention',
    '/routes',
    '/shares',
    '/activity',
    `/embed/device/${first.nodeId}`,
    '/embed/attention',
    '/nowhere',
  ])
    count += await pressEverything(page, address, pressed);
  expect(count, 'controls pressed').toBeGreaterThan(60);
  expect(copied.length, 'texts copied').toBeGreaterThan(5);
  expect(copied.filter((text) => text.search(identity) !== -1)).toEqual([]);
  expect(downloads.length, 'files saved').toBeGreaterThan(1);
  for (const download of downloads) {
    const text = await readFile(await download.path(), 'utf8');
    expect([...text.matchAll(identity)].map(({ 0: found }) => found).slice(0, 5), download.suggestedFilename()).toEqual(
      [],
    );
  }
});
