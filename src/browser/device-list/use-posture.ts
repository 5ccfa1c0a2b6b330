import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { ListExtras } from './list-extras.tsx';
import type { ListSearch } from './list-search.ts';

/** Gives the posture attributes of a device by its key where this page has read them; the list does not carry them. */
export type ReadPosture = (key: string) => Readonly<Record<string, unknown>> | undefined;

/** What React follows of something that changes by itself. */
export type PostureStore = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => ReadPosture;
};

/** Nothing read. */
export const noPosture: ReadPosture = () => undefined;
const idle: PostureStore = { subscribe: () => () => undefined, get: () => noPosture };

/** What was read of posture attributes, followed only for a list that shows one: their keys have a colon. */
export function usePosture(extras: ListExtras | null | undefined, search: ListSearch): ReadPosture {
  const queryClient = useQueryClient();
  const isAsked = [search.sort, search.columns, search.group].some((text) => text?.includes(':'));
  const store = useMemo(
    () => (isAsked && extras ? extras.createPostureStore(queryClient) : idle),
    [isAsked, extras, queryClient],
  );
  return useSyncExternalStore(store.subscribe, store.get);
}
