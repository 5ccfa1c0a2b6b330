import { isUndoable } from '#browser/activity/undo-words.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { useEffect, useEffectEvent, useState } from 'react';
import { useBulkReview } from './bulk-reviews.tsx';
import type { Running } from './use-bulk-run.ts';

/**
 * Opens the review that takes a run back. One that is under way is stopped and comes to its end first: nobody wants more
 * of what they are about to take back. The first of the pair is true from then on,
 * as the review that opens takes this one's place.
 */
export function useUndoOfRun(running: Running | undefined, isRunning: boolean): readonly [boolean, () => void] {
  const openReview = useBulkReview();
  const [isWanted, setWanted] = useState(false);
  const open = useEffectEvent(() => {
    if (running === undefined) return;
    openReview({
      wish: { kind: 'undo', entryId: running.entryId },
      devices: running.run.recorder
        .parts()
        .filter(isUndoable)
        .map(({ deviceId }) => deviceId),
    });
  });
  // The end of a run is an event outside React, and the page has to have heard of it first.
  useEffect(() => {
    if (isWanted && !isRunning) open();
  }, [isWanted, isRunning]);
  const undo = () => {
    if (isRunning) {
      running?.run.stop();
      announce('Stopping first.');
    }
    setWanted(true);
  };
  return [isWanted, undo];
}
