import { useApi } from '#browser/api/api-context.ts';
import { type Refusal, useIntents } from '#browser/api/intent.ts';
import type { Routes } from '#browser/api/queries.ts';
import { aspectKey } from '#browser/device/editing/intent-mutation.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { actionWords, resultWords } from './refusal-words.ts';
import { routeKey } from '#contract/prefix.ts';
import { setRoutesOptions } from './subnet-routes.mutation.ts';
import { type RoutesIntent, applyRoutes } from './subnet-routes.schema.ts';

/** The routes as a person will have them, what is under way, what was refused, and how to write. */
export type RoutesWriter = ReturnType<typeof useRoutesWriter>;

/** Writes the routes of one device and follows what becomes of it. */
export function useRoutesWriter(deviceId: string, confirmed: Routes) {
  const api = useApi();
  const queryClient = useQueryClient();
  const mutationKey = aspectKey(deviceId, 'routes');
  const { shown, pending, refusals, forget } = useIntents({ mutationKey, confirmed, apply: applyRoutes });
  const { mutate } = useMutation({
    ...setRoutesOptions({ api, queryClient, deviceId }),
    // Refusals are announced by the notice that shows them.
    onSuccess: (_, intent) => announce(`Saved: ${resultWords(intent)}.`),
  });
  return {
    shown,
    pending,
    refusals,
    save: (intent: RoutesIntent) => {
      const keys = keysIn(intent);
      // Who saves the same again has read why it was refused before.
      forget((refusal) => [...keysIn(refusal.intent)].every((key) => keys.has(key)));
      announce(`Saving: ${actionWords(intent)}.`);
      mutate(intent);
    },
    /** Drops one refusal: the person has dealt with it. */
    dismiss: (refusal: Refusal<RoutesIntent>) => forget(({ error }) => error === refusal.error),
  };
}

function keysIn({ approve, withdraw }: RoutesIntent): ReadonlySet<string> {
  return new Set([...approve, ...withdraw].map(routeKey));
}
