import { nextTurn } from '#browser/api/turns.ts';
import { runInSlices } from '#browser/commands/run-in-slices.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { type Judgement, judgementSteps } from './judgement.ts';

/**
 * Judges a tailnet beside everything else that the page does: while the browser is idle, or as soon as others have had
 * their turn while `isAwaited`. Gives the way to stop it; then `onDone` is not called.
 */
export function judge(options: {
  devices: readonly ListedDevice[];
  now: number;
  warning: number;
  isAwaited: () => boolean;
  onDone: (judgement: Judgement) => void;
}): () => void {
  const { devices, now, warning, isAwaited, onDone } = options;
  return runInSlices(judgementSteps(devices, now, warning), onDone, {
    now: () => performance.now(),
    later: (act) => {
      // No timer for what is waited for: browsers hold back those that set one another.
      if (isAwaited()) void nextTurn().then(act);
      // Safari does not tell when it is idle.
      else if (!('requestIdleCallback' in window)) setTimeout(act);
      else requestIdleCallback(act, { timeout: 100 });
    },
  });
}
