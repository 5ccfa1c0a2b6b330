import { type ListAnswer, deviceKeys } from '#browser/api/queries.ts';
import type { Device } from '#contract/device.ts';
import type { QueryClient } from '@tanstack/react-query';
import { machineName } from './device-facts.ts';

/** The machine name of a device as its page or the list has it; its id where nothing was read of it yet. */
export function cachedName(queryClient: QueryClient, deviceId: string): string {
  const device =
    queryClient.getQueryData<Device>(deviceKeys.detail(deviceId)) ??
    queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices.find(({ key }) => key === deviceId);
  return device === undefined ? deviceId : machineName(device);
}
