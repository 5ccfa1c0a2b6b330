// An intent: the page shows the name at once, and the server has the last word.
import type { Change } from '#browser/changes/change.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import { type DeviceMutation, type DeviceWriter, deviceMutation } from '#browser/device/editing/device-mutation.ts';
import { type NameIntent, hasName, labelOf } from './name.schema.ts';

/** The change that renames a device (https://tailscale.com/api, "Set device name"). */
export function nameChange(deviceId: string, { name }: NameIntent, before: AnyDevice): Change<'setName'> {
  const old = machineName(before);
  return {
    aspect: 'name',
    deviceId,
    deviceName: old,
    title: name === '' ? 'Name reset to the OS host name' : 'Device renamed',
    differences: [{ kind: 'became', before: old, after: labelOf(name, before) }],
    undo: { aspect: 'name', intent: { name: old } },
    call: { name: 'setName', parameters: { deviceId }, body: { name } },
  };
}

/**
 * Renames a device. Fails with ChangeError, ApiError when the device could not be read first, or WriteError when the
 * server made another name of it. `undoes` is the entry that is taken back.
 */
export function setNameOptions(writer: DeviceWriter, undoes?: string): DeviceMutation<NameIntent> {
  return deviceMutation({
    writer,
    aspect: 'name',
    changeOf: (intent, before) => ({ ...nameChange(writer.deviceId, intent, before), undoes }),
    isInEffect: hasName,
  });
}
