import { useCallback, useSyncExternalStore } from 'react';

/**
 * Milliseconds since 1970, renewed every `step` milliseconds while the component is on screen. Steps are whole, so all
 * readers of one step see the same moment and re-render together. A clock that stands still, which tells half a millisecond,
 * is read as it is.
 */
export function useNow(step: number): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      const timer = setInterval(listener, Math.min(step, 60_000));
      return () => clearInterval(timer);
    },
    [step],
  );
  return useSyncExternalStore(subscribe, () => {
    const now = Date.now();
    return Number.isInteger(now) ? Math.floor(now / step) * step : now;
  });
}
