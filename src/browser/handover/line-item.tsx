import { useKnownOutcome } from '#browser/device/failure/use-known-outcome.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { writeFailureWords } from '#browser/device/failure/write-failure.ts';
import { actionWords } from '#browser/changes/hand-off/action-words.ts';
import type { Difference } from '#browser/changes/change.ts';
import { DifferenceText } from '#browser/changes/difference-text.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { Check, CircleHelp, LoaderCircle, type LucideIcon, RotateCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Line } from './handover-line.ts';
import type { LineState } from './line-state.ts';

/** One line of the review: what changes on which device, how far it is, and what stands in the way. */
export function LineItem(props: {
  line: Line;
  state: LineState;
  /** On which device, by its name. */
  deviceName: string;
  differences: readonly Difference[];
  error: Error | undefined;
  /** Given where the line can still be left out or taken in. */
  onLeaveOut: ((isLeftOut: boolean) => void) | undefined;
  onRetry: (() => void) | undefined;
  onReview: (() => void) | undefined;
}): ReactNode {
  const { line, state, differences, error } = props;
  const { verdict } = line;
  const title = (
    <>
      <span className={`font-medium ${state === 'left-out' || state === 'cannot' ? 'text-ink-2' : ''}`}>
        {line.title}
      </span>{' '}
      <span className="text-ink-3">on {props.deviceName}</span>
    </>
  );
  const onLeaveOut = props.onLeaveOut;
  return (
    <li className="border-b border-line px-5 py-2.5 text-small">
      <div className="flex items-start gap-2">
        <span style={onLeaveOut === undefined ? inset : {}} className="min-w-0 wrap-anywhere">
          {onLeaveOut === undefined ? (
            title
          ) : (
            <Checkbox
              label={title}
              isStacked
              isChecked={!line.isLeftOut}
              onChange={(isChecked) => onLeaveOut(!isChecked)}
            />
          )}
        </span>
        <State state={state} />
      </div>
      <div style={inset}>
        {differences.length > 0 && state !== 'left-out' && (
          <div className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1.5 font-mono text-code-sm text-ink-3">
            {differences.map((difference) => (
              <DifferenceText key={JSON.stringify(difference)} difference={difference} />
            ))}
          </div>
        )}
        <Words line={line} state={state} />
        {(error !== undefined || verdict.kind === 'conflict') && state !== 'left-out' && state !== 'sending' && (
          <Failure {...props} />
        )}
      </div>
    </li>
  );
}

/** As wide as the box of a line that can be left out, so that all titles stand in one column. */
const inset = { paddingLeft: 26 };

function Words({ line: { verdict }, state }: { line: Line; state: LineState }): ReactNode {
  if (verdict.kind === 'cannot') return <p className="mt-0.5 text-ink-3">{verdict.reason}</p>;
  if (verdict.kind === 'so-already' && state === 'so-already')
    return <p className="mt-0.5 text-ink-3">{verdict.words}</p>;
  const isOpen = state === 'planned' || state === 'waiting' || state === 'sending';
  if (verdict.kind !== 'change' || verdict.note === undefined || !isOpen) return null;
  return <p className="mt-0.5 text-ink-3">{verdict.note}</p>;
}

function State({ state }: { state: LineState }): ReactNode {
  const { word, icon: Icon, ink, isTurning = false } = looks[state];
  return (
    <span className={`ml-auto inline-flex shrink-0 items-center gap-1 ${ink}`}>
      {Icon !== undefined && (
        <Icon className={`size-3.5 ${isTurning ? 'animate-spin' : ''}`} strokeWidth={2.25} aria-hidden />
      )}
      {word}
    </span>
  );
}

const looks: Readonly<Record<LineState, { word: string; icon?: LucideIcon; ink: string; isTurning?: boolean }>> = {
  planned: { word: '', ink: '' },
  waiting: { word: 'Waiting', ink: 'text-ink-3' },
  sending: { word: 'Sending', icon: LoaderCircle, ink: 'text-ink-3', isTurning: true },
  applied: { word: 'Applied', icon: Check, ink: 'text-ok-ink' },
  'so-already': { word: 'So already', icon: Check, ink: 'text-ink-3' },
  cannot: { word: 'Not possible', ink: 'text-warn-ink' },
  'left-out': { word: 'Left out', ink: 'text-ink-3' },
  failed: { word: 'Failed', icon: X, ink: 'text-bad-ink' },
  'not-known': { word: 'Not known', icon: CircleHelp, ink: 'text-warn-ink' },
};

function Failure(props: {
  line: Line;
  error: Error | undefined;
  onRetry: (() => void) | undefined;
  onReview: (() => void) | undefined;
}): ReactNode {
  const { line, error, onRetry, onReview } = props;
  const asKnown = useKnownOutcome();
  const { verdict } = line;
  const isConflict = verdict.kind === 'conflict' || (error instanceof WriteError && error.outcome === 'changed-since');
  const action = verdict.kind === 'change' ? lowerFirst(actionWords(verdict.step)) : 'change it';
  const words =
    verdict.kind === 'conflict' || error === undefined
      ? { title: 'Nothing was sent.', body: verdict.kind === 'conflict' ? verdict.words : '', quote: undefined }
      : writeFailureWords(asKnown(error), action, {
          plural: 'values of the device',
          forbidden: 'The key that Tailboard uses may not change this. Its role or scopes decide that.',
        });
  const isHeld = line.choice === 'name' && words.quote?.includes('already taken') === true;
  return (
    <div ref={show} className="mt-2 flex items-start gap-3">
      <div style={{ borderLeft: '2px solid var(--color-bad)' }} className="min-w-0 flex-1 pl-2.5">
        <p>
          <span className="font-medium">{words.title}</span> <span className="text-ink-2">{words.body}</span>
        </p>
        {words.quote !== undefined && <p className="font-mono text-code-sm wrap-anywhere text-ink-2">{words.quote}</p>}
        {isHeld && (
          <p className="text-ink-2">The name of a deleted device is held for a while. Try again in some minutes.</p>
        )}
      </div>
      {isConflict && onReview !== undefined ? (
        <Button size="sm" onClick={onReview}>
          Review again
        </Button>
      ) : (
        onRetry !== undefined && (
          <Button size="sm" icon={RotateCw} onClick={onRetry}>
            Retry
          </Button>
        )
      )}
    </div>
  );
}

/** What failed is not left below the edge of the list. */
function show(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
