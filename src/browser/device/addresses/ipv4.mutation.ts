import type { Change } from '#browser/changes/change.ts';
import { type AnyDevice, factsOf, machineName } from '#browser/device/device-facts.ts';
import { type DeviceMutation, type DeviceWriter, deviceMutation } from '#browser/device/editing/device-mutation.ts';
import type { Ipv4Intent } from './ipv4.schema.ts';

/** The change that gives a device another IPv4 address (https://tailscale.com/api, "Set device IPv4 address"). */
export function ipv4Change(deviceId: string, { ipv4 }: Ipv4Intent, before: AnyDevice): Change<'setIp'> {
  const old = factsOf(before).ipv4;
  return {
    aspect: 'ipv4',
    deviceId,
    deviceName: machineName(before),
    title: 'IPv4 address changed',
    differences: [{ kind: 'became', before: old ?? 'none', after: ipv4 }],
    undo: old === undefined ? undefined : { aspect: 'ipv4', intent: { ipv4: old } },
    ...(old === undefined ? { finality: 'Cannot be undone. The device had no IPv4 address before.' } : {}),
    call: { name: 'setIp', parameters: { deviceId }, body: { ipv4 } },
  };
}

/**
 * Gives a device another IPv4 address; waits until the server shows it, and until then shows the old one. Fails with
 * ChangeError, ApiError when the device could not be read first, or WriteError. `undoes` is the entry that is taken back.
 */
export function setIpv4Options(writer: DeviceWriter, undoes?: string): DeviceMutation<Ipv4Intent> {
  return deviceMutation({
    writer,
    aspect: 'ipv4',
    changeOf: (intent, before) => ({ ...ipv4Change(writer.deviceId, intent, before), undoes }),
    isInEffect: (device, { ipv4 }) => factsOf(device).ipv4 === ipv4,
  });
}
