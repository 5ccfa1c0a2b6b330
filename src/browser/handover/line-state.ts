import { ChangeError } from '#browser/changes/send-change.ts';
import type { Difference } from '#browser/changes/change.ts';
import type { Line } from './handover-line.ts';
import type { HandoverRecord } from './handover-record.ts';
import type { RunSnapshot } from './handover-run.ts';

/** How far a line is, for people. */
export type LineState =
  'planned' | 'waiting' | 'sending' | 'applied' | 'so-already' | 'cannot' | 'left-out' | 'failed' | 'not-known';

/** How far a line is: by what the server says now, by what was sent, and by the run that is under way. */
export function stateOf(line: Line, record: HandoverRecord | undefined, run: RunSnapshot | undefined): LineState {
  const { verdict, id } = line;
  if (run !== undefined && run.phase !== 'ended' && run.line === id) return 'sending';
  if (verdict.kind === 'so-already') return wasSent(line, record) ? 'applied' : 'so-already';
  if (line.isLeftOut) return 'left-out';
  if (verdict.kind === 'cannot') return 'cannot';
  const error = failureOf(line, run);
  if (error instanceof ChangeError && error.outcome === 'unknown') return 'not-known';
  if (error !== undefined || verdict.kind === 'conflict') return 'failed';
  return record?.begun ? 'waiting' : 'planned';
}

/** Why the run ended at this line. */
export function failureOf({ id }: Line, run: RunSnapshot | undefined): Error | undefined {
  return run?.phase === 'ended' && run.line === id ? run.error : undefined;
}

function wasSent({ id }: Line, record: HandoverRecord | undefined): boolean {
  return (
    record?.sent.some(({ line, part }) => line === id && part.outcome !== 'refused' && part.undoneAt === undefined) ??
    false
  );
}

/** What a line changes, or has changed when that is done. */
export function differencesOf(line: Line, record: HandoverRecord | undefined): readonly Difference[] {
  if (line.verdict.kind === 'change') return line.verdict.step.differences;
  const sent = record?.sent.findLast(({ line: id, part }) => id === line.id && part.undoneAt === undefined);
  return line.verdict.kind === 'so-already' ? (sent?.part.differences ?? []) : [];
}

/** "7 applied, 1 failed, 2 waiting". */
export function countWords(states: readonly LineState[]): string {
  const count = (wanted: LineState) => states.filter((state) => state === wanted).length;
  const words: readonly (readonly [number: number, word: string])[] = [
    [count('applied'), 'applied'],
    [count('so-already'), 'so already'],
    [count('failed') + count('not-known'), 'failed'],
    [count('sending'), 'sending'],
    [count('waiting'), 'waiting'],
    [count('cannot'), 'not possible'],
    [count('left-out'), 'left out'],
  ];
  return words.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(', ');
}
