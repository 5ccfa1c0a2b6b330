import { stepOf } from '#browser/changes/hand-off/step.ts';
import { readDevice } from '#browser/device/editing/device-mutation.ts';
import { keyExpiryChange, setKeyExpiryOptions } from '#browser/device/key-expiry/key-expiry.mutation.ts';
import { isKeyExpirySet } from '#browser/device/key-expiry/key-expiry.schema.ts';
import { type BulkAction, changed, foreignReason, leftOut } from '#browser/bulk/bulk-action.ts';
import { runMutation } from '#browser/bulk/run-mutation.ts';
import type { BulkWish } from '#browser/bulk/wish.ts';

/** Turns key expiry off or on. */
export function keyExpiryAction({ keyExpiryDisabled }: Extract<BulkWish, { kind: 'key-expiry' }>): BulkAction {
  const word = keyExpiryDisabled ? 'off' : 'on';
  const intent = { keyExpiryDisabled };
  return {
    aspect: 'key-expiry',
    title: `Key expiry turned ${word}`,
    lead: keyExpiryDisabled
      ? 'Turn key expiry off; each key keeps its date for later'
      : 'Turn key expiry on; each key gets its old date back',
    verb: `turn key expiry ${word}`,
    scope: 'change keys',
    isDestructive: false,
    verdictOn(device, { now }) {
      const foreign = foreignReason(device);
      if (foreign !== undefined) return leftOut(foreign);
      if (isKeyExpirySet(device, intent)) return leftOut(`Key expiry is ${word} already.`);
      return changed('', () => stepOf(keyExpiryChange(device.key, intent, device, now)));
    },
    async carryOut(writer, _, isAgain) {
      if (isAgain && isKeyExpirySet(await readDevice(writer), intent)) return 'changed';
      await runMutation(writer.queryClient, setKeyExpiryOptions(writer), intent);
      return 'changed';
    },
  };
}
