import type { Aspect, Difference } from '#browser/changes/change.ts';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** Aspects whose values one would paste into a terminal. */
const inMono: ReadonlySet<Aspect> = new Set(['ipv4', 'name', 'posture']);

/**
 * What a change made different, or was to (`isDone` false): added and removed elements as chips, a value that became
 * another with an arrow.
 */
export function Differences(props: { aspect: Aspect; differences: readonly Difference[]; isDone: boolean }): ReactNode {
  const { isDone } = props;
  if (props.differences.length === 0) return null;
  const font = inMono.has(props.aspect) ? 'font-mono text-code-sm' : '';
  return (
    <ul className="mt-0.5 flex flex-wrap gap-1.5">
      {props.differences.map((difference) => (
        <li key={JSON.stringify(difference)} className="flex min-w-0">
          {difference.kind === 'became' ? (
            <span className={`inline-flex flex-wrap items-center gap-x-1.5 wrap-anywhere text-ink-2 ${font}`}>
              {difference.before}
              <ArrowRight className="size-3 shrink-0 text-ink-3" strokeWidth={1.75} aria-hidden />
              <span className="sr-only">{isDone ? 'became' : 'was to become'}</span>
              <span className="text-ink">{difference.after}</span>
            </span>
          ) : (
            <Chip kind={difference.kind} text={difference.text} isDone={isDone} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Chip(props: { kind: 'added' | 'removed'; text: string; isDone: boolean }): ReactNode {
  const isAdded = props.kind === 'added';
  return (
    <span
      className={`rounded-chip px-1 font-mono text-code-sm wrap-anywhere ${props.isDone ? (isAdded ? 'bg-ok-tint text-ok-ink' : 'bg-bad-tint text-bad-ink') : 'bg-active text-ink-2'}`}
    >
      <span className="sr-only">
        {props.isDone ? '' : 'to be '}
        {isAdded ? 'added ' : 'removed '}
      </span>
      <span aria-hidden>{isAdded ? '+' : '\u2212'}</span>
      {props.text}
    </span>
  );
}
