import type { ListedDevice } from '#contract/device-list.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import type { ListAnswer } from '#browser/api/queries.ts';
import { attributesRead } from '#browser/device-list/attributes-read.ts';
import { orderedDevices } from '#browser/device-list/ordered-devices.ts';

const nobody: readonly ListedDevice[] = [];

/**
 * The devices in the order of the list that the device `key` was opened from, or of the whole list when it is not in
 * that any more. Without a filter and an order the moment does not matter, and a large tailnet is sorted only once.
 */
export function useListOrder(
  latest: ListAnswer | undefined,
  key: string,
  list: string | undefined,
  now: number,
  warning: number,
): readonly ListedDevice[] {
  // Sorting a large tailnet takes longer than a frame, and what was just clicked is shown first.
  const answer = useDeferredValue(latest);
  const query = list ?? '';
  const at = query === '' ? 0 : now;
  const client = useQueryClient();
  const shown = useMemo(
    () => (answer === undefined ? nobody : orderedDevices(answer, query, at, warning, attributesRead(client))),
    [answer, query, at, warning, client],
  );
  const isAmong = useMemo(() => query === '' || shown.some((device) => device.key === key), [shown, query, key]);
  const whole = useMemo(
    () => (answer === undefined || isAmong ? nobody : orderedDevices(answer, '', 0, warning)),
    [answer, isAmong, warning],
  );
  return isAmong ? shown : whole;
}
