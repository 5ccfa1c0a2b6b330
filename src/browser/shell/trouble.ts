import { onlineManager, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { ApiError, type ApiErrorKind } from '#browser/api/api-error.ts';
import { deviceKeys } from '#browser/api/queries.ts';

/** What stands between the screen and the truth; undefined when nothing does. */
export type Trouble = {
  readonly kind: ApiErrorKind;
  readonly status: number;
  /** The answer that could not be used; undefined where nothing was asked. */
  readonly error: ApiError | undefined;
  /** The next attempt that begins by itself, in milliseconds since 1970 and from the failure; undefined when none will. */
  readonly next: { readonly at: number; readonly wait: number } | undefined;
};

/** The trouble of the list, which every page needs, and with it the server's connection. One at a time, the worst. */
export function useTrouble(): {
  readonly trouble: Trouble | undefined;
  /** When the list on screen was read; 0 when there is none. */
  readonly updatedAt: number;
  readonly isFetching: boolean;
  readonly tryNow: () => void;
} {
  const { queries } = useApi();
  const queryClient = useQueryClient();
  const list = useQuery({ ...queries.list(), select: selectNothing });
  const query = queryClient.getQueryCache().find({ queryKey: deviceKeys.list, exact: true });
  const wait = query === undefined ? false : queries.pace.intervalOf(query);
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  return {
    trouble: describe(list.error, list.errorUpdatedAt, wait, isOnline),
    updatedAt: list.dataUpdatedAt,
    isFetching: list.isFetching,
    tryNow: () => void list.refetch(),
  };
}

/** The shell looks at how the list is, never at what is in it; so ten thousand changed devices do not draw it anew. */
const selectNothing = () => null;

function describe(error: Error | null, failedAt: number, wait: number | false, isOnline: boolean): Trouble | undefined {
  if (!(error instanceof ApiError))
    return isOnline ? undefined : { kind: 'offline', status: 0, error: undefined, next: undefined };
  const kind = !isOnline && error.kind !== 'key-refused' ? 'offline' : error.kind;
  return {
    kind,
    status: error.status,
    error,
    next: wait === false || kind === 'offline' ? undefined : { at: failedAt + wait, wait },
  };
}

/** Why nobody may ask right now, as a sentence: the server said how long to leave it alone. */
export function waitReason(trouble: Trouble | undefined): string | undefined {
  return trouble?.kind === 'slow-down' && trouble.next !== undefined
    ? 'The server asked Tailboard to wait.'
    : undefined;
}
