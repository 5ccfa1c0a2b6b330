import { useApi } from '#browser/api/api-context.ts';
import type { Entry } from '#browser/changes/change.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy, useEffect, useState } from 'react';
import { useActivity } from './use-activity.ts';
import { lastUndoable } from './undo-words.ts';

// Nobody's first look. Where it cannot be loaded, the key does nothing, and the Activity page has its buttons.
const UndoLast = lazy(() =>
  import('./undo-last.tsx').then(
    ({ UndoLast }) => ({ default: UndoLast }),
    () => ({ default: () => null }),
  ),
);

/** Ctrl+Z, or Cmd+Z, on a device or on the Activity page: asks whether to take the last change back. */
export function UndoShortcut(): ReactNode {
  const { readOnlyReason } = useApi();
  const entries = useActivity();
  const isHere = useLocation({ select: ({ pathname }) => /^\/(activity|devices\/.)/.test(pathname) });
  const [asked, setAsked] = useState<Entry>();
  const isOn = isHere && readOnlyReason === undefined && entries.length > 0 && asked === undefined;
  // The keyboard belongs to the document.
  useEffect(() => {
    if (!isOn) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const isUndo = event.key.toLowerCase() === 'z' && (event.metaKey || event.ctrlKey);
      if (!isUndo || event.shiftKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      const last = lastUndoable(entries);
      if (last === undefined) announce('There is nothing to undo.');
      else setAsked(last);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isOn, entries]);
  if (asked === undefined) return null;
  return (
    <Suspense>
      <UndoLast key={asked.id} entry={asked} onClose={() => setAsked(undefined)} />
    </Suspense>
  );
}

/** In a field the key takes back what was typed. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('dialog') !== null) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement;
}
