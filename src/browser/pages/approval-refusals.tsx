import { aspectKey } from '#browser/device/editing/intent-mutation.ts';
import { ChangeFailureNotice } from '#browser/device/failure/change-failure-notice.tsx';
import { changeFailureWords } from '#browser/device/failure/change-failure.ts';
import { machineName } from '#browser/device/device-facts.ts';
import { useApi } from '#browser/api/api-context.ts';
import { useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

/** The approvals that the server refused, each in its own words, until the person has read them. */
export function ApprovalRefusals(): ReactNode {
  const { queries } = useApi();
  const queryClient = useQueryClient();
  const refused = useMutationState({
    filters: { status: 'error', predicate: ({ options }) => deviceOf(options.mutationKey) !== undefined },
    select: ({ options, state }) => ({ deviceId: deviceOf(options.mutationKey) ?? '', error: state.error }),
  });
  const devices = useQuery(queries.list()).data?.devices;
  const nameOf = (deviceId: string) => {
    const device = devices?.find(({ key }) => key === deviceId);
    return device === undefined ? deviceId : machineName(device);
  };
  const dismiss = (deviceId: string) => {
    const cache = queryClient.getMutationCache();
    const mutationKey = aspectKey(deviceId, 'approval');
    for (const mutation of cache.findAll({ mutationKey, status: 'error' })) cache.remove(mutation);
    document.querySelector('h1')?.focus();
  };
  if (refused.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-gutter pb-6 max-md:px-4">
      {refused.map(({ deviceId, error }) => (
        <ChangeFailureNotice
          key={deviceId}
          words={changeFailureWords(error ?? new Error(), `approve ${nameOf(deviceId)}`, 'approve devices')}
          again={undefined}
          onDismiss={() => dismiss(deviceId)}
        />
      ))}
    </div>
  );
}

/** The device of a mutation that is about approval, by the key that `aspectKey` makes. */
function deviceOf(key: readonly unknown[] | undefined): string | undefined {
  const [kind, deviceId, aspect] = key ?? [];
  return kind === 'device' && aspect === 'approval' && typeof deviceId === 'string' ? deviceId : undefined;
}
