import { useEffect, useSyncExternalStore } from 'react';
import { whenDrawn } from '#browser/api/turns.ts';
import type { FilterEngine } from './filter-engine.ts';

/** Loads the filter language once for the whole page and tells those who wait for it. */
function createEngineStore() {
  let engine: FilterEngine | undefined;
  let isAsked = false;
  const listeners = new Set<() => void>();
  const get = () => engine;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };
  const load = async () => {
    if (isAsked) return;
    isAsked = true;
    try {
      engine = (await import('./filter-engine.ts')).filterEngine;
      for (const listener of listeners) listener();
    } catch {
      // A page whose server is gone for a moment asks again with the next filter.
      isAsked = false;
    }
  };
  return { get, subscribe, load };
}

const { get, subscribe, load } = createEngineStore();

/** The filter language; undefined while it is being loaded, which begins once `isWanted`, or once that `isPatient` has drawn. */
export function useFilterEngine(isWanted: boolean, isPatient = false): FilterEngine | undefined {
  // Loading belongs to the browser.
  useEffect(() => {
    if (isWanted && isPatient) whenDrawn(() => void load());
    else if (isWanted) void load();
  }, [isWanted, isPatient]);
  return useSyncExternalStore(subscribe, get);
}
