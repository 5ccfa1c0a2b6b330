import { stepOf } from '#browser/changes/hand-off/step.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { isExpired } from '#browser/device/device-status.ts';
import { readDevice } from '#browser/device/editing/device-mutation.ts';
import { expireChange, expireKeyOptions } from '#browser/device/expire-key/expire-key.mutation.ts';
import { readDate } from '#browser/device/moment.ts';
import { type BulkAction, changed, foreignReason, leftOut } from '#browser/bulk/bulk-action.ts';
import { runMutation } from '#browser/bulk/run-mutation.ts';

/** Lets keys expire at once. */
export function expireKeyAction(): BulkAction {
  return {
    aspect: 'expire-key',
    title: 'Key expired',
    lead: 'Sign these devices out now; somebody has to sign each of them in again',
    verb: 'expire its key',
    scope: 'expire keys',
    isDestructive: true,
    verdictOn(device, { now }) {
      const foreign = foreignReason(device);
      if (foreign !== undefined) return leftOut(foreign);
      if (isExpired(factsOf(device), now)) return leftOut('Its key has expired already.');
      return changed('', () => stepOf(expireChange(device.key, device)));
    },
    async carryOut(writer, _, isAgain) {
      if (isAgain && (readDate((await readDevice(writer)).expires) ?? Infinity) <= Date.now()) return 'changed';
      await runMutation(writer.queryClient, expireKeyOptions(writer), null);
      return 'changed';
    },
  };
}
