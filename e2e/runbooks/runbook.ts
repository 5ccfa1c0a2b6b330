import type { Locator, Page } from '@playwright/test';

/** One thing to do or to read. In both sentences `code` stands in backticks. */
export type Step = {
  /** What to do and where, or what to read. */
  readonly say: string;
  /** What one sees then, and what to do when it is otherwise. */
  readonly see: string;
  /** What to look at; gets the number of the step in the picture. */
  readonly at: Locator;
  /** Does what `say` says; absent where there is only something to read. */
  readonly act?: (at: Locator) => Promise<unknown>;
  /** Rejects unless what `see` says is so. */
  readonly check: () => Promise<unknown>;
};

/**
 * Steps that one picture shows, five at most. It is taken when all of them are done but the last: what the last one
 * presses must still be there to be pointed at. Without a picture the steps are text.
 */
export type Scene = {
  readonly picture?: {
    /** What is seen, as a caption without a full stop. */
    readonly caption: string;
    /** For whoever cannot see it. */
    readonly alt: string;
  };
  readonly steps: readonly Step[];
};

/** A procedure on the demo tailnet that an operator can follow, a picture can show, and a test can play. */
export type Runbook = {
  /** Names its files; kebab-case. */
  readonly name: string;
  readonly title: string;
  /** Where it stands among other runbooks. */
  readonly chapter: 'Network' | 'Servers' | 'People' | 'Security' | 'Housekeeping';
  /** What its pictures mask, as capture mode reads it; the usual when absent. */
  readonly masks?: string;
  /** When to use it, how long it takes and what it interrupts. */
  readonly use: string;
  /** The scenes in order, from the list of devices on. */
  readonly scenes: (page: Page) => readonly Scene[];
  /** How to take it back, or that one cannot. */
  readonly undo: string;
};
