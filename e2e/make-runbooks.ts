import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Browser } from '@playwright/test';
import { openCamera } from '#run/camera/camera.ts';
import { drawCallouts } from '#run/camera/callouts.ts';
import { pictureTime, withDemoConsole } from '#run/camera/demo-console.ts';
import { startBrowser } from '#run/camera/start-browser.ts';
import { build } from '#run/prepare.mjs';
import { allRunbooks } from './runbooks/all-runbooks.ts';
import { copyFonts, pageStyle } from './runbooks/page-style.ts';
import { type WrittenRunbook, type WrittenScene, runbookMarkdown, runbooksPage } from './runbooks/pages-of-runbook.ts';
import { RunbookFailure, playRunbook } from './runbooks/play-runbook.ts';
import type { Runbook } from './runbooks/runbook.ts';

type Options = { readonly out: string; readonly baseUrl: string | undefined; readonly theme: 'light' | 'dark' };

const usage = 'npm run runbooks -- --out DIR [--base-url URL] [--theme dark] [--only NAME]';

/** Plays one runbook and writes its pictures and its Markdown. Throws RunbookFailure for a step that does not work. */
async function make(runbook: Runbook, home: string, taken: number, browser: Browser, options: Options) {
  const { out, theme } = options;
  const camera = await openCamera(browser, { theme, size: { width: 1280, height: 920 }, scale: 2, now: taken });
  const pictures: string[] = [];
  try {
    await camera.page.goto(`${home}/devices?capture=1${theme === 'dark' ? '&theme=dark' : ''}`);
    await playRunbook(runbook, camera.page, async (_, callouts) => {
      const erase = await drawCallouts(camera.page, callouts);
      const file = `${runbook.name}-${pictures.length + 1}.png`;
      writeFileSync(join(out, file), await camera.take());
      pictures.push(file);
      await erase();
    });
    const written = write(runbook, runbook.scenes(camera.page), pictures);
    writeFileSync(join(out, `${runbook.name}.md`), runbookMarkdown(written, taken));
    console.log(
      `${runbook.name}: ${written.scenes.flatMap(({ steps }) => steps).length} steps, ${pictures.length} pictures`,
    );
    return written;
  } finally {
    await camera.close();
  }
}

function write(runbook: Runbook, scenes: ReturnType<Runbook['scenes']>, pictures: readonly string[]): WrittenRunbook {
  const { name, title, chapter, use, undo } = runbook;
  let number = 0;
  const files = pictures.entries();
  const written = scenes.map(({ picture, steps }): WrittenScene => {
    const numbered = steps.map(({ say, see }) => ({ number: (number += 1), say, see }));
    if (picture === undefined) return { steps: numbered };
    const [index, file] = files.next().value ?? [0, ''];
    return { picture: { ...picture, file, number: index + 1 }, steps: numbered };
  });
  return { name, title, chapter, use, undo, scenes: written };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      'base-url': { type: 'string' },
      theme: { type: 'string', default: 'light' },
      only: { type: 'string' },
    },
  });
  const { out, theme, only } = values;
  const chosen = allRunbooks.filter(({ name }) => only === undefined || name === only);
  if (out === undefined || (theme !== 'light' && theme !== 'dark')) throw new RunbookFailure(usage);
  if (chosen.length === 0) {
    throw new RunbookFailure(
      `There is no runbook ${only}; there are ${allRunbooks.map(({ name }) => name).join(', ')}.`,
    );
  }
  const options: Options = { out: resolve(out), baseUrl: values['base-url']?.replace(/\/$/, ''), theme };
  mkdirSync(options.out, { recursive: true });
  if (options.baseUrl === undefined) await build();
  const browser = await startBrowser();
  const written: WrittenRunbook[] = [];
  const failures: RunbookFailure[] = [];
  // A console of somebody else's runs by its own clock.
  const taken = options.baseUrl === undefined ? pictureTime : Date.now();
  try {
    for (const runbook of chosen) {
      const { baseUrl } = options;
      const playing =
        baseUrl === undefined
          ? withDemoConsole({}, ({ home }) => make(runbook, home, taken, browser, options))
          : make(runbook, baseUrl, taken, browser, options);
      try {
        written.push(await playing);
      } catch (error) {
        if (!(error instanceof RunbookFailure)) throw error;
        failures.push(error);
        console.error(error.message);
      }
    }
  } finally {
    await browser.close();
  }
  copyFonts(options.out);
  writeFileSync(join(options.out, 'index.html'), runbooksPage(written, taken, pageStyle()));
  if (failures.length > 0) process.exitCode = 1;
  console.log(`${written.length} runbooks in ${options.out}, ${failures.length} failed.`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof RunbookFailure)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
