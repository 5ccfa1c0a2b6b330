// An intent: the switch shows it at once, and the server has the last word.
import type { Change } from '#browser/changes/change.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import type { DeviceWriter } from '#browser/device/editing/device-mutation.ts';
import { type InsistentMutation, insistentMutation } from '#browser/device/editing/insistent-mutation.ts';
import { type KeyExpiryIntent, isKeyExpirySet, restoredBy } from './key-expiry.schema.ts';

/**
 * Turns the key expiry of a device on or off; the original date is kept either way. Fails with ChangeError, ApiError when
 * the device could not be read first, or WriteError. `undoes` is the entry that is taken back.
 */
export function setKeyExpiryOptions(writer: DeviceWriter, undoes?: string): InsistentMutation<KeyExpiryIntent> {
  return insistentMutation({
    writer,
    aspect: 'key-expiry',
    changeOf: (intent, before) => ({ ...keyExpiryChange(writer.deviceId, intent, before, Date.now()), undoes }),
    isInEffect: isKeyExpirySet,
  });
}

/** The change that an intent is for a device as the server has it: what is sent, logged and handed on. */
export function keyExpiryChange(
  deviceId: string,
  intent: KeyExpiryIntent,
  before: AnyDevice,
  now: number,
): Change<'setKeyExpiry'> {
  const { keyExpiryDisabled } = intent;
  // Taking it back would cut the device off in one click, without the question that belongs to it.
  const isRescue = keyExpiryDisabled && restoredBy(before, now) === 'past';
  return {
    aspect: 'key-expiry',
    deviceId,
    deviceName: machineName(before),
    title: keyExpiryDisabled ? 'Key expiry turned off' : 'Key expiry turned on',
    differences: [{ kind: 'became', before: wordOf(before.keyExpiryDisabled), after: wordOf(keyExpiryDisabled) }],
    undo: isRescue ? undefined : { aspect: 'key-expiry', intent: { keyExpiryDisabled: !keyExpiryDisabled } },
    ...(isRescue ? { finality: 'Not undone from here: its date has passed, so that would cut the device off.' } : {}),
    call: { name: 'setKeyExpiry', parameters: { deviceId }, body: { keyExpiryDisabled } },
  };
}

function wordOf(isDisabled: boolean | null | undefined): string {
  if (typeof isDisabled !== 'boolean') return 'not known';
  return isDisabled ? 'Key expiry off' : 'Key expiry on';
}
