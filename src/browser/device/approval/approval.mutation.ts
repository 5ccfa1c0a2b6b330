// An intent: the page shows it at once, and the server has the last word.
import type { Change } from '#browser/changes/change.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import {
  type DeviceMutation,
  type DeviceWriter,
  deviceMutation,
  forgetDevice,
} from '#browser/device/editing/device-mutation.ts';
import { leftForGood, readOrGone } from '#browser/device/editing/read-or-gone.ts';
import type { Device } from '#contract/device.ts';
import { type ApprovalIntent, isApprovalSet, leavesWhenRevoked } from './approval.schema.ts';

/**
 * Approves a device or revokes its approval. An ephemeral device is gone after that, and leaves the list. Fails with
 * ChangeError, ApiError when the device could not be read first, or WriteError. `undoes` is the entry taken back.
 */
export function setApprovalOptions(writer: DeviceWriter, undoes?: string): DeviceMutation<ApprovalIntent> {
  return deviceMutation({
    writer,
    aspect: 'approval',
    changeOf: (intent: ApprovalIntent, before) => ({ ...approvalChange(writer.deviceId, intent, before), undoes }),
    isInEffect: isApprovalSet,
    otherWay: (own, intent, before) =>
      !intent.authorized && leavesWhenRevoked(before) ? revokeForGood(own, intent, before, undoes) : undefined,
  });
}

/** Revokes the approval of an ephemeral device. Not finding it any more is the success. */
async function revokeForGood(
  writer: DeviceWriter,
  intent: ApprovalIntent,
  before: Device,
  undoes: string | undefined,
): Promise<Device> {
  const { api, queryClient, deviceId } = writer;
  const isGone = async () => {
    const seen = await readOrGone(writer);
    return seen && (seen === 'gone' || isApprovalSet(seen, intent));
  };
  await api.send({ ...approvalChange(deviceId, intent, before), undoes }, { verify: isGone });
  forgetDevice(queryClient, deviceId);
  return { ...before, authorized: false };
}

/** The change that an intent is for a device as the server has it: what is sent, logged and handed on. */
export function approvalChange(deviceId: string, intent: ApprovalIntent, before: AnyDevice): Change<'setAuthorized'> {
  const { authorized } = intent;
  const isFinal = !authorized && leavesWhenRevoked(before);
  return {
    aspect: 'approval',
    deviceId,
    deviceName: machineName(before),
    title: authorized ? 'Device approved' : 'Approval revoked',
    differences: [{ kind: 'became', before: wordOf(before.authorized), after: wordOf(authorized) }],
    undo: isFinal ? undefined : { aspect: 'approval', intent: { authorized: !authorized } },
    ...(isFinal ? { finality: leftForGood } : {}),
    call: { name: 'setAuthorized', parameters: { deviceId }, body: { authorized } },
  };
}

function wordOf(isApproved: boolean | null | undefined): string {
  if (typeof isApproved !== 'boolean') return 'not known';
  return isApproved ? 'Approved' : 'Needs approval';
}
