import type { ReactNode } from 'react';
import { wordsOf } from '#browser/api/error-words.ts';
import type { Reading } from '#browser/api/gentle-reading.ts';
import { Button } from '#browser/ui/button.tsx';
import { Countdown } from './countdown.tsx';

/** How far a reading of many devices has come, what holds it up, and how to stop it or to go on. */
export function ReadingBar(props: {
  reading: Reading<unknown>;
  /** What is read, as in "Reading invites". */
  subject: string;
  onStop: () => void;
  onGoOn: () => void;
  onAgain: () => void;
}): ReactNode {
  const { reading, subject } = props;
  const { phase, total, answers, failures, refusal } = reading;
  const done = Math.min(total, answers.size + failures.size);
  const isGoing = phase === 'running' || phase === 'waiting';
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} devices`;
  return (
    <div className="mx-gutter mb-2 text-small max-md:mx-4 print:hidden">
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0">
          <span className="figures font-medium">
            {isGoing ? `Reading ${subject}: ${count}` : phase === 'done' ? `Read ${count}` : `Stopped at ${count}`}.
          </span>{' '}
          <span className="text-ink-2">
            {reading.pause !== undefined && (
              <>
                The server asked Tailboard to slow down. Going on in <Countdown {...reading.pause} />.
              </>
            )}
            {refusal !== undefined && `${wordsOf(refusal).title} ${wordsOf(refusal).way}`}
            {failures.size > 0 && ` ${failures.size} could not be read.`}
          </span>
        </p>
        <span className="ml-auto flex gap-2">
          {isGoing && (
            <Button size="sm" onClick={props.onStop}>
              Stop
            </Button>
          )}
          {(phase === 'stopped' || phase === 'refused') && (
            <Button size="sm" onClick={props.onGoOn}>
              Go on
            </Button>
          )}
          {phase === 'done' && failures.size > 0 && (
            <Button size="sm" onClick={props.onGoOn}>{`Try ${failures.size} again`}</Button>
          )}
          {!isGoing && (
            // What has no outline ends with its words.
            <Button size="sm" kind="ghost" className="-mr-2.5" onClick={props.onAgain}>
              Read again
            </Button>
          )}
        </span>
      </div>
      {isGoing && (
        <div
          role="progressbar"
          aria-label={`Reading ${subject}`}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
          className="bg-active"
        >
          <div className="bg-accent" style={{ height: 2, width: `${total === 0 ? 100 : (done / total) * 100}%` }} />
        </div>
      )}
    </div>
  );
}
