import { isUndoable } from '#browser/activity/undo-words.ts';
import { useApi } from '#browser/api/api-context.ts';
import { useOffReason } from '#browser/device/editing/use-off-reason.ts';
import { Button } from '#browser/ui/button.tsx';
import { useCopied } from '#browser/ui/copied.ts';
import { Check, Copy, RotateCw } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { bulkReport } from './bulk-report.ts';
import { useBulkReview } from './bulk-reviews.tsx';
import { RequestExample } from './review-buttons.tsx';
import type { Running } from './use-bulk-run.ts';
import type { BulkWish } from './wish.ts';

/** What can be done with a run: stop it, send what failed or was left, take it back, and the report of it. */
export function RunButtons(props: { running: Running; wish: BulkWish; onClose: () => void }): ReactNode {
  const { running, wish, onClose } = props;
  const { run, entryId } = running;
  const { session } = useApi();
  const { phase, counts } = useSyncExternalStore(run.subscribe, run.snapshot);
  const openReview = useBulkReview();
  const offReason = useOffReason(undefined);
  const [isCopied, copy] = useCopied();
  const undoable = phase === 'done' ? run.recorder.parts().filter(isUndoable) : [];
  return (
    <div className="border-t border-line-strong px-5 pb-3">
      <RequestExample wish={wish} plan={running.plan} />
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {phase !== 'done' && (
          <Button size="wide" isBusy={phase === 'stopping'} onClick={run.stop}>
            {phase === 'stopping' ? 'Stopping' : counts.sending === 1 ? 'Stop after this one' : 'Stop after these'}
          </Button>
        )}
        {phase === 'done' && counts.failed > 0 && (
          <Button size="wide" icon={RotateCw} disabledReason={offReason} onClick={() => run.resume('failed')}>
            Retry {counts.failed} failed
          </Button>
        )}
        {phase === 'done' && counts['not-sent'] > 0 && (
          <Button size="wide" disabledReason={offReason} onClick={() => run.resume('not-sent')}>
            Send the other {counts['not-sent']}
          </Button>
        )}
        {undoable.length > 0 && (
          <Button
            kind="ghost"
            size="wide"
            onClick={() =>
              openReview({
                wish: { kind: 'undo', entryId },
                devices: undoable.map(({ deviceId }) => deviceId),
              })
            }
          >
            Undo {undoable.length} applied
          </Button>
        )}
        <span className="ml-auto flex gap-2">
          <Button
            kind="ghost"
            size="wide"
            icon={isCopied ? Check : Copy}
            onClick={() => copy(bulkReport(running, session.tailnet, new Date()))}
          >
            Copy report
          </Button>
          {phase === 'done' && (
            <Button kind="ghost" size="wide" onClick={onClose}>
              Close
            </Button>
          )}
        </span>
      </div>
    </div>
  );
}
