import { UndoLast } from '#browser/activity/undo-last.tsx';
import { canUndo } from '#browser/activity/undo-words.ts';
import { useApi } from '#browser/api/api-context.ts';
import { type Aspect, singleEntries } from '#browser/changes/change.ts';
import { TimeText } from '#browser/device/time-text.tsx';
import { formatAgo } from '#browser/device/moment.ts';
import { Button } from '#browser/ui/button.tsx';
import { keepFocus } from '#browser/ui/keep-focus.ts';
import { Mono } from '#browser/ui/text.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { Undo2 } from 'lucide-react';
import { type ReactNode, useState, useSyncExternalStore } from 'react';

/**
 * What a value of a device was before this tab changed it, and the way back; nothing when this tab did not, when it was
 * taken back, or when the value is another one by now.
 */
export function LastChange(props: {
  deviceId: string;
  aspect: Aspect;
  /** The value as the server has it. */
  current: string | undefined;
  /** "Undo the change of address". */
  label: string;
  offReason: string | undefined;
}): ReactNode {
  const { deviceId, aspect, current } = props;
  const { activity } = useApi();
  const now = useNow(30_000);
  const entries = useSyncExternalStore(activity.subscribe, activity.entries);
  const [isAsking, setAsking] = useState(false);
  const entry = singleEntries(entries).findLast(
    (one) => one.deviceId === deviceId && one.aspect === aspect && one.outcome === 'applied',
  );
  const [difference] = entry?.differences ?? [];
  if (entry === undefined || !canUndo(entry) || entry.undoes !== undefined) return null;
  if (difference?.kind !== 'became' || difference.after !== current) return null;
  return (
    <p ref={keepFocus} className="mt-1.5 flex flex-wrap items-center gap-x-2 text-small text-ink-3">
      <span>
        Was <Mono>{difference.before}</Mono> until <TimeText at={entry.at}>{formatAgo(entry.at, now)}</TimeText>.
      </span>
      <Button
        kind="ghost"
        size="sm"
        icon={Undo2}
        label={props.label}
        disabledReason={props.offReason}
        onClick={() => setAsking(true)}
      >
        Undo
      </Button>
      {isAsking && <UndoLast entry={entry} onClose={() => setAsking(false)} />}
    </p>
  );
}
