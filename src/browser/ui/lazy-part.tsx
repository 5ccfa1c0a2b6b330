import { type ComponentType, type LazyExoticComponent, type ReactNode, lazy } from 'react';

/**
 * A part of the page in a file of its own, to be drawn within Suspense. While the connection is gone the fallback stays
 * and the file is asked for again; where it stays away, as after an update of the server, a sentence takes its place.
 * Either way the rest of the page lives on.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: (await loadPatiently(load)) ?? Missing }));
}

async function loadPatiently<Loaded>(load: () => Promise<Loaded>): Promise<Loaded | undefined> {
  for (const pause of [0, 1000, 4000]) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    if (!navigator.onLine) await new Promise((resolve) => window.addEventListener('online', resolve, { once: true }));
    try {
      return await load();
    } catch {
      // Asked for again; the last failure is told in place of the part.
    }
  }
  return undefined;
}

function Missing(): ReactNode {
  return <p className="text-small">This part could not be loaded. Reload the page.</p>;
}
