import { useEffect, useState } from 'react';
import { whenDrawn } from '#browser/api/turns.ts';
import type { ListExtras } from './list-extras.tsx';

/** Loads the module once for the whole page: who comes back to a list has it at once. */
function createLoader() {
  let loaded: ListExtras | undefined;
  return {
    get: () => loaded,
    load: async () => (loaded ??= (await import('./list-extras.tsx')).listExtras),
  };
}

const { get, load } = createLoader();

/** What the first rows do not need. Rejects when it cannot be loaded, as after an update of the server. */
export const loadListExtras: () => Promise<ListExtras> = load;

/** Milliseconds without a list after which there is time for what its first rows do not need. */
const longWait = 500;

/**
 * The same once it is loaded, which begins with `isUrgent`, or after what `isWanted` has drawn, or when that lets wait for
 * it; null when it cannot be.
 */
export function useListExtras(isWanted: boolean, isUrgent: boolean): ListExtras | null | undefined {
  const [extras, setExtras] = useState<ListExtras | null | undefined>(get);
  // Modules come from the network, after what was drawn first.
  useEffect(() => {
    const begin = () => void load().then(setExtras, () => setExtras(null));
    if (isUrgent) begin();
    else if (isWanted) whenDrawn(begin);
    else {
      const timer = setTimeout(begin, longWait);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [isWanted, isUrgent]);
  return extras;
}
