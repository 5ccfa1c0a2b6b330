import { isMac } from '#browser/keys/listen.ts';
import { pressOf } from '#browser/keys/key-press.ts';
import { keyMap } from '#browser/keys/key-map.ts';
import { useKeys } from '#browser/keys/use-keys.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { type RefObject, useEffect, useEffectEvent } from 'react';

const save: readonly string[] = keyMap.editor.save.split(' ');
const discard: string = keyMap.editor.discard;

/**
 * The keys of an editor. While focus is inside of `root` they are its own, in place of the browser's dialog to save.
 * From elsewhere on the page they reach it, too, as long as nothing else is being edited.
 */
export function useFormKeys(
  root: RefObject<HTMLElement | null>,
  actions: { onSave: () => void; onEscape: () => void },
): void {
  const onSave = useEffectEvent(actions.onSave);
  const onEscape = useEffectEvent(actions.onEscape);

  // What the form takes, the page around does not hear of.
  useEffect(() => {
    const element = root.current;
    const onKeyDown = (event: KeyboardEvent) => {
      const press = event.defaultPrevented ? undefined : pressOf(event, isMac(window));
      if (press === undefined || !(press === discard || save.includes(press))) return;
      event.preventDefault();
      event.stopPropagation();
      if (press === discard) onEscape();
      else if (!event.repeat) onSave();
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, [root]);

  useKeys('editor', {
    save: (event) => {
      if (isAlone() && event?.repeat !== true) actions.onSave();
    },
    discard: () => {
      if (isAlone()) actions.onEscape();
    },
  });
}

/** True when one section is edited; with several, it is said that a key cannot tell which is meant. */
function isAlone(): boolean {
  if (document.querySelectorAll('section[data-editing]').length < 2) return true;
  announce('Several sections are being edited. Go to one of them first.');
  return false;
}
