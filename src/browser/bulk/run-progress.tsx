import { wordsOf } from '#browser/api/error-words.ts';
import { SlowDown } from '#browser/shell/slow-down.tsx';
import { announce } from '#browser/ui/announcer.tsx';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import type { Counts, ItemState } from './bulk-run.ts';
import { fewDevices } from './few-devices.ts';
import { reasonOf } from './run-failure.ts';
import type { Running } from './use-bulk-run.ts';

const fills: Readonly<Record<ItemState['kind'], string>> = {
  applied: 'var(--color-ok)',
  failed: 'var(--color-bad)',
  sending: 'var(--color-accent)',
  waiting: 'var(--color-line-strong)',
  'not-sent': 'var(--color-line-strong)',
};
/** Devices that still have a segment of their own; more are drawn by how they stand. */
const most = 60;

/** How far a run is: a segment for each device, the count, the server's wish to be left alone. */
export function RunProgress(props: {
  running: Running;
  isFailedOnly: boolean;
  onFailedOnly: (isFailedOnly: boolean) => void;
}): ReactNode {
  const { run, plan } = props.running;
  const { counts, closed, phase, halt } = useSyncExternalStore(run.subscribe, run.snapshot);
  const total = plan.changes.length;
  const answered = counts.applied + counts.failed;
  const isDone = phase === 'done';
  // The live region belongs to the document; said once at the end and not with every device.
  useEffect(() => {
    if (isDone) announce(`${answered} of ${total} answered. ${rest(run.snapshot().counts)}.`);
  }, [isDone, answered, total, run]);
  return (
    <div className="px-5 pb-3">
      <div
        role="progressbar"
        aria-label="Devices answered"
        aria-valuenow={answered}
        aria-valuemin={0}
        aria-valuemax={total}
        className="flex gap-0.5"
      >
        {total <= most
          ? plan.changes.map(({ device }) => (
              <span
                key={device.key}
                style={{ height: 4, background: fills[run.stateOf(device.key).kind] }}
                className="flex-1 rounded-full"
              />
            ))
          : (['applied', 'failed', 'sending', 'waiting', 'not-sent'] as const).map((kind) =>
              counts[kind] === 0 ? null : (
                <span
                  key={kind}
                  style={{ height: 4, flexGrow: counts[kind], background: fills[kind] }}
                  className="rounded-full"
                />
              ),
            )}
      </div>
      <div className="mt-1.5 flex items-center gap-2 text-small">
        <p className="figures min-w-0">
          <span className="font-medium">
            {answered} of {total} answered.
          </span>{' '}
          <span className="text-ink-3">{rest(counts)}</span>
        </p>
        {(props.isFailedOnly || (total > fewDevices && counts.failed > 0)) && (
          <span className="ml-auto shrink-0">
            <Checkbox label="Only failed" isStacked isChecked={props.isFailedOnly} onChange={props.onFailedOnly} />
          </span>
        )}
      </div>
      {closed !== undefined && !isDone && <SlowDown at={closed.at} wait={closed.wait} />}
      {halt !== undefined && isDone && <Halted error={halt} />}
    </div>
  );
}

function Halted({ error }: { error: Error }): ReactNode {
  const reason = reasonOf(error);
  const { title, way } = wordsOf(reason ?? error);
  return (
    <div className="mt-2">
      <Notice kind="bad" title={title}>
        {reason?.kind === 'login'
          ? 'The rest was not sent, and is sent only when you ask for it.'
          : `It would refuse the others, too, so the rest was not sent. ${way}`}
      </Notice>
    </div>
  );
}

function rest(counts: Counts): string {
  const parts = [
    `${counts.applied} applied`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.sending > 0 ? [`${counts.sending} sending`] : []),
    ...(counts.waiting > 0 ? [`${counts.waiting} waiting`] : []),
    ...(counts['not-sent'] > 0 ? [`${counts['not-sent']} not sent`] : []),
  ];
  return parts.join(', ');
}
