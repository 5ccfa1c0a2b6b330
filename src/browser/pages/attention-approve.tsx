import { useApproval } from '#browser/device/approval/use-approval.ts';
import { useChangeOff } from '#browser/device/editing/use-change-off.ts';
import type { AttentionItem } from '#browser/fleet/judgement.ts';
import { Button } from '#browser/ui/button.tsx';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

/** Approves the device of a row at once; the way back is in Activity. Offered only where something may be changed. */
export function ApproveRow(props: { item: AttentionItem }): ReactNode {
  const { device, facts } = props.item;
  const { shown, pending, send } = useApproval(device.key, device);
  const offReason = useChangeOff('approval', device, undefined);
  const isBusy = pending.length > 0;
  // The row goes a moment after its work is done.
  if (shown.authorized === true && !isBusy)
    return (
      <span className="inline-flex items-center gap-1 text-ok-ink">
        <Check className="size-3.5" strokeWidth={2.25} aria-hidden />
        Approved
      </span>
    );
  return (
    <Button
      size="sm"
      className="w-[76px] print:hidden"
      label={`Approve ${facts.name}`}
      isBusy={isBusy}
      disabledReason={offReason}
      onClick={() => send({ authorized: true })}
    >
      {isBusy ? '' : 'Approve'}
    </Button>
  );
}
