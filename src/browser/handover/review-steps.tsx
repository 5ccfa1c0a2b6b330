import { SlowDown } from '#browser/shell/slow-down.tsx';
import { announce } from '#browser/ui/announcer.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { type ReactNode, type Ref, useEffect } from 'react';
import { HandoverButtons } from './handover-buttons.tsx';
import { LineItem } from './line-item.tsx';
import { pendingLines } from './handover-line.ts';
import { NextLost } from './next-lost.tsx';
import { type LineState, countWords, differencesOf, failureOf, stateOf } from './line-state.ts';
import type { Handover } from './use-handover.ts';

const fills: Readonly<Record<LineState, string>> = {
  applied: 'var(--color-ok)',
  'so-already': 'var(--color-ok)',
  failed: 'var(--color-bad)',
  'not-known': 'var(--color-warn)',
  sending: 'var(--color-accent)',
  planned: 'var(--color-line-strong)',
  waiting: 'var(--color-line-strong)',
  cannot: 'var(--color-line-strong)',
  'left-out': 'var(--color-line-strong)',
};

/** Every line of a hand-over with what changes and how far it is, and what can be done with it. */
export function ReviewSteps(props: {
  handover: Handover;
  /** Why nothing can be sent, as a sentence. */
  offReason: string | undefined;
  headingRef: Ref<HTMLHeadingElement>;
  onDone: () => void;
}): ReactNode {
  const { handover, offReason } = props;
  const { lines, record, run, before, sheet, decisions } = handover;
  const states = lines.map((line) => stateOf(line, record, run));
  const isBegun = Boolean(record?.begun);
  const isRunning = handover.stop !== undefined || handover.isElsewhere;
  const count = pendingLines(lines).length;
  const meant = states.filter((state) => state !== 'cannot' && state !== 'left-out');
  const answered = meant.filter((state) => state === 'applied' || state === 'so-already').length;
  const told = `${answered} of ${meant.length} done. ${countWords(states)}.`;
  const isEnded = run?.phase === 'ended';
  // The live region belongs to the document; said once at the end and not with every line.
  useEffect(() => {
    if (isEnded) announce(told);
  }, [isEnded, told]);
  if (before === undefined || sheet === undefined) return null;
  const failed = lines.some((line) => failureOf(line, run) !== undefined);
  return (
    <>
      <header className="px-5 pt-4 pb-3">
        <h2 ref={props.headingRef} tabIndex={-1} className="text-page outline-none">
          {titleOf(count, isBegun, isRunning)}
        </h2>
        <p className="mt-0.5 text-small wrap-anywhere text-ink-3">
          {count > 0 || !isBegun || isRunning
            ? `${before.name} becomes what ${sheet.name} is. One request each, in this order.`
            : meant.length === states.length
              ? `${before.name} has taken the place of ${sheet.name}.`
              : `${before.name} has what could be handed over.`}
        </p>
        {isBegun && (
          <>
            <div
              role="progressbar"
              aria-label="Steps done"
              aria-valuenow={answered}
              aria-valuemin={0}
              aria-valuemax={meant.length}
              className="mt-3 flex gap-0.5"
            >
              {lines.map((line, place) => (
                <span
                  key={line.id}
                  style={{ height: 4, background: fills[states[place] ?? 'waiting'] }}
                  className="flex-1 rounded-full"
                />
              ))}
            </div>
            <p className="figures mt-1.5 text-small">
              <span className="font-medium">
                {answered} of {meant.length} done.
              </span>{' '}
              <span className="text-ink-3">{countWords(states)}</span>
            </p>
          </>
        )}
        {handover.isElsewhere && (
          <div className="mt-2">
            <Notice kind="warn" title="It runs in another tab.">
              Stop it there. This one shows how far it is.
            </Notice>
          </div>
        )}
        {run?.closed !== undefined && isRunning && <SlowDown at={run.closed.at} wait={run.closed.wait} />}
        {run?.error !== undefined && !failed && isEnded && (
          <div className="mt-2">
            <NextLost handover={handover} error={run.error} />
          </div>
        )}
      </header>
      <ul aria-label="Steps" className="min-h-0 flex-1 overflow-y-auto border-t border-line-strong">
        {lines.map((line, place) => {
          const canChoose = !isRunning && line.id !== 'name-old' && line.id !== 'address-old' && line.id !== 'remove';
          const isOpen = line.verdict.kind === 'change' || line.isLeftOut || line.verdict.kind === 'conflict';
          return (
            <LineItem
              key={line.id}
              line={line}
              state={states[place] ?? 'waiting'}
              deviceName={line.on === 'new' ? before.name : sheet.name}
              differences={differencesOf(line, record)}
              error={failureOf(line, run)}
              onLeaveOut={
                canChoose && isOpen
                  ? (isLeftOut) =>
                      handover.decide({
                        ...decisions,
                        leftOut: isLeftOut
                          ? [...decisions.leftOut, line.choice]
                          : decisions.leftOut.filter((choice) => choice !== line.choice),
                      })
                  : undefined
              }
              onRetry={isRunning || offReason !== undefined ? undefined : () => handover.start()}
              onReview={isRunning ? undefined : handover.review}
            />
          );
        })}
      </ul>
      <HandoverButtons handover={handover} offReason={offReason} onDone={props.onDone} />
    </>
  );
}

function titleOf(count: number, isBegun: boolean, isRunning: boolean): string {
  if (count === 0 && !isRunning) return isBegun ? 'Handed over' : 'Nothing to hand over';
  return count === 1 ? 'Review 1 change' : `Review ${count} changes`;
}
