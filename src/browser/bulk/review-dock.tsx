import { useActivity } from '#browser/activity/use-activity.ts';
import { useApi } from '#browser/api/api-context.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { useOffReason } from '#browser/device/editing/use-off-reason.ts';
import { missingRight } from '#browser/device/failure/missing-right.ts';
import { useStandingRefusal } from '#browser/device/failure/use-standing-refusal.ts';
import { useKeys } from '#browser/keys/use-keys.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { IconButton } from '#browser/ui/button.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { useNow } from '#browser/ui/use-now.ts';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { actionOf } from './bulk-actions.ts';
import { bulkImpact } from './bulk-impact.ts';
import type { ReviewRequest } from './bulk-reviews.tsx';
import { type Plan, planOf } from './plan.ts';
import { ReviewImpact, isConfirmed, noWords } from './review-impact.tsx';
import { ReviewList } from './review-list.tsx';
import { ReviewButtons } from './review-buttons.tsx';
import { RunButtons } from './run-buttons.tsx';
import { RunProgress } from './run-progress.tsx';
import { type Running, useBulkRun } from './use-bulk-run.ts';
import { useUndoOfRun } from './use-undo-of-run.ts';
import { useKnownAttributes } from './use-known-attributes.ts';
import { WishForm } from './wish-form.tsx';

/** One wish for many devices: what it does to each, what it breaks, and, once begun, how far it is. */
export function ReviewDock(props: {
  request: ReviewRequest;
  onRunning: (isRunning: boolean) => void;
  onClose: () => void;
}): ReactNode {
  const { request, onRunning } = props;
  const { queries, readOnlyReason, reasonAgainst, session } = useApi();
  const list = useQuery(queries.list());
  const offReason = useOffReason(list.error ?? undefined);
  const entries = useActivity();
  const now = useNow(60_000);
  const [wish, setWish] = useState(request.wish);
  const [words, setWords] = useState(noWords);
  const [typed, setTyped] = useState('');
  const keys = useWanted(request);
  const [running, start] = useBulkRun();
  // A window that is too narrow for a list beside it has the review as a layer of its own.
  const isLayer = useMedia('(width < 1024px)');
  const heading = useRef<HTMLHeadingElement>(null);
  const { read, known } = useKnownAttributes(wish.kind === 'posture');
  const action = useMemo(() => actionOf(wish, entries, known), [wish, entries, known]);
  // What is under way goes by the plan that it was begun on, so the list may change without being judged again.
  const judged = running === undefined ? list.data : undefined;
  const planned = useMemo(
    () => (judged === undefined ? noPlan : planOf(action, judged, keys, now)),
    [action, judged, keys, now],
  );
  const plan = running?.plan ?? planned;
  const impact = useMemo(
    () => judged && bulkImpact(wish, planned, judged, now, [window.location.hostname]),
    [wish, planned, judged, now],
  );
  const isRunning = usePhase(running) !== 'done';
  const count = plan.changes.length;
  useLeaveGuard(
    isRunning,
    `A change of ${count} devices is under way. Leaving stops it after what is being sent.`,
    true,
  );
  // The page keeps another review from taking the place of one that is under way.
  useEffect(() => onRunning(isRunning), [isRunning, onRunning]);
  const [isEnding, undo] = useUndoOfRun(running, isRunning);
  const [isFailedOnly, setFailedOnly] = useState(false);
  // Focus belongs to the document: it comes along when the review opens, and goes back to the list.
  useEffect(() => heading.current?.focus(), []);

  const close = () => {
    if (isRunning) return announce('The change is under way. Stop it first.');
    props.onClose();
    document.querySelector<HTMLElement>('[role$="grid"]')?.focus({ preventScroll: true });
  };
  const [refusal, askAgain] = useStandingRefusal((entry) => entry.aspect === action?.aspect);
  const [isForgiven, setForgiven] = useState(false);
  const missing = action && !isForgiven ? missingRight(session, action.aspect, action.verb) : undefined;
  const refused =
    action === undefined || running !== undefined
      ? undefined
      : refusal === undefined
        ? missing
        : `The server refused to ${action.verb} before (${refusal.status}), and would refuse this, too.`;
  const insist = () => {
    askAgain();
    setForgiven(true);
  };
  const problem =
    (action === undefined ? readOnlyReason : reasonAgainst(action.aspect)) ??
    offReason ??
    (typed.trim() === '' ? undefined : 'Press Enter to add what is typed, or clear the field.') ??
    (action === undefined ? 'Say what is to be changed first.' : undefined) ??
    (count === 0 ? 'There is nothing to change.' : undefined) ??
    refused ??
    (impact === undefined || isConfirmed(wish, count, impact, words) ? undefined : 'Type what is asked for first.');
  const begin = () => {
    if (action === undefined || problem !== undefined) return;
    announce(`Changing ${count} devices.`);
    start(action, planned, wish.kind === 'undo' ? wish.entryId : undefined);
    heading.current?.focus();
  };
  // The page's keys stay away from fields; within the review its own two count there, too.
  useKeys('review', {
    apply: () => (running === undefined ? begin() : false),
    closeReview: () => close(),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      close();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && running === undefined) {
      event.preventDefault();
      begin();
    }
  };
  return (
    // The keys of a layer: Escape closes it, Ctrl+Enter applies it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      aria-labelledby="review-title"
      onKeyDown={onKeyDown}
      style={isLayer ? { position: 'fixed', inset: 0 } : { width: 464 }}
      className={`@container z-30 flex shrink-0 flex-col bg-canvas ${isLayer ? '' : 'border-l border-line-strong'}`}
    >
      <header className="flex items-start px-5 pt-4 pb-3">
        <div className="min-w-0">
          <h2 ref={heading} id="review-title" tabIndex={-1} className="text-page outline-none">
            {count === 0 ? 'Review changes' : count === 1 ? 'Review 1 change' : `Review ${count} changes`}
          </h2>
          <p className="mt-0.5 text-small wrap-anywhere text-ink-3">
            {action === undefined ? 'Each device is listed with what changes on it.' : `${action.lead}.`}
          </p>
        </div>
        <span className="ml-auto">
          <IconButton
            icon={X}
            label="Close the review"
            className="touch:size-touch"
            disabledReason={isRunning ? 'Stop the change first.' : undefined}
            onClick={close}
          />
        </span>
      </header>
      {running === undefined ? (
        <div style={{ maxHeight: '60%' }} className="flex shrink-0 flex-col gap-3 overflow-y-auto px-5 pb-3">
          <WishForm
            wish={wish}
            keys={keys}
            devices={list.data?.devices ?? []}
            read={read}
            onWish={setWish}
            typed={typed}
            onTyped={setTyped}
          />
          {impact !== undefined && count > 0 && (
            <ReviewImpact wish={wish} count={count} impact={impact} words={words} onWords={setWords} onEnter={begin} />
          )}
        </div>
      ) : (
        <RunProgress running={running} isFailedOnly={isFailedOnly} onFailedOnly={setFailedOnly} />
      )}
      <ReviewList plan={plan} running={running} wish={wish} isFailedOnly={isFailedOnly} />
      {running === undefined ? (
        <ReviewButtons
          wish={wish}
          plan={plan}
          offReason={problem}
          onAskAgain={refused === undefined ? undefined : insist}
          onApply={begin}
          onClose={close}
        />
      ) : (
        <RunButtons running={running} wish={wish} isEnding={isEnding} onUndo={undo} onClose={close} />
      )}
    </aside>
  );
}

const noPlan: Plan = { changes: [], leftOut: [] };

/** The keys of the devices in question; a selection is followed as it changes. */
function useWanted({ devices }: ReviewRequest): ReadonlySet<string> {
  const given = useMemo(() => ('now' in devices ? undefined : new Set(devices)), [devices]);
  return useSyncExternalStore(
    (listener) => ('now' in devices ? devices.subscribe(listener) : () => undefined),
    () => ('now' in devices ? devices.now().keys : (given ?? none)),
  );
}

const none: ReadonlySet<string> = new Set();

function usePhase(running: Running | undefined): 'running' | 'stopping' | 'done' {
  return useSyncExternalStore(
    (listener) => running?.run.subscribe(listener) ?? (() => undefined),
    () => running?.run.snapshot().phase ?? 'done',
  );
}
