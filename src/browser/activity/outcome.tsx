import type { Bulk, Entry } from '#browser/changes/change.ts';
import { Check, CircleHelp, LoaderCircle, type LucideIcon, TriangleAlert, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';

type Look = {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly ink: string;
  readonly strokeWidth: number;
  readonly isTurning?: boolean;
};

/** What became of a change, as one word with its sign. */
export function Outcome(props: { entry: Entry }): ReactNode {
  const { word, icon: Icon, ink, strokeWidth, isTurning } = lookOf(props.entry);
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap ${ink}`}>
      <Icon className={`size-3.5 ${isTurning ? 'animate-spin' : ''}`} strokeWidth={strokeWidth} aria-hidden />
      {word}
    </span>
  );
}

function lookOf(entry: Entry): Look {
  if (entry.undoneAt !== undefined) return { word: 'Undone', icon: Undo2, ink: 'text-ink-3', strokeWidth: 1.75 };
  if (entry.bulk !== undefined && entry.outcome !== 'sending') return lookOfMany(entry.bulk);
  return lookOfOne(entry.outcome);
}

/** What became of a change, as one word. */
export function outcomeWord(outcome: Entry['outcome']): string {
  return lookOfOne(outcome).word;
}

function lookOfMany({ planned, parts }: Bulk): Look {
  const applied = parts.filter(({ outcome }) => outcome === 'applied').length;
  if (applied === planned) return lookOfOne('applied');
  return { word: `${applied} of ${planned}`, icon: TriangleAlert, ink: 'text-warn-ink', strokeWidth: 1.75 };
}

function lookOfOne(outcome: Entry['outcome']): Look {
  switch (outcome) {
    case 'waiting':
      return { word: 'Waiting', icon: LoaderCircle, ink: 'text-ink-3', strokeWidth: 1.75, isTurning: true };
    case 'sending':
      return { word: 'Sending', icon: LoaderCircle, ink: 'text-ink-3', strokeWidth: 1.75, isTurning: true };
    case 'applied':
      return { word: 'Applied', icon: Check, ink: 'text-ok-ink', strokeWidth: 2.25 };
    case 'refused':
      return { word: 'Refused', icon: X, ink: 'text-bad-ink', strokeWidth: 2.25 };
    case 'not-applied':
      return { word: 'Not applied', icon: X, ink: 'text-bad-ink', strokeWidth: 2.25 };
    case 'not-sent':
      return { word: 'Not sent', icon: X, ink: 'text-bad-ink', strokeWidth: 2.25 };
    case 'unknown':
      return { word: 'Unknown', icon: CircleHelp, ink: 'text-warn-ink', strokeWidth: 2.25 };
  }
}
