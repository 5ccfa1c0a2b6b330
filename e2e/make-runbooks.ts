import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { pictureTime, withDemoConsole } from '#run/camera/demo-console.ts';
import { startBrowser } from '#run/camera/start-browser.ts';
import { build } from '#run/prepare.mjs';
import { allRunbooks } from './runbooks/all-runbooks.ts';
import { copyFonts, pageStyle } from './runbooks/page-style.ts';
import { makeRunbook } from './runbooks/make-runbook.ts';
import { type WrittenRunbook, runbooksPage } from './runbooks/pages-of-runbook.ts';
import { RunbookFailure } from './runbooks/play-runbook.ts';

const usage = 'npm run runbooks -- --out DIR [--base-url URL] [--theme dark] [--only NAME]';

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
  const baseUrl = values['base-url']?.replace(/\/$/, '');
  // A console of somebody else's runs by its own clock.
  const isShared = baseUrl !== undefined;
  const settings = { out: resolve(out), theme, taken: isShared ? Date.now() : pictureTime, isShared } as const;
  mkdirSync(settings.out, { recursive: true });
  if (baseUrl === undefined) await build();
  const browser = await startBrowser();
  const written: WrittenRunbook[] = [];
  const failures: RunbookFailure[] = [];
  try {
    for (const runbook of chosen) {
      const make = (home: string) => makeRunbook(runbook, home, browser, settings);
      try {
        written.push(await (baseUrl === undefined ? withDemoConsole({}, ({ home }) => make(home)) : make(baseUrl)));
      } catch (error) {
        if (!(error instanceof RunbookFailure)) throw error;
        failures.push(error);
        console.error(error.message);
      }
    }
  } finally {
    await browser.close();
  }
  copyFonts(settings.out);
  writeFileSync(join(settings.out, 'index.html'), runbooksPage(written, settings.taken, pageStyle()));
  if (failures.length > 0) process.exitCode = 1;
  console.log(`${written.length} runbooks in ${settings.out}, ${failures.length} failed.`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof RunbookFailure)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
