import { useApi } from '#browser/api/api-context.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { useDeviceIntents } from '#browser/device/editing/use-device-intents.ts';
import { useNewestDevice } from '#browser/device/use-device.ts';
import { useQueryClient } from '@tanstack/react-query';
import { setApprovalOptions } from './approval.mutation.ts';
import { type ApprovalIntent, applyApproval } from './approval.schema.ts';

/** The approval of a device as a person wants it, what is under way, what was refused, and how to change it. */
export function useApproval(deviceId: string, drawn: AnyDevice) {
  const device = useNewestDevice(deviceId, drawn);
  const api = useApi();
  const queryClient = useQueryClient();
  return useDeviceIntents({
    mutation: setApprovalOptions({ api, queryClient, deviceId }),
    confirmed: device,
    apply: applyApproval<AnyDevice>,
    words: sentWords,
  });
}

function sentWords({ authorized }: ApprovalIntent) {
  return authorized
    ? { sending: 'Approving the device.', done: 'The device is approved. Undo is in Activity.' }
    : { sending: 'Revoking the approval.', done: 'The approval is revoked.' };
}
