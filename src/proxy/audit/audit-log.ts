import { Refusal } from '#proxy/refusal.ts';

/** Takes one line, or rejects; the next is given only after that. */
export type AuditSink = (line: string) => Promise<void>;

export type AuditLog = {
  /** Throws `audit_unavailable` while there are lines that could not be written: what nobody can see is not done. */
  readonly ready: () => Promise<void>;
  /** Resolves when the line is written, or when it cannot be and somebody was told. */
  readonly write: (line: string) => Promise<void>;
};

/** Lines that wait for their sink to work again; refusals may go on adding to them. */
const mostWaiting = 1000;

/**
 * Writes lines in the order of their ends, and keeps those that could not be written until they can. `complain` is told
 * of every failure, with the line, so that it stands somewhere at least.
 */
export function createAuditLog(sink: AuditSink, complain: (sentence: string) => void): AuditLog {
  const waiting: string[] = [];
  let turn: Promise<void> = Promise.resolve();

  const writeWaiting = async (): Promise<void> => {
    for (let line = waiting[0]; line !== undefined; line = waiting[0]) {
      try {
        await sink(line);
      } catch (error) {
        const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
        complain(`The audit log cannot be written (${reason}); nothing is changed until it can. It lacks: ${line}`);
        return;
      }
      waiting.shift();
    }
  };

  const flush = (): Promise<void> => {
    turn = turn.then(writeWaiting);
    return turn;
  };

  return {
    async ready() {
      if (waiting.length === 0) return;
      await flush();
      if (waiting.length > 0) throw new Refusal('audit_unavailable');
    },
    write(line) {
      if (waiting.length < mostWaiting) waiting.push(line);
      else complain(`The audit log cannot be written and this line is not kept: ${line}`);
      return flush();
    },
  };
}
