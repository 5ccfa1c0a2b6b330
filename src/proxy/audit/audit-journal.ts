import { randomUUID } from 'node:crypto';
import { ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { ConfigError } from '#proxy/config-error.ts';

/** The line that a write leaves if nothing more is heard of it, and what strikes it out. */
export type Note = { readonly line: string; readonly strike: () => void };

/** Remembers which writes are under way, in case that the process does not live to see their end. */
export type AuditJournal = {
  /** Notes of writes that were under way when the process before this one was killed. */
  readonly left: readonly Note[];
  /** Notes a write that goes out now. Throws when it cannot. */
  readonly note: (line: string) => Note;
};

/**
 * A journal in a file beside the audit log. Notes are handed to the system before a write goes out, which is all that
 * a killed process needs; the file is empty whenever nothing is under way. Throws ConfigError when it cannot be opened.
 */
export function fileJournal(path: string): AuditJournal {
  const text = contentOf(path);
  const before = openNotes(text);
  const fd = opened(path);
  let open = before.size;
  const append = (text: string) => {
    if (writeSync(fd, text) < Buffer.byteLength(text)) throw new Error('Only a part was written.');
  };
  const noteOf = (id: string, line: string): Note => ({
    line,
    strike() {
      open -= 1;
      if (open === 0) ftruncateSync(fd);
      else append(`${id}\n`);
    },
  });
  // Half a note is of a write that was not sent, and must not become the beginning of the next.
  ftruncateSync(fd, open === 0 ? 0 : Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
  return {
    left: [...before].map(([id, line]) => noteOf(id, line)),
    note(line) {
      const id = randomUUID();
      append(`${id} ${line}`);
      open += 1;
      return noteOf(id, line);
    },
  };
}

function opened(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch {
    throw new ConfigError('TAILBOARD_AUDIT_FILE needs a folder in which a second file can be written.');
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The lines of whole notes that were never struck out, by their ids. */
function openNotes(text: string): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  for (const entry of text.split('\n').slice(0, -1)) {
    const [id = '', ...rest] = entry.split(' ');
    if (rest.length === 0) notes.delete(id);
    else notes.set(id, `${rest.join(' ')}\n`);
  }
  return notes;
}
