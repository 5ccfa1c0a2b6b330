import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keyMap } from './key-map.ts';
import type { KeyHandlers } from './keyboard.ts';
import { listenToKeys } from './listen.ts';

/** A window as the keyboard needs one, framed or not; `modal` says whether a dialog is open over the page. */
function windowWith(options: { isFramed: boolean; isModal?: boolean }) {
  const target = new EventTarget();
  const view = {
    addEventListener: target.addEventListener.bind(target),
    navigator: { userAgent: 'X11; Linux' },
    document: { querySelector: () => (options.isModal === true ? {} : null) },
  };
  // A window has a hundred more things, none of which a keyboard asks for.
  const framed = { ...view, parent: options.isFramed ? {} : undefined };
  if (!options.isFramed) Object.assign(framed, { parent: framed });
  const press = (key: string, held: object = {}) => {
    const event = new Event('keydown', { cancelable: true });
    const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
    target.dispatchEvent(Object.assign(event, { key, ...none, ...held, getModifierState: () => false }));
    return event.defaultPrevented;
  };
  return { view: framed as unknown as Window, press, click: () => target.dispatchEvent(new Event('pointerdown')) };
}

// There is no document here: whatever a press is aimed at is no element, which is a press on the page.
beforeEach(() => vi.stubGlobal('HTMLElement', Map));
afterEach(() => vi.unstubAllGlobals());

function listened(options: Parameters<typeof windowWith>[0]) {
  const world = windowWith(options);
  const done: string[] = [];
  const keyboard = listenToKeys(world.view, () => true);
  const note = (id: string) => () => void done.push(id);
  const handlers: Readonly<Record<string, () => void>> = Object.fromEntries(
    Object.keys(keyMap.shell).map((id) => [id, note(id)]),
  );
  // Made from the scope's own names.
  keyboard.on('shell', () => handlers as KeyHandlers<'shell'>);
  return { ...world, done };
}

test('in a frame a letter is the host’s until somebody clicks inside, and Ctrl K is not', () => {
  const { press, click, done } = listened({ isFramed: true });
  expect(press('?')).toBe(false);
  expect(press('k', { ctrlKey: true })).toBe(true);
  click();
  expect(press('?')).toBe(true);
  expect(done).toEqual(['goTo', 'allKeys']);
});

test('on a page of its own a letter counts at once, and the browser does not act on it, too', () => {
  const { press, done } = listened({ isFramed: false });
  expect(press('?')).toBe(true);
  expect(press('q')).toBe(false);
  expect(press('k', { ctrlKey: true, isComposing: true })).toBe(false);
  expect(done).toEqual(['allKeys']);
});

test('under an open dialog the page hears nothing', () => {
  const { press, done } = listened({ isFramed: false, isModal: true });
  expect(press('?')).toBe(false);
  expect(press('k', { ctrlKey: true })).toBe(false);
  expect(done).toEqual([]);
});

test('the second of two keys is not taken for a key of the table that has focus', () => {
  const { view, press, done } = listened({ isFramed: false });
  const heard: string[] = [];
  view.addEventListener('keydown', ({ key }) => void heard.push(key));
  for (const key of ['g', 'r', 'r']) press(key);
  expect(done).toEqual(['goRoutes']);
  expect(heard).toEqual(['g', 'r']);
});
