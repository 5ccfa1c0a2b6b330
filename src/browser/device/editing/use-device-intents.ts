import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Intents, useIntents } from '#browser/api/intent.ts';
import { announce } from '#browser/ui/announcer.tsx';
import type { DeviceMutation } from './device-mutation.ts';

/**
 * Intents about one thing of a device that is either one way or the other. While one is under way, another is not sent,
 * so a double click is one click. What was refused before is forgotten with the next attempt.
 */
export function useDeviceIntents<Intent, State>(options: {
  mutation: DeviceMutation<Intent>;
  confirmed: State;
  apply: (state: State, intent: Intent) => State;
  /** What is said when it is sent and when it is done: "Turning key expiry off." */
  words: (intent: Intent) => { readonly sending: string; readonly done: string };
}): Intents<Intent, State> & {
  readonly send: (intent: Intent) => void;
} {
  const { mutation, confirmed, apply, words } = options;
  const { mutationKey } = mutation;
  const queryClient = useQueryClient();
  const intents = useIntents({ mutationKey, confirmed, apply });
  const { mutate } = useMutation({ ...mutation, onSuccess: (_, intent) => announce(words(intent).done) });
  return {
    ...intents,
    send: (intent) => {
      // Asked of the cache itself, as two clicks may come before this is drawn again.
      if (queryClient.isMutating({ mutationKey, exact: true }) > 0) return;
      intents.dismiss();
      announce(words(intent).sending);
      mutate(intent);
    },
  };
}
