import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import type { ListAnswer } from '#browser/api/queries.ts';
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
