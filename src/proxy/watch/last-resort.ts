import process from 'node:process';
import type { Log } from './log.ts';

/**
 * What nobody caught is told without its message, which may quote a key. A promise that nobody waited for leaves nothing
 * half done here, where every request has its own; after an exception nobody knows, so `stop` is called.
 */
export function catchTheRest(log: Log, stop: () => void): void {
  process.on('unhandledRejection', (reason) => log.failure('error', 'unhandled rejection', reason));
  process.on('uncaughtException', (error) => {
    log.failure('fatal', 'uncaught exception', error);
    process.exitCode = 1;
    stop();
  });
  // Where nobody reads what is printed any more, that is no reason to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
