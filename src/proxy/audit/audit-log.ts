import { Refusal } from '#proxy/refusal.ts';
import type { AuditJournal, Note } from './audit-journal.ts';

/** Takes one line, or rejects; the next is given only after that. */
export type AuditSink = (line: string) => Promise<void>;

export type AuditLog = {
  /** Throws `audit_unavailable` while there are lines that could not be written: what nobody can see is not done. */
  readonly ready: () => Promise<void>;
  /** Notes a write that goes out now. Throws `audit_unavailable` when it cannot; undefined where there is no journal. */
  readonly note: (line: string) => Note | undefined;
  /** Resolves when the line is written, and `note` struck out, or when it cannot be and somebody was told. */
  readonly write: (line: string, note?: Note) => Promise<void>;
};

/** Lines that wait for their sink to work again; refusals may go on adding to them. */
const mostWaiting = 1000;

/**
 * Writes lines in the order of their ends, and keeps those that could not be written until they can. `complain` is told
 * of every failure, with the line, so that it stands somewhere at least.
 */
export function createAuditLog(
  sink: AuditSink,
  complain: (sentence: string) => void,
  journal?: AuditJournal,
): AuditLog {
  const waiting: Note[] = [...(journal?.left ?? [])];
  let turn: Promise<void> = Promise.resolve();

  const writeWaiting = async (): Promise<void> => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const { line, strike } = next;
      try {
        await sink(line);
      } catch (error) {
        complain(
          `The audit log cannot be written (${reasonOf(error)}); nothing is changed until it can. It lacks: ${line}`,
        );
        return;
      }
      waiting.shift();
      try {
        strike();
      } catch (error) {
        complain(`The journal of the audit log cannot be written (${reasonOf(error)}); a line may come twice.`);
      }
    }
  };

  const flush = (): Promise<void> => {
    turn = turn.then(writeWaiting);
    return turn;
  };

  // What the process before this one left, before anything of this one.
  if (waiting.length > 0) void flush();
  return {
    async ready() {
      if (waiting.length === 0) return;
      await flush();
      if (waiting.length > 0) throw new Refusal('audit_unavailable');
    },
    note(line) {
      try {
        return journal?.note(line);
      } catch (error) {
        complain(`The journal of the audit log cannot be written (${reasonOf(error)}); nothing is changed.`);
        throw new Refusal('audit_unavailable');
      }
    },
    write(line, note) {
      if (waiting.length < mostWaiting) waiting.push({ line, strike: note?.strike ?? nothing });
      else complain(`The audit log cannot be written and this line is not kept: ${line}`);
      return flush();
    },
  };
}

const nothing = () => undefined;

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
