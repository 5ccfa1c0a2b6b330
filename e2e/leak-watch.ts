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

  const check = ({ leaks, ...texts }: Seen, where: string) => {
    expect(leaks, `document of ${where}`).toEqual([]);
    for (const [part, text] of Object.entries(texts)) expect(found(text), `${part} of ${where}`).toEqual([]);
  };

  /** Fails when an identity is, or has been, anywhere that a person, a screen reader or a pasted text could tell it. */
  const listen = async (where: string) => {
    const end = performance.now() + 5000;
    let seen = await page.evaluate(lookAround);
    while (underWay.size > 0 && performance.now() < end) seen = await page.evaluate(lookAround);
    check(seen, where);
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
    let last = where;
    for (;;) {
      const given = { pressed: [...pressed], pressable, leftOut, path, layer };
      const next: Next = await page.evaluate(pressNext, given);
      check(await page.evaluate(lookAround), `${where} after "${last}"`);
      if (next.kind === 'elsewhere') {
        await listen(`what opened from ${where} by "${last}"`);
        // What else stood in the menu was not pressed yet.
        if (layer !== 'body') pressed.delete(opener);
        await again();
        layer = 'body';
      } else if (next.kind === 'layer') {
        layer = next.layer;
        if (layer !== 'body') await listen(`what opened from ${where} by "${last}"`);
      } else if (next.kind === 'pressed') {
        pressed.add(next.group);
        if (layer === 'body') opener = next.group;
        last = next.name;
      } else if (layer === 'body') return;
      else await page.keyboard.press('Escape');
    }
  };
  return { listen, pressAll };
}

type Seen = Awaited<ReturnType<typeof lookAround>>;
type Next =
  | { readonly kind: 'elsewhere' | 'nothing' }
  | { readonly kind: 'layer'; readonly layer: string }
  | { readonly kind: 'pressed'; readonly name: string; readonly group: string };

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

/** Runs in the page: what it shows, says and keeps once what was done is drawn. */
async function lookAround() {
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
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

/**
 * Runs in the page: presses the first control in view that was not pressed before, in the dialog or the menu on top if
 * there is one. Only says so where that is another layer than the one given, or another page.
 */
function pressNext(given: {
  readonly pressed: readonly string[];
  readonly pressable: string;
  readonly leftOut: string;
  readonly path: string;
  readonly layer: string;
}): Next {
  if (window.location.pathname !== given.path) return { kind: 'elsewhere' };
  const isOut = new RegExp(given.leftOut);
  const layers = ['dialog:modal', '[role=menu], [role=dialog]', 'body'];
  const layer = layers.find((one) => document.querySelector(one) !== null) ?? 'body';
  if (layer !== given.layer) return { kind: 'layer', layer };
  const within = [...document.querySelectorAll(layer)].at(-1);
  for (const element of within?.querySelectorAll<HTMLElement>(given.pressable) ?? []) {
    const name = (element.getAttribute('aria-label') ?? element.textContent).trim();
    const group = name.replaceAll(/\d+/g, '#');
    if (name === '' || isOut.test(name) || given.pressed.includes(group)) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    element.focus();
    element.click();
    return { kind: 'pressed', name, group };
  }
  return { kind: 'nothing' };
}
