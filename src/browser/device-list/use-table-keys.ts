import type { RefObject } from 'react';
import { isSingle } from '#browser/keys/key-press.ts';
import type { KeyHandler } from '#browser/keys/keyboard.ts';
import { useKeys } from '#browser/keys/use-keys.ts';

/**
 * The keys of the list from wherever on the page nobody types. Those that the table knows itself go on to it, with
 * focus; arrows, Enter and the like only from nowhere, as anything else that has focus wants them for itself. The
 * others open the device of the cursor, `key`, where the thing is done.
 */
export function useTableKeys(
  table: RefObject<HTMLElement | null>,
  key: string | undefined,
  open: (key: string, fragment: string, ask?: 'delete') => void,
): void {
  const pass: KeyHandler = (event) => {
    const element = table.current;
    if (element === null || event === undefined || !(event.target instanceof Node)) return false;
    // Space presses what has focus.
    const isLetter = isSingle(event.key) && event.key !== ' ';
    if (element.contains(event.target) || !(isLetter || event.target === document.body)) return false;
    element.focus();
    // Prevented means that the table took it.
    return !element.dispatchEvent(new KeyboardEvent('keydown', event));
  };
  useKeys('table', {
    down: pass,
    up: pass,
    first: pass,
    last: pass,
    extendDown: pass,
    extendUp: pass,
    pageDown: pass,
    pageUp: pass,
    left: pass,
    right: pass,
    open: pass,
    sort: pass,
    menu: pass,
    copyAddress: pass,
    copyName: pass,
    rowRoutes: pass,
  });
  const openAt =
    (fragment: string, ask?: 'delete'): KeyHandler =>
    () => {
      if (key === undefined) return false;
      open(key, fragment, ask);
      return true;
    };
  useKeys('row', {
    rowTags: openAt('tags'),
    rowExpiry: openAt('key'),
    rowShare: openAt('sharing'),
    rowDelete: openAt('danger', 'delete'),
  });
}
