import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';
import { type RefObject, useEffect, useEffectEvent } from 'react';

/** The keys of an editor: those of a form, and Ctrl+S, or ⌘S, also where focus is elsewhere on the page. */
export function useEditorKeys(
  root: RefObject<HTMLElement | null>,
  actions: { onSave: () => void; onEscape: () => void },
): void {
  const onSave = useEffectEvent(actions.onSave);
  useFormKeys(root, actions);

  // Outside of every form the key belongs to the window, in place of the browser's own dialog.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isCommand || event.key.toLowerCase() !== 's' || event.defaultPrevented) return;
      event.preventDefault();
      if (!event.repeat) onSave();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
