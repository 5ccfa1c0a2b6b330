import { stepOf } from '#browser/changes/hand-off/step.ts';
import { readDevice } from '#browser/device/editing/device-mutation.ts';
import { approvalChange, setApprovalOptions } from '#browser/device/approval/approval.mutation.ts';
import { isApprovalSet, leavesWhenRevoked } from '#browser/device/approval/approval.schema.ts';
import { type BulkAction, changed, foreignReason, leftOut } from '#browser/bulk/bulk-action.ts';
import { runMutation } from '#browser/bulk/run-mutation.ts';
import type { BulkWish } from '#browser/bulk/wish.ts';

/** Approves devices, or revokes their approval; an ephemeral one leaves the tailnet by that. */
export function approvalAction({ authorized }: Extract<BulkWish, { kind: 'approval' }>): BulkAction {
  const intent = { authorized };
  return {
    aspect: 'approval',
    title: authorized ? 'Device approved' : 'Approval revoked',
    lead: authorized ? 'Let these devices connect' : 'Block these devices until they are approved again',
    verb: authorized ? 'approve it' : 'revoke its approval',
    scope: 'approve devices',
    isDestructive: !authorized,
    verdictOn(device) {
      const foreign = foreignReason(device);
      if (foreign !== undefined) return leftOut(foreign);
      // An answer without the field is no reason to think that it waits.
      if ((device.authorized !== false) === authorized)
        return leftOut(authorized ? 'It is approved already.' : 'It is not approved as it is.');
      return changed('', () => stepOf(approvalChange(device.key, intent, device)));
    },
    async carryOut(writer, device, isAgain) {
      if (isAgain && isApprovalSet(await readDevice(writer), intent)) return 'changed';
      await runMutation(writer.queryClient, setApprovalOptions(writer), intent);
      return !authorized && leavesWhenRevoked(device) ? 'gone' : 'changed';
    },
  };
}
