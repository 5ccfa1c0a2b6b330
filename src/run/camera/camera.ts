import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Locator, Page } from '@playwright/test';

export type CameraOptions = {
  readonly theme: 'light' | 'dark';
  /** Of the window, in CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Device pixels to a CSS pixel. */
  readonly scale: number;
  /** The moment at which the page stands still, in milliseconds since 1970. */
  readonly now: number;
  /** From where ids are counted, 0 when absent; a server that has seen some of them takes them for repeated requests. */
  readonly idsFrom?: number;
  /** True for a phone: touch, and no pointer that hovers. */
  readonly phone?: boolean;
};

export type Camera = {
  readonly page: Page;
  /**
   * A PNG of what is in the window, or of one element, as soon as nothing is on its way and nothing moves any more.
   * `unanswered` is how many requests are not waited for, as their answers are held back on purpose.
   */
  readonly take: (options?: { readonly of?: Locator; readonly unanswered?: number }) => Promise<Buffer>;
  close(): Promise<void>;
};

/** Pictures are compared by their bytes, so what never comes to rest is told instead of waited for. */
const longestRest = 15_000;
/** Milliseconds between two pictures that are to be equal: React holds back for 300 ms what was loaded in between. */
const betweenPictures = 400;

/**
 * A browser window in which the same steps give the same pictures, byte for byte on one machine: the clock of the page
 * stands still, chance is seeded, nothing moves, and no caret blinks.
 */
export async function openCamera(browser: Browser, options: CameraOptions): Promise<Camera> {
  const { theme, size, scale, now, idsFrom = 0, phone = false } = options;
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: scale,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
    hasTouch: phone,
    isMobile: phone,
    permissions: ['clipboard-write'],
  });
  await context.addInitScript(seedChance, idsFrom);
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  const underWay = new Set<unknown>();
  page.on('request', (request) => underWay.add(request));
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));

  const shoot = async (of: Locator | undefined) =>
    await (of ?? page).screenshot({ animations: 'disabled', caret: 'hide', scale: 'device' });
  const take: Camera['take'] = async ({ of, unanswered = 0 } = {}) => {
    const end = performance.now() + longestRest;
    // What was copied is ticked off for two seconds, whatever the clock of the page says.
    const ticks = page.locator('button > svg.lucide-check');
    if ((await ticks.count()) > 0) await ticks.first().waitFor({ state: 'detached', timeout: 5000 });
    let before: Buffer | undefined;
    while (performance.now() < end) {
      await page.evaluate(rest);
      const isQuiet = underWay.size <= unanswered;
      const picture = await shoot(of);
      if (isQuiet && underWay.size <= unanswered && before?.equals(picture)) return picture;
      before = picture;
      await pause(betweenPictures);
    }
    throw new Error(`The page did not come to rest within ${longestRest / 1000} s; ${underWay.size} requests open.`);
  };
  return { page, take, close: () => context.close() };
}

/** Resolves once the fonts are there and what was changed has been painted. */
async function rest(): Promise<void> {
  await document.fonts.ready;
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** Runs in the page before its own scripts. Ids go on counting after a reload, as two writes may never share one. */
function seedChance(idsFrom: number): void {
  const key = 'tailboard.camera.ids';
  const storage = ((): Storage | undefined => {
    try {
      return window.sessionStorage;
    } catch {
      return undefined;
    }
  })();
  let ids = Number(storage?.getItem(key) ?? idsFrom);
  crypto.randomUUID = () => {
    ids += 1;
    storage?.setItem(key, String(ids));
    return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}` as const;
  };
  let state = 1;
  Math.random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
