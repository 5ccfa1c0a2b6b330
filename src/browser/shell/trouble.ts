import { onlineManager, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useApi } from '../api/api-context.ts';
import { ApiError, type ApiErrorKind } from '../api/api-error.ts';
import { pollInterval } from '../api/polling.ts';

/** What stands between the screen and the truth; undefined when nothing does. */
export type Trouble = {
  readonly kind: ApiErrorKind;
  readonly status: number;
  readonly requestId: string | undefined;
  /** When the next attempt begins by itself; undefined when none will. */
  readonly nextAt: number | undefined;
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
  const list = useQuery({ ...queries.list(), select: selectNothing });
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  return {
    trouble: describe(list.error, list.errorUpdatedAt, list.errorUpdateCount, isOnline),
    updatedAt: list.dataUpdatedAt,
    isFetching: list.isFetching,
    tryNow: () => void list.refetch(),
  };
}

/** The shell looks at how the list is, never at what is in it; so ten thousand changed devices do not draw it anew. */
const selectNothing = () => null;

function describe(error: Error | null, failedAt: number, failures: number, isOnline: boolean): Trouble | undefined {
  if (!(error instanceof ApiError))
    return isOnline ? undefined : { kind: 'offline', status: 0, requestId: undefined, nextAt: undefined };
  const wait = pollInterval({ error, errorUpdateCount: failures });
  const kind = !isOnline && error.kind !== 'key-refused' ? 'offline' : error.kind;
  return {
    kind,
    status: error.status,
    requestId: error.requestId,
    nextAt: wait === false || kind === 'offline' ? undefined : failedAt + wait,
  };
}
