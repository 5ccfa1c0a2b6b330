import type { Policy } from '#browser/api/queries.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import type { Aspect } from '#browser/changes/change.ts';
import type { Attributes } from '#contract/posture.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { Sheet } from './sheet.ts';

/** What was decided: what becomes of the old device in the end, and what is left out. */
export type Decisions = {
  /** The old device stays, under another name and address; or it leaves the tailnet, as the very last. */
  readonly fate: 'aside' | 'remove';
  /** Choices of lines. */
  readonly leftOut: readonly string[];
};

/** What the server has now, and what was seen when the hand-over was reviewed. */
export type World = {
  /** The old device as it was. */
  readonly sheet: Sheet;
  /** The old device as it is; undefined when it is gone. */
  readonly old: AnyDevice | undefined;
  /** The new device as it is, its routes included, and as it was when it was reviewed. */
  readonly next: AnyDevice;
  readonly before: Sheet;
  /** Undefined where they could not be read. */
  readonly attributes: Attributes | undefined;
  /** The whole tailnet. */
  readonly devices: readonly ListedDevice[];
  readonly policy: Policy | undefined;
  /** The newest entry of the log when `before` was taken. */
  readonly since: string | undefined;
  readonly now: number;
  /** Why whoever opened the page may not change an aspect, as a sentence; undefined when they may. */
  readonly reasonAgainst: (aspect: Aspect) => string | undefined;
};
