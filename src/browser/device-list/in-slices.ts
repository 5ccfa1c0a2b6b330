import type { Sliced } from './filter-counts.ts';

/** Milliseconds of work at a time; a frame has sixteen, of which the rows need most. */
const slice = 5;

/**
 * Does work after the next frame is painted, in slices between which the page can draw and listen; calls `then` with
 * the result. Gives back what stops it.
 */
export function runInSlices<T>(work: Sliced<T>, then: (result: T) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const step = () => {
    const end = performance.now() + slice;
    for (;;) {
      const next = work.next();
      if (next.done === true) {
        then(next.value);
        return;
      }
      if (performance.now() >= end) break;
    }
    timer = setTimeout(step, 0);
  };
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(step, 0);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
