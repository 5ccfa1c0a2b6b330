import { useApi } from '#browser/api/api-context.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { useOffReason } from './use-off-reason.ts';

/**
 * Why a device cannot be changed at this moment, as sentences; undefined when it can. `readError` is what went wrong when
 * it was read last.
 */
export function useChangeOff(device: AnyDevice | undefined, readError: Error | null | undefined): string | undefined {
  const { readOnlyReason } = useApi();
  const offReason = useOffReason(readError ?? undefined);
  if (device?.isExternal === true) return 'Shared in from another tailnet; only its owner can change it.';
  return readOnlyReason ?? offReason;
}
