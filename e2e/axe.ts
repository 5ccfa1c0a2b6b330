import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page, expect } from '@playwright/test';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';

const ruleSets = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Half as long as the file that the package names, and what a page spends on axe is mostly spent on reading it. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe?: { run: (context: ElementContext, options: RunOptions) => Promise<AxeResults> };
  }
}

type Range = {
  /**
   * Contrast takes half of axe's time. It hangs on the theme, and nothing else does: of a page that is looked at in
   * both, one look is for all rules and one for `only` contrast.
   */
  contrast?: 'with' | 'without' | 'only';
  /** What is left out, as a selector. */
  except?: string;
};

/** Fails when axe finds anything at all on the page as it will be once its running transitions have ended. */
export async function expectAccessible(page: Page, { contrast = 'with', except }: Range = {}): Promise<void> {
  // A document is given axe once, however often it is looked at; a frame in it needs one of its own.
  await Promise.all(
    page.frames().map(async (frame) => {
      if (await frame.evaluate(() => window.axe === undefined)) await frame.evaluate(source);
    }),
  );
  const options: RunOptions = {
    resultTypes: ['violations'],
    // Preloading serves rules about media and orientation only, and reads every stylesheet once more.
    preload: false,
    runOnly: contrast === 'only' ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: ruleSets },
    rules: contrast === 'without' ? { 'color-contrast': { enabled: false } } : {},
  };
  const findings = await page.evaluate(
    async ([except, options]) => {
      // Brought to their end: one whose element is not drawn any more would be waited for in vain.
      for (const animation of document.getAnimations())
        if (animation.effect?.getComputedTiming().iterations !== Infinity) animation.finish();
      const results = await window.axe?.run(except === undefined ? document : { exclude: [except] }, options);
      return results?.violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.html) }));
    },
    [except, options] as const,
  );
  expect(findings, 'axe findings').toEqual([]);
}

/** The same in the light theme and in the dark one; the page has the light one afterwards. */
export async function expectAccessibleInBothThemes(page: Page, { except }: Pick<Range, 'except'> = {}): Promise<void> {
  const range = except === undefined ? {} : { except };
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, { ...range, contrast: 'only' });
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page, range);
}
