import { useApi } from '#browser/api/api-context.ts';
import { type Refusal, useIntents } from '#browser/api/intent.ts';
import { aspectKey } from '#browser/device/editing/intent-mutation.ts';
import { announce } from '#browser/ui/announcer.tsx';
import type { Invite } from '#contract/invites.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sharingOptions } from './sharing.mutation.ts';
import type { SharingIntent } from './sharing.schema.ts';

const nothing = {};

/** What of the invites is under way, what was refused, and how to create, mail and delete. */
export function useSharingWriter(deviceId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const mutationKey = aspectKey(deviceId, 'sharing');
  const { pending, refusals, forget } = useIntents<SharingIntent, object>({
    mutationKey,
    confirmed: nothing,
    apply: keep,
  });
  const { mutateAsync } = useMutation(sharingOptions({ api, queryClient, deviceId }));
  return {
    pending,
    refusals,
    /** Resolves with what was created; with undefined when it failed, which stands among the refusals then. */
    send: async (intent: SharingIntent): Promise<readonly Invite[] | undefined> => {
      // Asked of the cache itself, as a second press may come before this is drawn again.
      if (
        queryClient.isMutating({ mutationKey, exact: true, predicate: ({ state }) => isSame(state.variables, intent) })
      )
        return undefined;
      forget((refusal) => refusal.intent.kind === intent.kind);
      announce(sendingWords[intent.kind]);
      const created = await mutateAsync(intent).catch(() => undefined);
      // What was created is announced with its result, and refusals by the notice that shows them.
      if (created !== undefined && intent.kind !== 'create') announce(doneWords[intent.kind]);
      return created;
    },
    dismiss: (refusal: Refusal<SharingIntent>) => forget(({ error }) => error === refusal.error),
  };
}

const sendingWords = { create: 'Creating.', resend: 'Mailing again.', delete: 'Deleting.' };
const doneWords = { resend: 'Mailed again.', delete: 'The invite is deleted.' };

/** Two wishes to create are one and the same until the first is answered, whatever they ask for. */
function isSame(variables: unknown, intent: SharingIntent): boolean {
  // The mutation cache is untyped; the key belongs to the one mutation whose variables are these intents.
  const other = variables as SharingIntent;
  if (other.kind === 'create' || intent.kind === 'create') return other.kind === intent.kind;
  return other.kind === intent.kind && other.id === intent.id;
}

function keep<State>(state: State): State {
  return state;
}
