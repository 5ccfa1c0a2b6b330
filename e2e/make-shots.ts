import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import { openCamera } from '#run/camera/camera.ts';
import { pictureTime, withDemoConsole } from '#run/camera/demo-console.ts';
import { startBrowser } from '#run/camera/start-browser.ts';
import { build, root } from '#run/prepare.mjs';
import { approveSubnetRoute } from './runbooks/approve-subnet-route.ts';
import { makeRunbook } from './runbooks/make-runbook.ts';
import { copyFonts, pageStyle } from './runbooks/page-style.ts';
import { runbooksPage } from './runbooks/pages-of-runbook.ts';
import { type Difference, withComparison } from './shots/compare-pictures.ts';
import { deviceShots } from './shots/device-shots.ts';
import { fleetShots } from './shots/fleet-shots.ts';
import { listShots } from './shots/list-shots.ts';
import { sheetShots } from './shots/sheet-shots.ts';
import { type Shot, withStage } from './shots/shot.ts';

const usage = 'npm run shots -- --out DIR [--only NAME] [--against DIR2], or npm run shots -- --readme';

/** The page of a runbook as a browser shows it: the only picture that is not of the console. */
const runbookPage: Shot = {
  name: '17-runbook-page',
  take: async ({ browser }) => {
    const folder = mkdtempSync(join(tmpdir(), 'tailboard-runbook-'));
    const camera = await openCamera(browser, {
      theme: 'light',
      size: { width: 1000, height: 980 },
      scale: 2,
      now: pictureTime,
    });
    try {
      const settings = { out: folder, theme: 'light', taken: pictureTime } as const;
      const written = await withDemoConsole({}, ({ home }) => makeRunbook(approveSubnetRoute, home, browser, settings));
      copyFonts(folder);
      writeFileSync(join(folder, 'index.html'), runbooksPage([written], pictureTime, pageStyle()));
      await camera.page.goto(`${pathToFileURL(join(folder, 'index.html')).href}#${written.name}`);
      return await camera.take();
    } finally {
      await camera.close();
      rmSync(folder, { recursive: true });
    }
  },
};

const shots = [...listShots, ...deviceShots, ...fleetShots, ...sheetShots, runbookPage].toSorted((left, right) =>
  left.name < right.name ? -1 : 1,
);

/** The pictures of README.md, half as fine as the others. */
const readmeShots = { 'devices.png': '01-list-light', 'runbook.png': '16-runbook-capture' } as const;

async function takeShot(browser: Browser, shot: Shot, scale: number): Promise<Buffer> {
  const { name, take, ...options } = shot;
  const mode = name === '16-runbook-capture' ? ({ mode: 'demo' } as const) : {};
  return await withStage(browser, { ...options, ...mode, scale }, take);
}

function words(difference: Difference | undefined): string {
  if (difference === undefined) return 'is new';
  if (difference.kind === 'same') return 'is the same';
  if (difference.kind === 'other size') return `was ${difference.before}, is ${difference.now}`;
  const { pixels, share, within } = difference;
  const [x, y, width, height] = within;
  return `${pixels} pixels differ (${(share * 100).toFixed(2)} %), within ${width}x${height} at ${x},${y}`;
}

/** Compares what was taken with the pictures of another run, says what differs, and puts pictures of it beside. */
async function report(browser: Browser, names: readonly string[], out: string, against: string): Promise<void> {
  const lines = await withComparison(browser, async (compare) => {
    const told: string[] = [];
    for (const name of names) {
      const before = join(against, `${name}.png`);
      const difference = existsSync(before)
        ? await compare(readFileSync(before), readFileSync(join(out, `${name}.png`)))
        : undefined;
      if (difference?.kind === 'other pixels') writeFileSync(join(out, `${name}.differs.png`), difference.picture);
      told.push(`- ${name}: ${words(difference)}`);
    }
    return told;
  });
  writeFileSync(join(out, 'report.md'), `# Pictures against ${against}\n\n${lines.join('\n')}\n`);
  console.log(lines.join('\n'));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      only: { type: 'string' },
      against: { type: 'string' },
      readme: { type: 'boolean', default: false },
    },
  });
  const { only, against, readme } = values;
  const chosen = shots.filter(({ name }) => only === undefined || name.startsWith(only));
  if ((values.out === undefined && !readme) || chosen.length === 0) {
    console.error(`${usage}\nThere are ${shots.map(({ name }) => name).join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  await build();
  const browser = await startBrowser();
  try {
    if (readme) {
      for (const [file, name] of Object.entries(readmeShots))
        for (const shot of shots.filter((candidate) => candidate.name === name))
          writeFileSync(join(root, '.github', file), await takeShot(browser, shot, 1));
    }
    if (values.out === undefined) return;
    const out = resolve(values.out);
    mkdirSync(out, { recursive: true });
    const names: string[] = [];
    for (const shot of chosen) {
      try {
        writeFileSync(join(out, `${shot.name}.png`), await takeShot(browser, shot, 2));
        names.push(shot.name);
        console.log(shot.name);
      } catch (error) {
        console.error(`${shot.name} could not be taken.`, error);
        process.exitCode = 1;
      }
    }
    if (against !== undefined) await report(browser, names, out, resolve(against));
  } finally {
    await browser.close();
  }
}

await main();
