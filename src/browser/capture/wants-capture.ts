/**
 * What the page is to mask, as text that `readKinds` reads: what its address asks for, else what this tab goes on with,
 * else what this browser has set. Undefined where nobody asks; "0" in the address ends the mode. The first page holds no
 * more of capture mode than this.
 */
export function wantsCapture(view: Window): string | undefined {
  const asked = new URLSearchParams(view.location.search).get('capture');
  const key = 'tailboard.capture';
  try {
    const { sessionStorage, localStorage } = view;
    if (asked === '0') for (const storage of [sessionStorage, localStorage]) storage.removeItem(key);
    else return asked ?? sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? undefined;
  } catch {
    if (asked !== '0') return asked ?? undefined;
  }
  return undefined;
}
