import { storageOf } from '#browser/settings/storage.ts';

/**
 * What the page is to mask, as text that `readKinds` reads: what its address asks for, else what this tab goes on with,
 * else what this browser has set. Undefined where nobody asks; "0" in the address ends the mode. The first page holds no
 * more of capture mode than this.
 */
export function wantsCapture(view: Window): string | undefined {
  const asked = new URLSearchParams(view.location.search).get('capture');
  const key = 'tailboard.capture';
  const storages = [storageOf('sessionStorage'), storageOf('localStorage')];
  if (asked !== '0') return asked ?? storages.map((storage) => storage?.getItem(key)).find(isText);
  for (const storage of storages) storage?.removeItem(key);
  return undefined;
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string';
}
