import { runMutation } from '#browser/bulk/run-mutation.ts';
import { setIpv4Options } from '#browser/device/addresses/ipv4.mutation.ts';
import { setApprovalOptions } from '#browser/device/approval/approval.mutation.ts';
import { deleteDeviceOptions } from '#browser/device/delete/delete-device.mutation.ts';
import { setKeyExpiryOptions } from '#browser/device/key-expiry/key-expiry.mutation.ts';
import { setNameOptions } from '#browser/device/name/name.mutation.ts';
import { postureOptions } from '#browser/device/posture/posture.mutation.ts';
import { setRoutesOptions } from '#browser/device/subnet-routes/subnet-routes.mutation.ts';
import { setTagsOptions } from '#browser/device/tags/tags.mutation.ts';
import type { UndoWriter } from '#browser/device/undo-change.ts';
import type { Deed } from './handover-line.ts';

/** Sends what a line says by the mutation of its panel. Rejects as that does. */
export async function carryOut(writer: UndoWriter, deed: Deed, deviceName: string): Promise<void> {
  const { api, queryClient, deviceId, patience } = writer;
  switch (deed.kind) {
    case 'tags':
      await runMutation(queryClient, setTagsOptions(writer), deed.intent);
      return;
    case 'key-expiry':
      await runMutation(queryClient, setKeyExpiryOptions(writer), deed.intent);
      return;
    case 'posture':
      await runMutation(queryClient, postureOptions(writer), deed.intent);
      return;
    case 'routes': {
      // Routes have a patience of their own.
      const own = patience === undefined ? {} : { patience: { afterLoss: patience, afterAnswer: patience } };
      await runMutation(queryClient, setRoutesOptions({ api, queryClient, deviceId, ...own }), deed.intent);
      return;
    }
    case 'approval':
      await runMutation(queryClient, setApprovalOptions(writer), deed.intent);
      return;
    case 'name':
      await runMutation(queryClient, setNameOptions(writer), deed.intent);
      return;
    case 'ipv4':
      await runMutation(queryClient, setIpv4Options(writer), deed.intent);
      return;
    case 'delete': {
      const onGone = () => Promise.resolve();
      await runMutation(queryClient, deleteDeviceOptions({ ...writer, deviceName, onGone }), undefined);
      return;
    }
    default:
      deed satisfies never;
  }
}
