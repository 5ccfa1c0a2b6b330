import type { DeviceWriter } from '#browser/device/editing/device-mutation.ts';
import type { Device } from '#contract/device.ts';
import * as v from 'valibot';
import { setIpv4Options } from './ipv4.mutation.ts';
import { ipv4IntentSchema } from './ipv4.schema.ts';

/**
 * Gives a device the address back that it had before the entry `undoes` of the log. Throws ValiError when `intent` is
 * none; fails like any change of the address, also when another device has it by now.
 */
export function undoIpv4(
  { api, queryClient, deviceId, patience }: DeviceWriter,
  intent: unknown,
  undoes: string,
): Promise<Device> {
  const writer = { api, queryClient, deviceId, ...(patience === undefined ? {} : { patience }) };
  return queryClient
    .getMutationCache()
    .build(queryClient, setIpv4Options(writer, undoes))
    .execute(v.parse(ipv4IntentSchema, intent));
}
