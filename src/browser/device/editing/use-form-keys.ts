import { type RefObject, useEffect, useEffectEvent } from 'react';

/** The keys of a form while focus is inside of `root`: Ctrl+S, or ⌘S, in place of the browser's own dialog; Escape. */
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
      if (event.isComposing || event.defaultPrevented) return;
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      const isSave = isCommand && event.key.toLowerCase() === 's';
      if (!isSave && event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      if (!isSave) onEscape();
      else if (!event.repeat) onSave();
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, [root]);
}
