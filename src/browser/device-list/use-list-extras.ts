import { useEffect, useState } from 'react';
import type { ListExtras } from './list-extras.tsx';

/** What the first rows do not need. Rejects when it cannot be loaded, as after an update of the server. */
export async function loadListExtras(): Promise<ListExtras> {
  return (await import('./list-extras.tsx')).listExtras;
}

/** The same once it is loaded, which begins when the first rows are drawn; null when it cannot be. */
export function useListExtras(): ListExtras | null | undefined {
  const [extras, setExtras] = useState<ListExtras | null>();
  // Modules come from the network, after what was drawn first.
  useEffect(() => {
    loadListExtras().then(setExtras, () => setExtras(null));
  }, []);
  return extras;
}
