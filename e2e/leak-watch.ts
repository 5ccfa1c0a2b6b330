import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { identity } from './strangers.ts';

declare global {
  interface Window {
    /** What was in the document, for however short a time, and is an identity. */
    leaks: string[];
  }
}

/** What can be pressed, apart from links, which lead to pages that are looked at themselves. */
const pressable =
  'button:not([aria-disabled=true]):not(:disabled), summary, [role=switch], [role=menuitem], [role=radio]';
/** What leads out of the mode or only repeats what others do. */
const leftOut = '^(?:Identities masked|Theme|Capture mode|Sort|Skip|Previous|Next)';

/** Sees all that a page shows, says, keeps and does for somebody who presses everything on it. */
export async function watchLeaks(page: Page) {
  const underWay = new Set<unknown>();
  page.on('request', (request) => underWay.add(request));
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  await page.addInitScript(watchDocument, { source: identity.source, flags: identity.flags });

  /** Until what was asked for has come and is drawn. */
  const settle = async () => {
    const end = performance.now() + 5000;
    do await page.evaluate(drawTwice);
    while (underWay.size > 0 && performance.now() < end);
  };

  /** Fails when an identity is, or has been, anywhere that a person, a picture or a pasted text could show it. */
  const look = async (where: string) => {
    await settle();
    const { leaks, ...seen } = await page.evaluate(readEverything);
    expect(leaks, `document of ${where}`).toEqual([]);
    for (const [part, text] of Object.entries(seen)) expect(found(text), `${part} of ${where}`).toEqual([]);
  };

  /** The same, and what a screen reader would say. */
  const listen = async (where: string) => {
    await look(where);
    expect(found(await page.locator('html').ariaSnapshot()), `what is spoken of ${where}`).toEqual([]);
  };

  /**
   * Presses everything on this page and in what that opens, looks after each, and listens to each dialog and menu; comes
   * back by `again` from wherever that leads. Of what has the same name but for its numbers the first is pressed.
   */
  const pressAll = async (where: string, pressed: Set<string>, again: () => Promise<void>) => {
    await listen(where);
    const path = new URL(page.url()).pathname;
    let layer = 'body';
    let opener = '';
    for (;;) {
      const next = await page.evaluate(pressNext, { pressed: [...pressed], pressable, leftOut });
      if (next.name === undefined && next.layer === 'body') return;
      if (next.name === undefined) await page.keyboard.press('Escape');
      else {
        pressed.add(next.kind);
        if (next.layer === 'body') opener = next.kind;
      }
      const after = `${where} after "${next.name ?? 'Escape'}"`;
      if (next.layer !== layer && next.layer !== 'body') await listen(after);
      else await look(after);
      layer = next.layer;
      if (new URL(page.url()).pathname === path) continue;
      await listen(`what opened from ${after}`);
      // What else stood in the menu was not pressed yet.
      if (next.layer !== 'body') pressed.delete(opener);
      await again();
    }
  };
  return { look, listen, pressAll };
}

/** Identities in a text, each with some letters around it. */
export function found(text: string): readonly string[] {
  return [...text.matchAll(identity)].map(({ index }) => text.slice(Math.max(0, index - 60), index + 40));
}

/** Runs in each page before its own scripts: notes whatever comes into the document. */
function watchDocument({ source, flags }: { source: string; flags: string }): void {
  const pattern = new RegExp(source, flags);
  window.leaks = [];
  const note = (text: string | null | undefined) => {
    for (const { index } of (text ?? '').matchAll(pattern))
      window.leaks.push(text?.slice(Math.max(0, index - 60), index + 40) ?? '');
  };
  new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === 'attributes' && target instanceof Element) note(target.getAttribute(attributeName ?? ''));
      else if (type === 'characterData') note(target.nodeValue);
      for (const node of addedNodes) note(node instanceof Element ? node.outerHTML : node.nodeValue);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}

async function drawTwice(): Promise<void> {
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

function readEverything() {
  return {
    leaks: window.leaks,
    title: document.title,
    address: window.location.href,
    history: JSON.stringify(window.history.state),
    fields: Array.from(document.querySelectorAll('input, textarea, select'), (field) =>
      'value' in field ? String(field.value) : '',
    ).join('\n'),
    storage: JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
  };
}

/** Presses the first control in view that was not pressed before, in the dialog or the menu on top if there is one. */
function pressNext(given: { pressed: readonly string[]; pressable: string; leftOut: string }): {
  layer: string;
  name?: string;
  kind: string;
} {
  const isOut = new RegExp(given.leftOut);
  for (const layer of ['dialog:modal', '[role=menu], [role=dialog]', 'body']) {
    const within = [...document.querySelectorAll(layer)].at(-1);
    if (within === undefined) continue;
    for (const element of within.querySelectorAll<HTMLElement>(given.pressable)) {
      const name = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
      const kind = name.replaceAll(/\d+/g, '#');
      if (name === '' || isOut.test(name) || given.pressed.includes(kind)) continue;
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      element.focus();
      element.click();
      return { layer, name, kind };
    }
    if (layer !== 'body') return { layer, kind: '' };
  }
  return { layer: 'body', kind: '' };
}
