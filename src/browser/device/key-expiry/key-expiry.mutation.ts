// An intent: the switch shows it at once, and the server has the last word.
import type { Change } from '#browser/changes/change.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import { type DeviceMutation, type DeviceWriter, deviceMutation } from '#browser/device/editing/device-mutation.ts';
import { formatDate, readDate } from '#browser/device/moment.ts';
import { type KeyExpiryIntent, isKeyExpirySet, restoredBy } from './key-expiry.schema.ts';

/**
 * Turns the key expiry of a device on or off; the original date is kept either way. Fails with ChangeError, ApiError when
 * the device could not be read first, or WriteError. `undoes` is the entry that is taken back.
 */
export function setKeyExpiryOptions(writer: DeviceWriter, undoes?: string): DeviceMutation<KeyExpiryIntent> {
  return deviceMutation({
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
    differences: [
      { kind: 'became', before: wordsOf(before, now), after: wordsOf({ ...before, keyExpiryDisabled }, now) },
    ],
    undo: isRescue ? undefined : { aspect: 'key-expiry', intent: { keyExpiryDisabled: !keyExpiryDisabled } },
    ...(isRescue ? { finality: 'Not undone from here: its date has passed, so that would cut the device off.' } : {}),
    call: { name: 'setKeyExpiry', parameters: { deviceId }, body: { keyExpiryDisabled } },
  };
}

/** "Expires 24 Nov 2026", as one reads it in a ticket: without the date nobody could tell what was given up. */
function wordsOf(
  { keyExpiryDisabled, expires }: Pick<AnyDevice, 'keyExpiryDisabled' | 'expires'>,
  now: number,
): string {
  if (typeof keyExpiryDisabled !== 'boolean') return 'not known';
  if (keyExpiryDisabled) return 'Does not expire';
  const at = readDate(expires);
  if (at === undefined) return 'Key expiry on, no date';
  return `${at <= now ? 'Expired' : 'Expires'} ${formatDate(at)}`;
}
