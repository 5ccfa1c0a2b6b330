import { type Mutation, type MutationKey, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

/** An intent that the server refused, with its reason, until the person has seen it. */
export type Refusal<Intent> = { readonly intent: Intent; readonly error: Error; readonly at: number };

export type Intents<Intent, State> = {
  /** What the person will have when everything under way succeeds: the confirmed state with all pending intents folded over it. */
  readonly shown: State;
  /** Intents on their way, oldest first. */
  readonly pending: readonly Intent[];
  readonly refusals: readonly Refusal<Intent>[];
  /** Forgets the refusals: the person has read them. */
  readonly dismiss: () => void;
  /** Forgets the refusals of which `isDone` is true. */
  readonly forget: (isDone: (refusal: Refusal<Intent>) => boolean) => void;
};

/**
 * Shows what a person wants over what the server said. `confirmed` comes from the cache, pending intents are the
 * variables of the mutations under `mutationKey`, and `apply` is the same pure function that makes the request. So
 * there is no snapshot and no rollback: a refused intent falls away and every other one stays.
 */
export function useIntents<Intent, State>(options: {
  mutationKey: MutationKey;
  confirmed: State;
  apply: (state: State, intent: Intent) => State;
}): Intents<Intent, State> {
  const { mutationKey, confirmed, apply } = options;
  const queryClient = useQueryClient();
  const pending = useMutationState({
    // Not `exact`, which hashes both keys for every mutation and every event; no key of an aspect begins another's.
    filters: { mutationKey, status: 'pending' },
    // The mutation cache is untyped; the key belongs to the one mutation whose variables are these intents.
    select: (mutation) => mutation.state.variables as Intent,
  });
  const refusals = useMutationState({
    filters: { mutationKey, status: 'error' },
    select: refusalOf<Intent>,
  });
  const shown = useMemo(() => pending.reduce(apply, confirmed), [pending, confirmed, apply]);
  const forget = useCallback(
    (isDone: (refusal: Refusal<Intent>) => boolean) => {
      const cache = queryClient.getMutationCache();
      for (const mutation of cache.findAll({ mutationKey, status: 'error' }))
        if (isDone(refusalOf(mutation))) cache.remove(mutation);
    },
    [queryClient, mutationKey],
  );
  const dismiss = useCallback(() => forget(() => true), [forget]);
  return { shown, pending, refusals, dismiss, forget };
}

function refusalOf<Intent>({ state }: Mutation): Refusal<Intent> {
  return {
    // As above.
    intent: state.variables as Intent,
    error: state.error ?? new Error('Unknown failure.'),
    at: state.submittedAt,
  };
}
