import { useApi } from '#browser/api/api-context.ts';
import type { Aspect } from '#browser/changes/change.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { useOffReason } from './use-off-reason.ts';

/**
 * Why an aspect of a device cannot be changed at this moment, as sentences; undefined when it can. `readError` is what
 * went wrong when it was read last.
 */
export function useChangeOff(
  aspect: Aspect,
  device: AnyDevice | undefined,
  readError: Error | null | undefined,
): string | undefined {
  const { reasonAgainst } = useApi();
  const offReason = useOffReason(readError ?? undefined);
  if (device?.isExternal === true) return 'Shared in from another tailnet; only its owner can change it.';
  return reasonAgainst(aspect) ?? offReason;
}
