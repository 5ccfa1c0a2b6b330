import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '#browser/api/api-error.ts';

/** What one section stands on: the last good answer, and what is wrong since. */
export type SectionSource<Data> = {
  /** The server's last good answer; never a placeholder. */
  readonly data: Data | undefined;
  /** Kept while the same question is asked again, so that a failing section does not flicker; gone with the next answer. */
  readonly error: Error | undefined;
  readonly isFetching: boolean;
  /** When `data` was answered, milliseconds since 1970. */
  readonly loadedAt: number | undefined;
  readonly retry: () => void;
};

/** Reads a query for a section. A query that waits for the network reads as failed: offline. */
export function useSectionSource<Data>(query: UseQueryResult<Data>): SectionSource<Data> {
  const { error, fetchStatus, isFetching, refetch } = query;
  const data = query.isPlaceholderData ? undefined : query.data;
  const isAnswered = error === null && data !== undefined;
  const [lastError, setLastError] = useState<Error>();
  if (isAnswered) {
    if (lastError !== undefined) setLastError(undefined);
  } else if (error !== null && error !== lastError) setLastError(error);
  const waitsForNetwork = data === undefined && fetchStatus === 'paused';
  return {
    data,
    error: waitsForNetwork ? offline() : isAnswered ? undefined : (error ?? lastError),
    isFetching,
    loadedAt: data === undefined ? undefined : query.dataUpdatedAt,
    retry: () => void refetch(),
  };
}

function offline(): ApiError {
  return new ApiError('You are offline.', { kind: 'offline' });
}
