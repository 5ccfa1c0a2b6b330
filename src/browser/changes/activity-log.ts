import type { Entry } from './change.ts';

const storageKey = 'tailboard.activity';
const most = 500;

/** The changes of this tab, newest last; survives a reload and ends with the tab. */
export type ActivityLog = {
  readonly entries: () => readonly Entry[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (entry: Entry) => void;
  /** Changes what is known of an entry; one that is gone is left gone. */
  readonly update: (id: string, news: Partial<Entry>) => void;
};

/**
 * A log kept in `storage`, or only in memory where that is blocked or full. An entry that was under way when the tab
 * was reloaded reads as unknown: its answer can no longer arrive.
 */
export function createActivityLog(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): ActivityLog {
  let entries = restore(storage);
  const listeners = new Set<() => void>();
  const replace = (next: readonly Entry[]) => {
    entries = next.slice(-most);
    try {
      storage?.setItem(storageKey, JSON.stringify(entries));
    } catch {
      // A full or blocked storage loses the log with the tab; the log itself goes on.
    }
    for (const listener of listeners) listener();
  };
  return {
    entries: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (entry) => replace([...entries, entry]),
    update: (id, news) => replace(entries.map((entry) => (entry.id === id ? { ...entry, ...news } : entry))),
  };
}

function restore(storage: Pick<Storage, 'getItem'> | undefined): readonly Entry[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]');
    // Written by this page alone and into storage of this origin alone; a foreign shape is dropped whole.
    const entries = Array.isArray(stored) ? (stored as Entry[]) : [];
    return entries.map((entry) => (entry.outcome === 'sending' ? { ...entry, outcome: 'unknown' } : entry));
  } catch {
    return [];
  }
}
