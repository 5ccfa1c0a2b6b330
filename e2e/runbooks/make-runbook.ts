import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { drawCallouts } from '#run/camera/callouts.ts';
import { openCamera } from '#run/camera/camera.ts';
import { type WrittenRunbook, type WrittenScene, runbookMarkdown } from './pages-of-runbook.ts';
import { playRunbook } from './play-runbook.ts';
import type { Runbook } from './runbook.ts';

type Settings = {
  /** Folder of the files, which exists. */
  readonly out: string;
  readonly theme: 'light' | 'dark';
  /** The moment at which the pages stand still, in milliseconds since 1970. */
  readonly taken: number;
  /** Where the console is somebody else's, who may have made pictures before. */
  readonly isShared?: boolean;
};

/** Plays one runbook in a window of its own, and writes its pictures and its Markdown. Throws RunbookFailure for a step that does not work. */
export async function makeRunbook(
  runbook: Runbook,
  home: string,
  browser: Browser,
  settings: Settings,
): Promise<WrittenRunbook> {
  const { out, theme, taken, isShared = false } = settings;
  const camera = await openCamera(browser, {
    theme,
    size: { width: 1280, height: 920 },
    scale: 2,
    now: taken,
    ...(isShared ? { idsFrom: Date.now() % 1e12 } : {}),
  });
  const pictures: string[] = [];
  try {
    await camera.page.goto(`${home}/devices?capture=${runbook.masks ?? '1'}${theme === 'dark' ? '&theme=dark' : ''}`);
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
  } catch (error) {
    // Not comparable, as nobody waits for it to come to rest, but shows what was there instead.
    await camera.page.screenshot({ path: join(out, `${runbook.name}-failed.png`) });
    throw error;
  } finally {
    await camera.close();
  }
}

function write(runbook: Runbook, scenes: ReturnType<Runbook['scenes']>, pictures: readonly string[]): WrittenRunbook {
  const { scenes: _, ...kept } = runbook;
  let number = 0;
  const files = pictures.entries();
  const written = scenes.map(({ picture, steps }): WrittenScene => {
    const numbered = steps.map(({ say, see }) => ({ number: (number += 1), say, see }));
    if (picture === undefined) return { steps: numbered };
    const [index, file] = files.next().value ?? [0, ''];
    return { picture: { ...picture, file, number: index + 1 }, steps: numbered };
  });
  return { ...kept, scenes: written };
}
