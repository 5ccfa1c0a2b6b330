import { useApi } from '#browser/api/api-context.ts';
import type { Entry } from '#browser/changes/change.ts';
import { formatAgo } from '#browser/device/moment.ts';
import { Button } from '#browser/ui/button.tsx';
import { keepFocus } from '#browser/ui/keep-focus.ts';
import { useNow } from '#browser/ui/use-now.ts';
import { type ReactNode, useSyncExternalStore } from 'react';

const offeredFor = 5 * 60_000;

/** The last change of this tab to the attributes of a device, with the way back; for five minutes, then Activity has it. */
export function LastChange(props: {
  deviceId: string;
  offReason: string | undefined;
  onUndo: (entry: Entry) => void;
}): ReactNode {
  const { activity } = useApi();
  const now = useNow(10_000);
  const entries = useSyncExternalStore(activity.subscribe, activity.entries);
  const last = entries.findLast(
    ({ aspect, deviceId, outcome }) => aspect === 'posture' && deviceId === props.deviceId && outcome === 'applied',
  );
  if (last?.undo === undefined || last.undoneAt !== undefined || now - last.at > offeredFor) return null;
  return (
    <p ref={keepFocus} className="mt-2 flex flex-wrap items-center gap-x-2 text-caption text-ink-3">
      <span className="min-w-0 wrap-anywhere">
        {last.title} {formatAgo(last.at, now)}: {last.differences.map(differenceWords).join(', ')}
      </span>
      <Button
        size="sm"
        kind="ghost"
        className="-my-1 px-2!"
        label={`Undo: ${last.title}`}
        disabledReason={props.offReason}
        onClick={() => props.onUndo(last)}
      >
        Undo
      </Button>
    </p>
  );
}

function differenceWords(difference: Entry['differences'][number]): string {
  return difference.kind === 'became' ? `${difference.before} became ${difference.after}` : difference.text;
}
