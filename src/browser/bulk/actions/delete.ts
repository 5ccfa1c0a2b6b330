import { stepOf } from '#browser/changes/hand-off/step.ts';
import { deleteChange, deleteDeviceOptions } from '#browser/device/delete/delete-device.mutation.ts';
import { machineName } from '#browser/device/device-facts.ts';
import { type BulkAction, changed, foreignReason, leftOut } from '#browser/bulk/bulk-action.ts';
import { runMutation } from '#browser/bulk/run-mutation.ts';

/** Takes devices out of the tailnet. One that somebody else deleted meanwhile is as gone as it should be. */
export function deleteAction(): BulkAction {
  return {
    aspect: 'delete',
    title: 'Device deleted',
    lead: 'Take these devices out of the tailnet; to come back each has to sign in again',
    verb: 'delete it',
    scope: 'delete devices',
    isDestructive: true,
    verdictOn(device) {
      const foreign = foreignReason(device);
      if (foreign !== undefined) return leftOut(foreign);
      return changed('', () => stepOf(deleteChange(device.key, machineName(device))));
    },
    async carryOut(writer, device) {
      const options = deleteDeviceOptions({
        ...writer,
        deviceName: machineName(device),
        onGone: () => Promise.resolve(),
      });
      await runMutation(writer.queryClient, options, undefined);
      return 'gone';
    },
  };
}
