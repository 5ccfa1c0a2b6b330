import { useApi } from '#browser/api/api-context.ts';
import { useOffReason } from '#browser/device/editing/use-off-reason.ts';
import { Button } from '#browser/ui/button.tsx';
import { useCopied } from '#browser/ui/copied.ts';
import { Check, Copy, RotateCw } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { bulkReport } from './bulk-report.ts';
import { fewDevices } from './few-devices.ts';
import { RequestExample } from './review-buttons.tsx';
import type { Running } from './use-bulk-run.ts';
import type { BulkWish } from './wish.ts';

/**
 * What can be done with a run: stop it, send what failed or was left, take it back, and the report of it. What failed and
 * what was applied can be seen to while the rest is still being sent.
 */
export function RunButtons(props: {
  running: Running;
  wish: BulkWish;
  /** True once the run is to be taken back, which waits for its end. */
  isEnding: boolean;
  onUndo: () => void;
  onClose: () => void;
}): ReactNode {
  const { running, wish, isEnding, onUndo, onClose } = props;
  const { run } = running;
  const { session } = useApi();
  const { phase, counts } = useSyncExternalStore(run.subscribe, run.snapshot);
  const offReason = useOffReason(undefined);
  const [isCopied, copy] = useCopied();
  const undoable = run.recorder.undoable();
  // Where all are in view, the one that failed has its own button.
  const canRetry =
    phase === 'done'
      ? counts.failed > 0
      : phase === 'running' && counts.failed > (running.plan.changes.length > fewDevices ? 0 : 1);
  return (
    <div className="border-t border-line-strong px-5 pb-3">
      <RequestExample wish={wish} plan={running.plan} />
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {phase !== 'done' && (
          <Button size="wide" isBusy={phase === 'stopping'} onClick={run.stop}>
            {phase === 'stopping' ? 'Stopping' : counts.sending === 1 ? 'Stop after this one' : 'Stop after these'}
          </Button>
        )}
        {canRetry && (
          <Button size="wide" icon={RotateCw} disabledReason={offReason} onClick={() => run.resume('failed')}>
            Retry {counts.failed} failed
          </Button>
        )}
        {phase === 'done' && counts['not-sent'] > 0 && (
          <Button size="wide" disabledReason={offReason} onClick={() => run.resume('not-sent')}>
            Send the other {counts['not-sent']}
          </Button>
        )}
        {undoable > 0 && (
          <Button kind="ghost" size="wide" isBusy={isEnding} onClick={onUndo}>
            Undo {undoable} applied
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
