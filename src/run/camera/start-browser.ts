import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '#run/find-chromium.mjs';

/** Starts the Chromium that is found, without a window. Throws when there is none. */
export async function startBrowser(): Promise<Browser> {
  const found = await findChromium({ say: (line) => console.log(line) });
  if (found.tried) throw new Error(`No Chromium could be started: ${found.tried.join('; ')}`);
  return await chromium.launch({
    chromiumSandbox: found.sandbox,
    ...(found.executablePath === undefined ? {} : { executablePath: found.executablePath }),
    // One way of drawing letters, whatever the machine prefers.
    args: ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'],
  });
}
