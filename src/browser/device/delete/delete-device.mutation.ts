import { type ListAnswer, deviceKeys } from '#browser/api/queries.ts';
import type { Change } from '#browser/changes/change.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { wishOf } from '#browser/changes/waiting.ts';
import { type DeviceWriter, forgetDevice, patchQuery } from '#browser/device/editing/device-mutation.ts';
import { intentMutation } from '#browser/device/editing/intent-mutation.ts';
import { readOrGone } from '#browser/device/editing/read-or-gone.ts';

/** How a device came to be gone: by this page, or it was so already. */
export type Gone = 'deleted' | 'already-gone';

/** The change that takes a device out of the tailnet (https://tailscale.com/api, "Delete a device"). */
export function deleteChange(deviceId: string, deviceName: string): Change<'deleteDevice'> {
  return {
    aspect: 'delete',
    deviceId,
    deviceName,
    title: 'Device deleted',
    differences: [{ kind: 'removed', text: deviceName }],
    undo: undefined,
    finality: 'Cannot be undone. The device has to sign in again.',
    call: { name: 'deleteDevice', parameters: { deviceId } },
  };
}

/**
 * Deletes a device; waits for the server and is sent once. `onGone` is told before the device is forgotten, so that
 * nobody looks at it any more by then. A 404 counts as gone only when reading says so, too, because a write to a device
 * of another tailnet gives the same answer. Rejects with ChangeError.
 */
export function deleteDeviceOptions(
  writer: DeviceWriter & { readonly deviceName: string; readonly onGone: (gone: Gone) => Promise<void> },
) {
  const { queryClient, deviceId, deviceName } = writer;
  return {
    ...intentMutation<typeof writer, void, Gone>({
      writer,
      aspect: 'delete',
      foresee: () => wishOf(deleteChange(deviceId, deviceName)),
      carryOut: async (own) => {
        try {
          await own.api.send(deleteChange(deviceId, deviceName), { verify: () => isGone(own) });
          return 'deleted';
        } catch (error) {
          const isMissing = error instanceof ChangeError && error.reason.kind === 'missing';
          if (isMissing && (await isGone(own)) === true) return 'already-gone';
          throw error;
        }
      },
    }),
    onSuccess: async (gone: Gone) => {
      await writer.onGone(gone);
      // A list that was asked for before would bring the row back.
      await queryClient.cancelQueries({ queryKey: deviceKeys.list, exact: true });
      if (gone === 'deleted') forgetDevice(queryClient, deviceId);
      // Its page stays to say so; what it shows is forgotten with the next reading.
      else
        patchQuery<ListAnswer>(queryClient, deviceKeys.list, (answer) => ({
          ...answer,
          devices: answer.devices.filter(({ key }) => key !== deviceId),
        }));
    },
  };
}

/** True when the server has no such device; undefined when it does not tell. Never rejects. */
async function isGone(writer: DeviceWriter): Promise<boolean | undefined> {
  const seen = await readOrGone(writer);
  return seen && seen === 'gone';
}
