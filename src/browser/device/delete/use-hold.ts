import { onlineManager } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';

/** Something that is held back before it is sent. */
export type Hold = {
  /** Whole seconds left; undefined while nothing is held. */
  readonly remaining: number | undefined;
  readonly isPaused: boolean;
  readonly start: () => void;
  readonly cancel: () => void;
  /** Stops the count while the person looks at the way back. */
  readonly pause: (isPaused: boolean) => void;
};

/**
 * Counts down and then calls `onEnd` once. The count stands still while the page is hidden or asks something, so that
 * nothing is sent unseen; closing the page, and losing the connection, end it by `onLost` without `onEnd`.
 */
export function useHold(seconds: number, actions: { onEnd: () => void; onLost: () => void }): Hold {
  const [remaining, setRemaining] = useState<number>();
  const [isPaused, setPaused] = useState(false);
  const onEnd = useEffectEvent(actions.onEnd);
  const onLost = useEffectEvent(actions.onLost);
  const isHeld = remaining !== undefined;

  // Time passes outside of React; a page that is gone takes its timer along.
  useEffect(() => {
    if (remaining === undefined || isPaused) return undefined;
    const timer = setInterval(() => {
      if (document.hidden || document.querySelector('dialog:modal') !== null) return;
      if (remaining > 1) {
        setRemaining(remaining - 1);
        return;
      }
      setRemaining(undefined);
      onEnd();
    }, 1000);
    return () => clearInterval(timer);
  }, [remaining, isPaused]);

  // A page that comes back from the browser's own memory, or from being offline, must not go on by itself.
  useEffect(() => {
    if (!isHeld) return undefined;
    const lose = () => {
      setRemaining(undefined);
      onLost();
    };
    window.addEventListener('pagehide', lose);
    const unsubscribe = onlineManager.subscribe((isOnline) => {
      if (!isOnline) lose();
    });
    return () => {
      window.removeEventListener('pagehide', lose);
      unsubscribe();
    };
  }, [isHeld]);

  return {
    remaining,
    isPaused,
    start: () => {
      setPaused(false);
      setRemaining(seconds);
    },
    cancel: () => setRemaining(undefined),
    pause: setPaused,
  };
}
