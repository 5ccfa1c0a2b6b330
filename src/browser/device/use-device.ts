import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { type ListAnswer, deviceKeys } from '#browser/api/queries.ts';
import type { Device } from '#contract/device.ts';
import type { AnyDevice } from './device-facts.ts';

/** A device as the server last described it: its own answer, or until that is there its place in the list. */
export function useDevice(deviceId: string): {
  readonly device: AnyDevice | undefined;
  /** Why the device could not be read at last; null while all is well. */
  readonly error: Error | null;
} {
  const { queries } = useApi();
  const detail = useQuery(queries.detail(deviceId));
  const select = useCallback(
    ({ devices }: ListAnswer) => devices.find((device) => device.key === deviceId),
    [deviceId],
  );
  const listed = useQuery({ ...queries.list(), select });
  return {
    device: detail.data ?? listed.data,
    error: detail.error,
  };
}

/**
 * The device as the cache has it at this moment, for whoever folds over it what is under way: a component that was
 * given `drawn` may hear that a change has arrived before its parent has drawn what arrived. For a moment that would
 * look as if the change had been lost.
 */
export function useNewestDevice(deviceId: string, drawn: AnyDevice): AnyDevice {
  return useQueryClient().getQueryData<Device>(deviceKeys.detail(deviceId)) ?? drawn;
}
