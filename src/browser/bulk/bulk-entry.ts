import type { ActivityLog } from '#browser/changes/activity-log.ts';
import type { Difference, Entry, Outcome, Part } from '#browser/changes/change.ts';
import { isUndoable } from '#browser/activity/undo-words.ts';
import type { BulkAction } from './bulk-action.ts';
import type { Recorder } from './recorder.ts';

/** Milliseconds between two writings of a run into the log; each costs as much as the log is long. */
const pace = 2000;

/** Keeps the one entry of a run in the session's log as the run goes on. */
export type EntryKeeper = { readonly id: string; readonly step: (isDone: boolean) => void };

/** Adds the entry of a run that is about to begin; `undoes` is the bulk entry that it takes back. */
export function keepEntry(given: {
  log: ActivityLog;
  recorder: Recorder;
  action: BulkAction;
  /** One of the requests, as an example. */
  request: Entry['request'];
  differences: readonly Difference[];
  finality: string | undefined;
  planned: number;
  undoes: string | undefined;
  now: () => number;
}): EntryKeeper {
  const { log, recorder, action, planned, now } = given;
  const id = crypto.randomUUID();
  const at = now();
  let written = at;
  log.add({
    id,
    at,
    aspect: action.aspect,
    deviceId: '',
    deviceName: countWords(planned),
    title: action.title,
    differences: given.differences,
    undo: undefined,
    finality: given.finality,
    request: given.request,
    outcome: 'sending',
    status: undefined,
    took: undefined,
    requestId: undefined,
    message: undefined,
    undoneAt: undefined,
    undoes: given.undoes,
    bulk: { planned, parts: [] },
  });
  return {
    id,
    step(isDone) {
      if (!isDone && now() - written < pace) return;
      written = now();
      const parts = recorder.parts();
      const news = { bulk: { planned, parts }, took: now() - at };
      log.update(id, { ...news, outcome: isDone ? outcomeOf(parts) : 'sending' });
      const undone = new Set(recorder.takeUndone());
      if (undone.size > 0) markUndone(log, undone, now());
    },
  };
}

/** Marks parts of earlier bulk entries as taken back; an entry of which nothing is left to take back, too. */
function markUndone(log: ActivityLog, undone: ReadonlySet<string>, at: number): void {
  for (const { id, bulk } of log.entries()) {
    if (bulk?.parts.some((part) => undone.has(part.id)) !== true) continue;
    const parts = bulk.parts.map((part) => (undone.has(part.id) ? { ...part, undoneAt: at } : part));
    const isAll = !parts.some(isUndoable);
    log.update(id, { bulk: { ...bulk, parts }, ...(isAll ? { undoneAt: at } : {}) });
  }
}

/** The outcome of a whole run: applied where it was on any device. */
function outcomeOf(parts: readonly Part[]): Outcome {
  const outcomes: readonly Outcome[] = ['applied', 'unknown', 'refused', 'not-applied'];
  return outcomes.find((outcome) => parts.some((part) => part.outcome === outcome)) ?? 'not-applied';
}

/** "1 device", "214 devices". */
export function countWords(count: number): string {
  return count === 1 ? '1 device' : `${count} devices`;
}
