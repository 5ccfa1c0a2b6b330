/** What the page notes about itself while it is measured; times in milliseconds. */
type Probe = {
  /** When the first device row was painted, from the start of the navigation. */
  firstRow: number | undefined;
  /** When it came into the document, a frame before. */
  firstRowMade: number;
  /** When the bar said how many devices there are: from then on the page has the whole list. */
  listed: number;
  /** Every task of 50 ms or more since the last `tasks.length = 0`. */
  tasks: number[];
  /**
   * Waits for the next such event; `change` is then the time from it to the paint of its last change to the rows, or to
   * what else the selector names.
   */
  expectChange: (event: 'input' | 'click', within?: string) => void;
  /** Never less than two frames, as a key that changes no row is painted too. */
  change: Promise<number>;
  /** Waits for the next click; `opened` is then the time from it to the paint of an element of that selector. */
  expectOpening: (selector: string) => void;
  opened: Promise<number>;
  /** Waits for an element of that selector; `painted` is then when it was painted, from the start of the navigation. */
  expectPaint: (selector: string) => void;
  painted: Promise<number>;
  /** Begins to watch frames; `longestFrame` is the longest since then. */
  watchFrames: () => void;
  longestFrame: number;
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
  const everything = { childList: true, subtree: true, characterData: true, attributes: true };
  // What comes beside it changes the element around both, and is none of it.
  const isWithin = (node: Node, within: string) =>
    ((node instanceof Element ? node : node.parentElement)?.closest(within) ?? null) !== null;
  const hasIn = (node: Node, within: string) => node instanceof Element && node.querySelector(within) !== null;
  let watch = 0;

  window.bench = {
    firstRow: undefined,
    firstRowMade: 0,
    listed: Number.NaN,
    tasks: [],
    change: Promise.resolve(Number.NaN),
    opened: Promise.resolve(Number.NaN),
    painted: Promise.resolve(Number.NaN),
    longestFrame: 0,
    expectChange: (kind, within = '[role=grid]') => {
      window.bench.change = new Promise((resolve) => {
        let last = 0;
        const paint = () => afterPaint(() => (last = performance.now()));
        const observer = new MutationObserver((records) => {
          // Each drawing writes the attributes of a checkbox anew, also where nothing changes.
          const telling = records.filter(({ type, target }) => type !== 'attributes' || target.nodeName !== 'INPUT');
          const isTold = ({ target, addedNodes }: MutationRecord) =>
            isWithin(target, within) || [...addedNodes].some((node) => isWithin(node, within) || hasIn(node, within));
          if (telling.some(isTold)) paint();
        });
        observer.observe(document, everything);
        const onEvent = (event: Event) => {
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
        addEventListener(kind, onEvent, { once: true, capture: true });
      });
    },
    expectOpening: (wanted) => {
      window.bench.opened = new Promise((resolve) => {
        const onClick = (event: Event) => {
          const observer = new MutationObserver(() => {
            if (document.querySelector(wanted) === null) return;
            observer.disconnect();
            afterPaint(() => resolve(performance.now() - event.timeStamp));
          });
          observer.observe(document, everything);
        };
        addEventListener('click', onClick, { once: true, capture: true });
      });
    },
    expectPaint: (wanted) => {
      window.bench.painted = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          if (document.querySelector(wanted) === null) return;
          observer.disconnect();
          afterPaint(() => resolve(performance.now()));
        });
        observer.observe(document, everything);
      });
    },
    watchFrames: () => {
      const own = ++watch;
      let previous: number | undefined;
      window.bench.longestFrame = 0;
      const frame = (now: number) => {
        if (own !== watch) return;
        if (previous !== undefined) window.bench.longestFrame = Math.max(window.bench.longestFrame, now - previous);
        previous = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    },
  };

  const observer = new MutationObserver(() => {
    if (document.querySelector(selector) === null) return;
    observer.disconnect();
    window.bench.firstRowMade = performance.now();
    afterPaint(() => (window.bench.firstRow = performance.now()));
  });
  observer.observe(document, { childList: true, subtree: true });
  const bar = new MutationObserver(() => {
    if (document.querySelector('nav a[href$="/devices"] > span') === null) return;
    bar.disconnect();
    window.bench.listed = performance.now();
  });
  bar.observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.bench.tasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}
