import type { DeviceWriter } from '#browser/device/editing/device-mutation.ts';
import type { Device } from '#contract/device.ts';
import * as v from 'valibot';
import { setApprovalOptions } from './approval.mutation.ts';
import { approvalIntentSchema } from './approval.schema.ts';

/**
 * Takes the entry `undoes` of the log back by its inverse intent; open panels show it under way. Throws ValiError when
 * `intent` is none; fails like any change of approval.
 */
export function undoApproval(writer: DeviceWriter, intent: unknown, undoes: string): Promise<Device> {
  const { queryClient } = writer;
  return queryClient
    .getMutationCache()
    .build(queryClient, setApprovalOptions(writer, undoes))
    .execute(v.parse(approvalIntentSchema, intent));
}
