import { useApi } from '#browser/api/api-context.ts';
import type { ErrorWords } from '#browser/api/error-words.ts';
import type { Entry } from '#browser/changes/change.ts';
import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { formatClock } from '#browser/device/moment.ts';
import { TimeText } from '#browser/device/time-text.tsx';
import { useOffReason } from '#browser/device/editing/use-off-reason.ts';
import { homeAddress } from '#browser/place.ts';
import { Button } from '#browser/ui/button.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { useNavigate } from '@tanstack/react-router';
import { ChevronDown, ChevronRight, Undo2 } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useBulkReview } from '#browser/bulk/bulk-reviews.tsx';
import { BulkParts } from './bulk-parts.tsx';
import { Differences } from './differences.tsx';
import { DeviceLink } from './entry-device.tsx';
import { answerWords, canRetry, failureWords, isFailed, quoteOf, titleOf } from './entry-words.ts';
import { Outcome } from './outcome.tsx';
import { RetryLink } from './retry-link.tsx';
import { UndoDialog } from './undo-dialog.tsx';
import { canUndo, undoConsequence } from './undo-words.ts';
import { useUndo } from './use-undo.ts';

/** One change: when, what, where, what became of it, the way back, and the request when asked for. */
export function ActivityEntry(props: {
  entry: Entry;
  /** The entry that this one takes back, where it is still in the log. */
  undone: Entry | undefined;
  isOpenAtFirst: boolean;
}): ReactNode {
  const { entry, undone } = props;
  const requestId = useId();
  const [isOpen, setOpen] = useState(props.isOpenAtFirst);
  const item = useRef<HTMLLIElement>(null);
  const [failure, setFailure] = useState<ErrorWords>();
  const quote = quoteOf(entry);
  const words = failureWords(entry);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li
      ref={item}
      tabIndex={-1}
      className="border-b border-line px-gutter py-2.5 text-small -outline-offset-2 max-md:px-4"
    >
      <div className="grid grid-cols-[40px_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1.5 sm:gap-x-4 sm:grid-cols-[52px_minmax(0,1fr)_92px_72px]">
        <TimeText at={entry.at} className="figures text-ink-3">
          {formatClock(entry.at)}
        </TimeText>
        <div className="min-w-0 max-sm:col-span-2">
          <span className="font-medium">{titleOf(entry)}</span>{' '}
          {entry.aspect !== 'handover' && <span className="text-ink-2">on </span>}
          <DeviceLink entry={entry} />
          {undone !== undefined && <span className="text-ink-3">, undoing {formatClock(undone.at)}</span>}
          <Differences aspect={entry.aspect} differences={entry.differences} isDone={!isFailed(entry)} />
          {entry.bulk !== undefined && <BulkParts entry={entry} bulk={entry.bulk} />}
          {words !== undefined && <p className="mt-0.5 text-ink-2">{words}</p>}
          {quote !== undefined && entry.outcome !== 'applied' && (
            <p className="mt-0.5 font-mono text-code-sm wrap-anywhere text-ink-2">{quote}</p>
          )}
          {entry.finality !== undefined && entry.outcome === 'applied' && (
            <p className="mt-0.5 text-ink-3">{entry.finality}</p>
          )}
        </div>
        <div className="max-sm:col-start-2">
          <Outcome entry={entry} />
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={requestId}
            onClick={() => setOpen(!isOpen)}
            className="-ml-0.5 flex items-center gap-1 rounded-control text-caption text-ink-3 hover:text-ink touch:h-touch"
          >
            <Chevron className="size-3.5" strokeWidth={1.75} aria-hidden />
            Request
          </button>
        </div>
        <div className="flex justify-end">
          {canRetry(entry) && <RetryLink entry={entry} />}
          {canUndo(entry) && !(entry.aspect === 'handover' && entry.undoes !== undefined) && (
            <UndoButton
              entry={entry}
              onDone={(words) => {
                setFailure(words);
                // The button is gone, and the focus with it.
                if (document.activeElement === document.body) item.current?.focus();
              }}
            />
          )}
        </div>
      </div>
      {failure !== undefined && entry.undoneAt === undefined && (
        <div className="mt-2 sm:ml-[68px]">
          <Notice
            kind="bad"
            title="Not undone."
            action={
              <Button size="sm" kind="ghost" onClick={() => setFailure(undefined)}>
                Dismiss
              </Button>
            }
          >
            {failure.title} {failure.way}
            {failure.quote !== undefined && (
              <span className="mt-1 block font-mono text-code-sm text-ink">{failure.quote}</span>
            )}
          </Notice>
        </div>
      )}
      <div id={requestId} hidden={!isOpen} className="sm:ml-[68px]">
        {isOpen && <SentRequest entry={entry} />}
      </div>
    </li>
  );
}

function SentRequest({ entry }: { entry: Entry }): ReactNode {
  const answer = entry.bulk === undefined ? answerWords(entry) : 'One of its requests, as an example';
  return (
    <>
      <RequestPreview request={shownRequest(entry, homeAddress())} isShort />
      <p className="mt-1.5 text-caption wrap-anywhere text-ink-3">
        {answer}
        {entry.requestId !== undefined && (
          <>
            {answer !== undefined && ', '}request <span className="font-mono">{entry.requestId}</span>
          </>
        )}
      </p>
    </>
  );
}

function UndoButton(props: { entry: Entry; onDone: (failure: ErrorWords | undefined) => void }): ReactNode {
  const { entry } = props;
  const { reasonAgainst } = useApi();
  const offReason = useOffReason(undefined);
  const undo = useUndo();
  const openReview = useBulkReview();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setAsking(false);
    setBusy(true);
    const failure = await undo(entry);
    setBusy(false);
    props.onDone(failure);
  };
  return (
    <>
      <Button
        size="sm"
        icon={Undo2}
        label={`Undo: ${entry.title} on ${entry.deviceName}`}
        isBusy={isBusy}
        disabledReason={reasonAgainst(entry.aspect) ?? offReason}
        onClick={() => {
          if (entry.aspect === 'handover')
            void navigate({ to: '/devices/$nodeId/replace', params: { nodeId: entry.deviceId } });
          else if (entry.bulk !== undefined)
            openReview({
              wish: { kind: 'undo', entryId: entry.id },
              devices: entry.bulk.parts.map(({ deviceId }) => deviceId),
            });
          else if (undoConsequence(entry) === undefined) void run();
          else setAsking(true);
        }}
      >
        Undo
      </Button>
      {isAsking && <UndoDialog entry={entry} onUndo={() => void run()} onClose={() => setAsking(false)} />}
    </>
  );
}
