/** What the page notes about itself while it is measured; times in milliseconds. */
type Probe = {
  /** When the first device row was painted, from the start of the navigation. */
  firstRow: number | undefined;
  /** Every task of 50 ms or more since the last `tasks.length = 0`. */
  tasks: number[];
  /** Waits for the next input; `keystroke` is then the time to the paint of its last change to the rows. */
  expectKeystroke: () => void;
  /** Never less than two frames, as a key that changes no row is painted too. */
  keystroke: Promise<number>;
  /** The longest frame of so many milliseconds. */
  longestFrame: (during: number) => Promise<number>;
};

declare global {
  interface Window {
    bench: Probe;
  }
}

/** A row with a device in it, here and on the bare page; placeholders have no heading cell with a link. */
export const deviceRow = 'tbody th a';

/** Runs in the page before anything else, so it may use nothing of this file but its parameter. */
export function installProbe(selector: string): void {
  // Painted is the first task after the frame that a change of the document asked for.
  const afterPaint = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', then);
      port1.start();
      port2.postMessage(null);
    });
  const quiet = 250;

  window.bench = {
    firstRow: undefined,
    tasks: [],
    keystroke: Promise.resolve(Number.NaN),
    expectKeystroke: () => {
      window.bench.keystroke = new Promise((resolve) => {
        let last = 0;
        const paint = () => afterPaint(() => (last = performance.now()));
        const observer = new MutationObserver(paint);
        const rows = document.querySelector('tbody');
        if (rows) observer.observe(rows, { childList: true, subtree: true, characterData: true, attributes: true });
        const onInput = (event: Event) => {
          requestAnimationFrame(paint);
          const finish = () => {
            if (performance.now() - Math.max(last, event.timeStamp) < quiet) {
              setTimeout(finish, quiet);
              return;
            }
            observer.disconnect();
            resolve(last - event.timeStamp);
          };
          setTimeout(finish, quiet);
        };
        addEventListener('input', onInput, { once: true, capture: true });
      });
    },
    longestFrame: (during) =>
      new Promise((resolve) => {
        const start = performance.now();
        let previous = start;
        let longest = 0;
        const frame = (now: number) => {
          if (previous !== start) longest = Math.max(longest, now - previous);
          previous = now;
          if (now - start < during) requestAnimationFrame(frame);
          else resolve(longest);
        };
        requestAnimationFrame(frame);
      }),
  };

  const observer = new MutationObserver(() => {
    if (document.querySelector(selector) === null) return;
    observer.disconnect();
    afterPaint(() => (window.bench.firstRow = performance.now()));
  });
  observer.observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.bench.tasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}
