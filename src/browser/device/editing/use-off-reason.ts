import { useSessionEnd } from '#browser/api/api-context.ts';
import { ApiError } from '#browser/api/api-error.ts';
import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/**
 * Why nothing can be sent at this moment, as sentences: no network, a session that ended, or a key that is refused;
 * undefined when it can.
 */
export function useOffReason(readError: Error | undefined): string | undefined {
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  const end = useSessionEnd();
  if (!isOnline) return 'You are offline. Saving is off until the connection is back.';
  if (end !== undefined) return 'The session ended. Saving is off until you are signed in again.';
  if (readError instanceof ApiError && readError.kind === 'key-refused')
    return "The server's Tailscale key was refused. Saving is off until it is replaced.";
  return undefined;
}
