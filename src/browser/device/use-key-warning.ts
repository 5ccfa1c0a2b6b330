import { createContext, use } from 'react';
import { warningSpan } from '#browser/fleet/key-warning.ts';

/** Tells everything below how long before its end a key is worth a warning, in milliseconds. */
export const KeyWarning = createContext(warningSpan(undefined));

/** How long before its end a key is worth a warning, in milliseconds: a week, until the settings of the tailnet say less. */
export function useKeyWarning(): number {
  return use(KeyWarning);
}
