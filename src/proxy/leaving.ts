/**
 * Whether somebody who waits for an answer has left. It tells one listener, once. An AbortSignal says no more, and its
 * listeners cost a small call more than all of its checks.
 */
export type Leaving = { readonly hasLeft: boolean; onLeave: (() => void) | undefined };

/** Somebody who waits; `leave` tells that they do no more. */
export function createLeaving(): Leaving & { readonly leave: () => void } {
  const somebody: { hasLeft: boolean; onLeave: (() => void) | undefined; leave: () => void } = {
    hasLeft: false,
    onLeave: undefined,
    leave: () => {
      if (somebody.hasLeft) return;
      somebody.hasLeft = true;
      somebody.onLeave?.();
    },
  };
  return somebody;
}
