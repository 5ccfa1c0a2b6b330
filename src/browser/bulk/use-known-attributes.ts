import { deviceKeys } from '#browser/api/queries.ts';
import { createPostureStore } from '#browser/device-list/known-posture.ts';
import { type PostureStore, type ReadPosture, noPosture } from '#browser/device-list/use-posture.ts';
import type { Attributes } from '#contract/posture.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { KnownAttributes } from './actions/posture.ts';

const idle: PostureStore = { subscribe: () => () => undefined, get: () => noPosture };

/** The posture attributes that were read so far, followed while they are asked for. */
export function useKnownAttributes(isAsked: boolean): { readonly read: ReadPosture; readonly known: KnownAttributes } {
  const queryClient = useQueryClient();
  const store = useMemo(() => (isAsked ? createPostureStore(queryClient) : idle), [isAsked, queryClient]);
  const read = useSyncExternalStore(store.subscribe, store.get);
  const known = useMemo((): KnownAttributes => {
    return (key) =>
      read(key) === undefined ? undefined : queryClient.getQueryData<Attributes>(deviceKeys.attributes(key));
  }, [queryClient, read]);
  return { read, known };
}
