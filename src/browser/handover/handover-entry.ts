import type { ActivityLog } from '#browser/changes/activity-log.ts';
import type { Entry, Outcome, Part } from '#browser/changes/change.ts';
import type { Sent } from './handover-record.ts';
import type { BegunRecord } from './handover.ts';

/** Puts a hand-over into the session's log, as the one entry that it is there; `isRunning` while it is under way. */
export function showEntry(log: ActivityLog, record: BegunRecord, isRunning: boolean): void {
  const { begun, sheet, sent } = record;
  const parts = sent.map(({ part }) => part);
  const news = newsOf(parts, Math.max(begun.planned, parts.length), isRunning);
  if (log.entries().some(({ id }) => id === begun.entryId)) log.update(begun.entryId, news);
  else if (parts.length > 0)
    log.add({
      ...entryOf(begun.entryId, sheet.id, begun.at, parts),
      ...news,
      deviceName: `${sheet.name} by ${begun.before.name}`,
      title: 'Device replaced',
      finality: undefined,
      undoes: undefined,
    });
}

/** Adds the entry that tells of taking a hand-over back, as soon as something was sent for it. */
export function undoEntry(
  log: ActivityLog,
  { begun, sheet }: BegunRecord,
  at: number,
): { readonly show: (sent: readonly Sent[], isRunning: boolean) => void } {
  const id = crypto.randomUUID();
  return {
    show(sent, isRunning) {
      const parts = sent.map(({ part }) => part);
      if (parts.length === 0) return;
      const news = newsOf(parts, parts.length, isRunning);
      if (log.entries().some((entry) => entry.id === id)) log.update(id, news);
      else
        log.add({
          ...entryOf(id, sheet.id, at, parts),
          ...news,
          deviceName: `${sheet.name} by ${begun.before.name}`,
          title: 'Undone: device replaced',
          finality: undefined,
          undoes: begun.entryId,
        });
    },
  };
}

function entryOf(
  id: string,
  deviceId: string,
  at: number,
  parts: readonly Part[],
): Omit<Entry, 'deviceName' | 'title' | 'finality' | 'undoes' | 'outcome' | 'took' | 'bulk'> {
  return {
    id,
    at,
    aspect: 'handover',
    deviceId,
    differences: [],
    undo: undefined,
    // One of its requests, as an example.
    request: parts[0]?.request ?? { method: 'GET', path: '/api/v2/tailnet/-/devices', body: undefined },
    status: undefined,
    requestId: undefined,
    message: undefined,
    undoneAt: undefined,
  };
}

function newsOf(parts: readonly Part[], planned: number, isRunning: boolean): Pick<Entry, 'bulk' | 'outcome' | 'took'> {
  const outcomes: readonly Outcome[] = ['applied', 'unknown', 'refused', 'not-applied'];
  const outcome = outcomes.find((one) => parts.some((part) => part.outcome === one)) ?? 'not-applied';
  const first = parts[0]?.at ?? 0;
  const last = Math.max(first, ...parts.map((part) => part.at + (part.took ?? 0)));
  return { bulk: { planned, parts }, took: last - first, outcome: isRunning ? 'sending' : outcome };
}
