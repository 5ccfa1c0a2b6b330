import { isSingle, placeOf, pressOf } from './key-press.ts';
import { type Keyboard, createKeyboard } from './keyboard.ts';

/** True where ⌘ stands for what is Ctrl elsewhere. */
export function isMac(view: Window): boolean {
  return view.navigator.userAgent.includes('Mac');
}

/**
 * The keyboard of a window, listening from now on. Whatever has keys of its own and took one keeps it. In a frame,
 * characters count only after a click inside: until then the keyboard is the host's.
 */
export function listenToKeys(view: Window, areSinglesOn: () => boolean): Keyboard {
  let isChosen = view.parent === view;
  view.addEventListener('pointerdown', () => (isChosen = true), { capture: true, once: true });
  const keyboard = createKeyboard(() => isChosen && areSinglesOn());
  // Before anything on the page hears it: what is switched off is off also for what has keys of its own, and the second
  // of two keys is no key of a table's.
  view.addEventListener(
    'keydown',
    (event) => {
      const press = pressOf(event, isMac(view));
      if (press === undefined || !isSingle(press) || placeOf(event.target) !== 'page') return;
      if (isChosen && areSinglesOn() && !keyboard.awaits(press, event.timeStamp)) return;
      event.stopImmediatePropagation();
      if (keyboard.take(press, 'page', event.timeStamp, event)) event.preventDefault();
    },
    { capture: true },
  );
  view.addEventListener('keydown', (event) => {
    const press = event.defaultPrevented ? undefined : pressOf(event, isMac(view));
    if (press === undefined || view.document.querySelector('dialog:modal') !== null) return;
    if (keyboard.take(press, placeOf(event.target), event.timeStamp, event)) event.preventDefault();
  });
  return keyboard;
}
