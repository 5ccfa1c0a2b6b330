import type { ActivityLog } from '#browser/changes/activity-log.ts';
import { type Entry, type Part, singleEntries } from '#browser/changes/change.ts';
import { withoutSecrets } from '#browser/changes/without-secrets.ts';
import type { Sent } from './handover-record.ts';

/** The log of a hand-over: what was sent for which line. */
export type HandoverRecorder = {
  /** What the sending of a line writes into; reading it gives the session's. */
  readonly log: ActivityLog;
  readonly sent: () => readonly Sent[];
  /** From now on what is sent belongs to this line. */
  readonly begin: (line: string) => void;
  /** Reading showed that a line is so: what was lost of it did come about. */
  readonly found: (line: string) => void;
  /** Nothing came of what was sent last for this line. */
  readonly drop: (line: string) => void;
};

/**
 * A recorder that goes on from what was sent before. `onChange` is told of everything new, `onUndone` of the id of what
 * was taken back. What did not come about is replaced by the next attempt; what did, stays.
 */
export function createHandoverRecorder(given: {
  session: ActivityLog;
  sent: readonly Sent[];
  onChange: (sent: readonly Sent[]) => void;
  onUndone: (id: string) => void;
}): HandoverRecorder {
  const { session, onChange } = given;
  let sent = given.sent;
  let line = '';
  const replace = (next: readonly Sent[]) => {
    sent = next;
    onChange(sent);
  };
  const isLast = (one: Sent, place: number, of: string) =>
    one.line === of && !sent.slice(place + 1).some((later) => later.line === of);
  return {
    log: {
      entries: () => singleEntries(session.entries()),
      subscribe: session.subscribe,
      add: (entry) =>
        replace([
          ...sent.filter((one) => one.line !== line || one.part.outcome === 'applied'),
          { line, part: withoutSecrets(partFrom(entry)) },
        ]),
      update(id, news) {
        if (sent.some(({ part }) => part.id === id))
          replace(sent.map((one) => (one.part.id === id ? { ...one, part: changed(one.part, news) } : one)));
        else if (news.undoneAt !== undefined) given.onUndone(id);
      },
    },
    sent: () => sent,
    begin: (next) => {
      line = next;
    },
    found(of) {
      const isLost = (one: Sent, place: number) =>
        isLast(one, place, of) && ['unknown', 'sending', 'not-applied'].includes(one.part.outcome);
      if (sent.some(isLost))
        replace(
          sent.map((one, place) => (isLost(one, place) ? { ...one, part: { ...one.part, outcome: 'applied' } } : one)),
        );
    },
    drop: (of) => replace(sent.filter((one) => one.line !== of || one.part.outcome === 'applied')),
  };
}

function changed(part: Part, news: Partial<Entry>): Part {
  return withoutSecrets(partFrom({ ...part, ...news }));
}

function partFrom(entry: Part & Pick<Partial<Entry>, 'bulk'>): Part {
  const { bulk: _bulk, ...part } = entry;
  return part;
}
