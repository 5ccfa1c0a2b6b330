import type { SessionLog } from './activity-log.ts';
import type { Entry } from './change.ts';

/** How long a page that is left may still run, in milliseconds: until the next one begins to arrive. */
const longestLeaving = 10_000;

/**
 * Has the browser ask before the page is closed, reloaded or left for another site while a change waits or is under way:
 * one that waits would not be sent, and nobody would see how one that was sent ends. Walking within the app asks nothing.
 */
export function askBeforeUnload(
  page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  log: Pick<SessionLog, 'entries' | 'subscribe' | 'hold'>,
): void {
  const ask = (event: Event) => {
    event.preventDefault();
    // Who leaves ends what is on its way, and its failure is heard before the page is gone: that is no answer.
    setTimeout(log.hold(), longestLeaving);
  };
  // Only as long as it has something to ask: a page that always listens is not kept for going back in some browsers.
  log.subscribe(() => {
    if (log.entries().some(isUnderWay)) page.addEventListener('beforeunload', ask);
    else page.removeEventListener('beforeunload', ask);
  });
}

function isUnderWay({ outcome }: Entry): boolean {
  return outcome === 'waiting' || outcome === 'sending';
}
