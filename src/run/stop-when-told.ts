import process from 'node:process';
import type { Watch } from '#proxy/watch/watch.ts';

/** How long writes under way may take when the process is told to stop; a service manager has to wait for longer. */
const writesMs = 60_000;
/** Ctrl-C in a terminal reaches a process that npm started twice: from the terminal and from npm. */
const sameKeyMs = 500;

/**
 * Ends the process at SIGTERM or SIGINT with exit code 0: nothing new is accepted, and what is under way is finished. A
 * second signal, or a minute, ends it at once, with 1 if a write was under way. Returns the function that a signal calls.
 */
export function stopWhenTold(
  watch: Pick<Watch, 'drain' | 'writes' | 'writesDone' | 'log'>,
  /** Resolves when nobody is connected any more. */
  close: () => Promise<unknown>,
): () => void {
  let toldAt: number | undefined;
  const end = () => {
    const unfinished = watch.writes();
    if (unfinished > 0) watch.log.event('error', 'stopped, outcome of writes unknown', { writes: unfinished });
    process.exit(unfinished > 0 ? 1 : process.exitCode);
  };
  const stop = () => {
    if (toldAt !== undefined) {
      if (performance.now() - toldAt > sameKeyMs) end();
      return;
    }
    toldAt = performance.now();
    watch.drain();
    const underWay = watch.writes();
    if (underWay > 0) watch.log.event('info', 'stopping, writes under way', { writes: underWay });
    setTimeout(end, writesMs);
    // A write whose client has left has no connection any more, and is finished all the same.
    void Promise.all([close(), watch.writesDone()]).then(end, end);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return stop;
}
