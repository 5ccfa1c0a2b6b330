import { type ListAnswer, deviceKeys } from '#browser/api/queries.ts';
import type { Device } from '#contract/device.ts';
import type { QueryClient } from '@tanstack/react-query';
import { type AnyDevice, machineName } from './device-facts.ts';

/** A device as its page or the list has it; where nothing was read of it yet, one that has no more than its id. */
export function cachedDevice(queryClient: QueryClient, deviceId: string): AnyDevice {
  return (
    queryClient.getQueryData<Device>(deviceKeys.detail(deviceId)) ??
    queryClient.getQueryData<ListAnswer>(deviceKeys.list)?.devices.find(({ key }) => key === deviceId) ?? {
      nodeId: deviceId,
      name: deviceId,
    }
  );
}

/** The machine name of a device as its page or the list has it; its id where nothing was read of it yet. */
export function cachedName(queryClient: QueryClient, deviceId: string): string {
  return machineName(cachedDevice(queryClient, deviceId));
}
