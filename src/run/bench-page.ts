import type { CDPSession, Page } from '@playwright/test';

/** What one visit showed; times in milliseconds, sizes in bytes. */
export type Visit = { readonly firstRow: number; readonly longestTask: number };
export type Keystrokes = { readonly times: readonly number[]; readonly longestTask: number };

/** Names that the probe leaves on the page's window, read back by the functions below. */
type Probe = { firstRow?: number; tasks: number[]; watch: (selector: string) => void; settle: () => Promise<number> };

/** A row with a device in it, here and on the bare page; placeholders have no heading cell with a link. */
export const deviceRow = 'tbody th a';

/**
 * Runs in the page before anything else: notes when the first device row was painted, and every task of 50 ms or more.
 * "Painted" is the first task after the frame that a change of the document asked for.
 */
function installProbe(selector: string): void {
  const painted = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  const probe: Probe = {
    tasks: [],
    watch: (watched) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector(watched) === null) return;
        observer.disconnect();
        painted(() => (probe.firstRow ??= performance.now()));
      });
      observer.observe(document, { childList: true, subtree: true });
    },
    settle: () =>
      // From one input to the paint of the last change that it made to the rows; never less than two frames.
      new Promise((resolve) => {
        let start = 0;
        let last = 0;
        const rows = document.querySelector('tbody');
        const observer = new MutationObserver(() => painted(() => (last = performance.now())));
        if (rows) observer.observe(rows, { childList: true, subtree: true, characterData: true, attributes: true });
        const done = () => {
          observer.disconnect();
          resolve(last - start);
        };
        addEventListener(
          'input',
          (event) => {
            start = event.timeStamp;
            requestAnimationFrame(() => painted(() => (last = Math.max(last, performance.now()))));
            setTimeout(done, 400);
          },
          { once: true, capture: true },
        );
      }),
  };
  Reflect.set(globalThis, 'benchProbe', probe);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) probe.tasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  probe.watch(selector);
}

/** Puts the probe into every document that this page will open. */
export async function prepareProbe(page: Page): Promise<void> {
  await page.addInitScript(installProbe, deviceRow);
}

/** Opens an address and waits for its first device row and then for a quiet moment. */
export async function visit(page: Page, address: string): Promise<Visit> {
  await page.goto(address);
  const firstRow = await page.waitForFunction(() => readProbe().firstRow).then((handle) => handle.jsonValue());
  await page.waitForLoadState('networkidle');
  return { firstRow: firstRow ?? Number.NaN, longestTask: await longestTask(page) };

  // Only named here for the compiler: the page has its own, put there by `shareReader`.
  function readProbe(): Probe {
    throw new Error('Runs in the page.');
  }
}
