import { type DeviceWriter, readDevice } from '#browser/device/editing/device-mutation.ts';
import { carryOut } from '#browser/device/editing/undo-with.ts';
import type { Device } from '#contract/device.ts';
import * as v from 'valibot';
import { setKeyExpiryOptions } from './key-expiry.mutation.ts';
import { keyExpiryIntentSchema, restoredBy } from './key-expiry.schema.ts';

/**
 * Takes the entry `undoes` of the log back by its inverse intent. Throws ValiError when `intent` is none, and Error when
 * that would turn expiry on with a date that has passed by now; fails like any change of key expiry.
 */
export async function undoKeyExpiry(writer: DeviceWriter, intent: unknown, undoes: string): Promise<Device> {
  const wanted = v.parse(keyExpiryIntentSchema, intent);
  if (!wanted.keyExpiryDisabled && restoredBy(await readDevice(writer), Date.now()) === 'past')
    throw new Error(
      'The original date has passed. Turning expiry on would cut the device off, so do that on its page.',
    );
  return await carryOut(writer.queryClient, setKeyExpiryOptions(writer, undoes), wanted);
}
