import { type RefObject, useEffect, useEffectEvent } from 'react';

/** The keys of an editor: Ctrl+S, or ⌘S, wherever focus is, and Escape while focus is inside of `root`. */
export function useEditorKeys(
  root: RefObject<HTMLElement | null>,
  actions: { onSave: () => void; onEscape: () => void },
): void {
  const onSave = useEffectEvent(actions.onSave);
  const onEscape = useEffectEvent(actions.onEscape);

  // The key to save belongs to the window, in place of the browser's own dialog.
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

  // Escape closes one thing, so the page around does not hear of it.
  useEffect(() => {
    const element = root.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, [root]);
}
