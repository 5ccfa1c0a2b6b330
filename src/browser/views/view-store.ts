import { type View, printViews, readViews } from '#contract/views.ts';
import { storageOf } from '#browser/settings/storage.ts';
import { useMemo, useSyncExternalStore } from 'react';

const storageKey = 'tailboard.views';
/** Tells the other parts of this page; other tabs hear of it from the browser. */
const changed = 'tailboard-views';

/**
 * The views that somebody saved in this browser, followed while others in this page and in other tabs save and delete;
 * none where storage is switched off or holds something else.
 */
export function useSavedViews(): readonly View[] {
  const text = useSyncExternalStore(subscribe, stored);
  return useMemo(() => parse(text), [text]);
}

/** Keeps views in this browser; false where it does not allow it. */
export function keepViews(views: readonly View[]): boolean {
  const storage = storageOf('localStorage');
  if (storage === undefined) return false;
  try {
    storage.setItem(storageKey, printViews(views));
  } catch {
    return false;
  }
  window.dispatchEvent(new Event(changed));
  return true;
}

function stored(): string {
  return storageOf('localStorage')?.getItem(storageKey) ?? '';
}

function parse(text: string): readonly View[] {
  const views = text === '' ? [] : readViews(text);
  return 'problem' in views ? [] : views;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('storage', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(changed, listener);
  };
}
