import type { Change } from '#browser/changes/change.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import {
  type DeviceMutation,
  type DeviceWriter,
  deviceMutation,
  forgetDevice,
  usualPatience,
} from '#browser/device/editing/device-mutation.ts';
import { leftForGood, readOrGone } from '#browser/device/editing/read-or-gone.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { formatExact, readDate } from '#browser/device/moment.ts';
import type { Device } from '#contract/device.ts';

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
    finality:
      device.isEphemeral === true
        ? leftForGood
        : 'Cannot be undone. The device has to sign in again, unless key expiry is turned off for it.',
    call: { name: 'expireDevice', parameters: { deviceId } },
  };
}

/**
 * Expires the key of a device; waits until the server shows it. An ephemeral device may be gone after that, and leaves
 * the list. Fails with ChangeError, ApiError when the device could not be read first, or WriteError.
 */
export function expireKeyOptions(writer: DeviceWriter): DeviceMutation<null> {
  return deviceMutation<'expireDevice', null>({
    writer,
    aspect: 'expire-key',
    changeOf: (_, device) => expireChange(writer.deviceId, device),
    isInEffect: hasExpired,
    otherWay: (own, _, before) => (before.isEphemeral === true ? expireEphemeral(own, before) : undefined),
  });
}

/** Expires the key of an ephemeral device. Not finding it any more is as good as seeing it expired. */
async function expireEphemeral(writer: DeviceWriter, before: Device): Promise<Device> {
  const { api, queryClient, deviceId } = writer;
  const isOver = (seen: Awaited<ReturnType<typeof readOrGone>>) => seen && (seen === 'gone' || hasExpired(seen));
  await api.send(expireChange(deviceId, before), { verify: async () => isOver(await readOrGone(writer)) });
  for (const pause of writer.patience ?? usualPatience) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const seen = await readOrGone(writer);
    if (seen === 'gone') {
      forgetDevice(queryClient, deviceId);
      return before;
    }
    if (seen !== undefined && hasExpired(seen)) return seen;
  }
  throw new WriteError('not-kept');
}

function hasExpired(device: Device): boolean {
  return (readDate(device.expires) ?? Infinity) <= Date.now() + clockSkew;
}
