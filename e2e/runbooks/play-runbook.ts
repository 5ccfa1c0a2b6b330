import { stripVTControlCharacters } from 'node:util';
import type { Page } from '@playwright/test';
import { type Callout, bringIntoView, mostCallouts } from '#run/camera/callouts.ts';
import type { Runbook, Scene, Step } from './runbook.ts';

/** A step that does not do what it says; the message names the runbook, the step and what was looked for. */
export class RunbookFailure extends Error {}

/** Is called while what a scene's picture has to show is in the window. */
export type TakePicture = (scene: Scene, callouts: readonly Callout[]) => Promise<void>;

/** How long anything that a step speaks of may take to appear, in milliseconds. */
const patience = 10_000;

/**
 * Plays a runbook in the page, which shows the list of devices: does what each step says, and checks what it says that
 * one sees. Also makes sure that everything a picture points at is in one window, with or without `take`. Throws
 * RunbookFailure for the first step that does not work.
 */
export async function playRunbook(runbook: Runbook, page: Page, take?: TakePicture): Promise<void> {
  let number = 0;
  for (const scene of runbook.scenes(page)) {
    const first = number + 1;
    const trying = async (step: Step, at: number, action: () => Promise<unknown>) => {
      try {
        await action();
      } catch (error) {
        throw failure(runbook, at, step, error);
      }
    };
    if (scene.steps.length > mostCallouts) {
      throw new RunbookFailure(`${runbook.name}: the scene from step ${first} on has more than ${mostCallouts} steps.`);
    }
    for (const [index, step] of scene.steps.entries()) {
      number += 1;
      const at = number;
      await trying(step, at, () => step.at.first().waitFor({ timeout: patience }));
      if (index === scene.steps.length - 1 && scene.picture !== undefined) {
        const callouts = scene.steps.map((shown, place) => ({ number: first + place, at: shown.at }));
        for (const [place, shown] of scene.steps.entries())
          await trying(shown, first + place, () => shown.at.first().waitFor({ timeout: patience }));
        await trying(step, at, async () => {
          // Where the pointer rests, something may light up.
          await page.mouse.move(0, 0);
          const [lost] = await bringIntoView(callouts);
          if (lost !== undefined) throw new Error(`What step ${lost.number} looks at is not in the same picture.`);
          await take?.(scene, callouts);
        });
      }
      await trying(step, at, async () => {
        await step.act?.(step.at);
        await step.check();
      });
    }
  }
}

function failure(runbook: Runbook, number: number, step: Step, cause: unknown): RunbookFailure {
  const said = cause instanceof Error ? cause.message : String(cause);
  const plain = stripVTControlCharacters(said).trim();
  const lines = [
    `${runbook.name}, step ${number}: "${step.say}" no longer works.`,
    `Looked at: ${String(step.at)}`,
    `Should be seen: ${step.see}`,
    ...plain.split('\n').slice(0, 12),
  ];
  return new RunbookFailure(lines.join('\n  '), { cause });
}
