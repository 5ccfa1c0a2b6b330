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

/** The log of the session itself, from which what came to nothing can be taken out again. */
export type SessionLog = ActivityLog & {
  readonly remove: (id: string) => void;
  /** Until the function that this gives is called, what is kept for a reload stays as it is now. */
  readonly hold: () => () => void;
};

/**
 * A log kept in `storage`, or only in memory where that is blocked or full. The oldest of more than 500 entries go. An
 * entry that was under way when the tab was reloaded reads as unknown, as its answer can no longer arrive; one that
 * still waited reads as not sent.
 */
export function createActivityLog(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): SessionLog {
  let entries = restore(storage);
  const listeners = new Set<() => void>();
  let holds = 0;
  const replace = (next: readonly Entry[]) => {
    entries = next.slice(-most);
    if (holds === 0) keep(storage, entries);
    for (const listener of listeners) listener();
  };
  return {
    entries: () => entries,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (entry) => replace([...entries, withoutSecrets(entry)]),
    hold() {
      holds += 1;
      return () => {
        holds -= 1;
        if (holds === 0) keep(storage, entries);
      };
    },
    remove: (id) => replace(entries.filter((entry) => entry.id !== id)),
    update: (id, news) =>
      replace(
        entries.map((entry) => (entry.id === id ? withoutSecrets({ ...entry, ...news }) : withPart(entry, id, news))),
      ),
  };
}

/** An entry whose part with this id is changed; the same one when it has none. */
function withPart(entry: Entry, id: string, news: Partial<Entry>): Entry {
  if (entry.bulk?.parts.some((part) => part.id === id) !== true) return entry;
  const parts = entry.bulk.parts.map((part) => (part.id === id ? withoutSecrets({ ...part, ...news }) : part));
  return { ...entry, bulk: { ...entry.bulk, parts } };
}

/** A full storage keeps what was done and not on which devices; a blocked one loses the log with the tab. */
function keep(storage: Pick<Storage, 'setItem'> | undefined, entries: readonly Entry[]): void {
  const short = (entry: Entry) => (entry.bulk === undefined ? entry : { ...entry, bulk: { ...entry.bulk, parts: [] } });
  for (const text of [() => JSON.stringify(entries), () => JSON.stringify(entries.map(short))])
    try {
      storage?.setItem(storageKey, text());
      return;
    } catch {
      // Tried shorter, or the log goes on without.
    }
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
    return [settled(parsed.output)];
  });
}

/** What was under way when the tab was reloaded can no longer be answered, and what waited is sent by nobody. */
function settled(entry: Entry): Entry {
  if (entry.outcome === 'waiting') return { ...entry, outcome: 'not-sent' };
  const lost = <E extends Pick<Entry, 'outcome'>>(one: E): E =>
    one.outcome === 'sending' ? { ...one, outcome: 'unknown' } : one;
  if (entry.bulk === undefined) return lost(entry);
  return { ...lost(entry), bulk: { ...entry.bulk, parts: entry.bulk.parts.map(lost) } };
}
