import type { ActivityLog } from '#browser/changes/activity-log.ts';
import { isUndoable } from '#browser/activity/undo-words.ts';
import { type Bulk, type Part, singleEntries } from '#browser/changes/change.ts';

/** The log of one run: what was sent to each device, gathered for the one entry that stands in the session's log. */
export type Recorder = {
  /** The log that the sending of a device writes into; reading it gives the session's. */
  readonly log: ActivityLog;
  readonly parts: () => readonly Part[];
  readonly partOf: (deviceId: string) => Part | undefined;
  /** How many parts can be taken back; counted along, as it is asked after every step of ten thousand. */
  readonly undoable: () => number;
  readonly put: (part: Part) => void;
  /** Nothing was sent to this device after all. */
  readonly drop: (deviceId: string) => void;
  /** Entries of the session that were taken back since this was asked last. */
  readonly takeUndone: () => readonly string[];
};

/** A recorder over the log of the session. What is sent to a device anew takes the place of what was sent before. */
export function createRecorder(session: ActivityLog): Recorder {
  const parts = new Map<string, Part>();
  let undone: string[] = [];
  let undoable = 0;
  const set = (deviceId: string, part: Part | undefined) => {
    const before = parts.get(deviceId);
    undoable += Number(part !== undefined && isUndoable(part)) - Number(before !== undefined && isUndoable(before));
    if (part === undefined) parts.delete(deviceId);
    else parts.set(deviceId, part);
  };
  const put = (part: Part) => {
    set(part.deviceId, undefined);
    set(part.deviceId, part);
  };
  return {
    log: {
      entries: () => singleEntries(session.entries()),
      subscribe: session.subscribe,
      add: (entry) => put(partFrom(entry)),
      update(id, news) {
        for (const part of parts.values())
          if (part.id === id) {
            set(part.deviceId, partFrom({ ...part, ...news }));
            return;
          }
        if (news.undoneAt !== undefined) undone.push(id);
      },
    },
    parts: () => [...parts.values()],
    partOf: (deviceId) => parts.get(deviceId),
    put,
    undoable: () => undoable,
    drop: (deviceId) => set(deviceId, undefined),
    takeUndone() {
      const taken = undone;
      undone = [];
      return taken;
    },
  };
}

function partFrom(entry: Part & { readonly bulk?: Bulk | undefined }): Part {
  const { aspect: _aspect, title: _title, bulk: _bulk, ...part } = entry;
  return part;
}
