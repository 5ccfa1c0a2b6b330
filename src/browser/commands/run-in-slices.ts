/**
 * Runs a generator to its end in slices of a few milliseconds, so that keys and frames come between them. The first
 * slice runs at once; `onDone` is called with the result, before this returns if the first slice was enough. Gives the
 * way to stop.
 */
export function runInSlices<Result>(
  work: Generator<undefined, Result>,
  onDone: (result: Result) => void,
  world: { readonly now: () => number; readonly later: (act: () => void) => void },
): () => void {
  const slice = 10;
  let isStopped = false;
  const step = () => {
    if (isStopped) return;
    const end = world.now() + slice;
    for (;;) {
      const { done, value } = work.next();
      if (done === true) {
        onDone(value);
        return;
      }
      if (world.now() >= end) {
        world.later(step);
        return;
      }
    }
  };
  step();
  return () => {
    isStopped = true;
  };
}
