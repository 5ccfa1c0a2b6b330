import type { Sliced } from './filter-counts.ts';

/** Milliseconds of work at a time; a frame has sixteen, of which the rows need most. */
const slice = 5;

/** Milliseconds after which work that found no idle time goes on all the same. */
const patience = 100;

/**
 * Does work after the next frame is painted, in slices for which the page has nothing better to do: what a key changes
 * is drawn first, however much there is to count. Calls `then` with the result. Gives back what stops it.
 */
export function runInSlices<T>(work: Sliced<T>, then: (result: T) => void): () => void {
  let isStopped = false;
  const step = () => {
    if (isStopped) return;
    const end = performance.now() + slice;
    for (;;) {
      const next = work.next();
      if (next.done === true) {
        then(next.value);
        return;
      }
      if (performance.now() >= end) break;
    }
    later(step);
  };
  const frame = requestAnimationFrame(() => later(step));
  return () => {
    isStopped = true;
    cancelAnimationFrame(frame);
  };
}

/** In idle time; Safari does not tell of any. */
function later(act: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act, { timeout: patience });
  else setTimeout(act, 0);
}
