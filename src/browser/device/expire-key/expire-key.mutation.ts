import type { Change } from '#browser/changes/change.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import type { DeviceWriter } from '#browser/device/editing/device-mutation.ts';
import { type InsistentMutation, insistentMutation } from '#browser/device/editing/insistent-mutation.ts';
import { formatExact, readDate } from '#browser/device/moment.ts';

/** Clocks of a page and of a server differ by this much, in milliseconds, without anybody minding. */
const clockSkew = 60_000;

/** The change that lets the key of a device expire at once (https://tailscale.com/api, "Expire a device's key"). */
export function expireChange(deviceId: string, device: AnyDevice): Change<'expireDevice'> {
  const at = readDate(device.expires);
  return {
    aspect: 'expire-key',
    deviceId,
    deviceName: machineName(device),
    title: 'Key expired',
    differences: [{ kind: 'became', before: at === undefined ? 'no date' : formatExact(at), after: 'expired' }],
    undo: undefined,
    finality: 'Cannot be undone. The device has to sign in again, unless key expiry is turned off for it.',
    call: { name: 'expireDevice', parameters: { deviceId } },
  };
}

/**
 * Expires the key of a device; waits until the server shows it. Fails with ChangeError, ApiError when the device could
 * not be read first, or WriteError.
 */
export function expireKeyOptions(writer: DeviceWriter): InsistentMutation<null> {
  return insistentMutation<'expireDevice', null>({
    writer,
    aspect: 'expire-key',
    changeOf: (_, device) => expireChange(writer.deviceId, device),
    isInEffect: (device) => (readDate(device.expires) ?? Infinity) <= Date.now() + clockSkew,
  });
}
