import type { DeviceWriter } from '#browser/device/editing/device-mutation.ts';
import type { Device } from '#contract/device.ts';
import * as v from 'valibot';
import { setNameOptions } from './name.mutation.ts';
import { nameIntentSchema } from './name.schema.ts';

/**
 * Gives a device the name back that it had before the entry `undoes` of the log. Throws ValiError when `intent` is none;
 * fails like any rename, also when another device has the name by now.
 */
export function undoName(
  { api, queryClient, deviceId, patience }: DeviceWriter,
  intent: unknown,
  undoes: string,
): Promise<Device> {
  const writer = { api, queryClient, deviceId, ...(patience === undefined ? {} : { patience }) };
  return queryClient
    .getMutationCache()
    .build(queryClient, setNameOptions(writer, undoes))
    .execute(v.parse(nameIntentSchema, intent));
}
