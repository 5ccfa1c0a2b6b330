/** Resolves in a turn of its own, so that input, timers and painting that wait come first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** Does work that nobody waits for half a second later, once the page has nothing to draw. */
export function whenIdle(work: () => void): void {
  setTimeout(() => whenDrawn(work), 500);
}

/** Does work once what is being drawn is on screen, or a second has passed. */
export function whenDrawn(work: () => void): void {
  // Safari has no idle time to tell of.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => work(), { timeout: 1000 });
  else setTimeout(work, 50);
}
