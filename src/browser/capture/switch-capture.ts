import type { CaptureKind } from './capture-kinds.ts';

/**
 * Loads this page anew in capture mode or out of it: what was read, drawn and kept before is gone by that, and the address
 * is taken over as far as it holds no identity. Out of the mode the address means nothing, so the list is shown.
 */
export function switchCapture(kinds: readonly CaptureKind[] | 'usual' | 'off', listAddress: string): void {
  const address = new URL(kinds === 'off' ? listAddress : window.location.href, window.location.href);
  address.searchParams.set('capture', kinds === 'off' ? '0' : kinds === 'usual' ? '1' : kinds.join(','));
  window.location.replace(address);
}
