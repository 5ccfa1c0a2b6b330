import * as v from 'valibot';
import type { Entry } from './change.ts';
import { entrySchema } from './entry-schema.ts';
import { withoutSecrets } from './without-secrets.ts';

const storageKey = 'tailboard.activity';
const most = 500;

/** The changes of this tab, newest last; survives a reload and ends with the tab. Never holds a key or an invite link. */
export type ActivityLog = {
  /** The same array until something changes. */
  readonly entries: () => readonly Entry[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (entry: Entry) => void;
  /** Changes what is known of an entry; one that is gone is left gone. */
  readonly update: (id: string, news: Partial<Entry>) => void;
};

/**
 * A log kept in `storage`, or only in memory where that is blocked or full. The oldest of more than 500 entries go. An
 * entry that was under way when the tab was reloaded reads as unknown: its answer can no longer arrive.
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
    add: (entry) => replace([...entries, withoutSecrets(entry)]),
    update: (id, news) =>
      replace(entries.map((entry) => (entry.id === id ? withoutSecrets({ ...entry, ...news }) : entry))),
  };
}

/** Entry by entry, so that one of another shape takes no other with it. */
function restore(storage: Pick<Storage, 'getItem'> | undefined): readonly Entry[] {
  let stored: unknown;
  try {
    stored = JSON.parse(storage?.getItem(storageKey) ?? '[]');
  } catch {
    // Blocked, or not written by this page.
    return [];
  }
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item): readonly Entry[] => {
    const parsed = v.safeParse(entrySchema, item);
    if (!parsed.success) return [];
    return [parsed.output.outcome === 'sending' ? { ...parsed.output, outcome: 'unknown' } : parsed.output];
  });
}
