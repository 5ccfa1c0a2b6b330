import { storageOf } from '#browser/settings/storage.ts';

const storageKey = 'tailboard.handed-on';
/** Who is handed a page a second time within this is named by a portal that cannot decide, and is asked. */
const settledMs = 60_000;

/** True for a page that was loaded a moment ago because somebody else had signed in. */
export function isHandedOn(): boolean {
  return Date.now() - Number(storageOf('sessionStorage')?.getItem(storageKey) ?? 0) < settledMs;
}

/** Loads the page anew, for whoever is signed in by now. */
export function handOn(): void {
  try {
    storageOf('sessionStorage')?.setItem(storageKey, String(Date.now()));
  } catch {
    // Without room it is handed on again as often as somebody else is named.
  }
  window.location.reload();
}
