import { useEffect, useState } from 'react';
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

/** The same once it is loaded, which begins with `isWanted`; null when it cannot be. */
export function useListExtras(isWanted: boolean): ListExtras | null | undefined {
  const [extras, setExtras] = useState<ListExtras | null | undefined>(get);
  // Modules come from the network, after what was drawn first.
  useEffect(() => {
    if (isWanted) load().then(setExtras, () => setExtras(null));
  }, [isWanted]);
  return extras;
}
