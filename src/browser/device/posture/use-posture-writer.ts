import { useApi } from '#browser/api/api-context.ts';
import { type Refusal, useIntents } from '#browser/api/intent.ts';
import { aspectKey } from '#browser/device/editing/intent-mutation.ts';
import { announce } from '#browser/ui/announcer.tsx';
import type { Attributes } from '#contract/posture.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Movement } from './attribute-table.tsx';
import { postureOptions } from './posture.mutation.ts';
import { type PostureIntent, applyPosture } from './posture.schema.ts';
import { undoPosture } from './posture.undo.ts';

/** The attributes as a person will have them, what is under way, what was refused, and how to write and take back. */
export function usePostureWriter(deviceId: string, confirmed: Attributes) {
  const api = useApi();
  const queryClient = useQueryClient();
  const mutationKey = aspectKey(deviceId, 'posture');
  const { shown, pending, refusals, forget } = useIntents({ mutationKey, confirmed, apply: applyPosture });
  const { mutate } = useMutation({
    ...postureOptions({ api, queryClient, deviceId }),
    // Refusals are announced by the notice that shows them.
    onSuccess: (_, intent) => announce(`${intent.key} is ${intent.kind === 'set' ? 'saved' : 'deleted'}.`),
  });
  return {
    shown,
    pending,
    refusals,
    save: (intent: PostureIntent) => {
      // Who writes the same key again has read why it was refused before.
      forget((refusal) => refusal.intent.key === intent.key);
      announce(`${intent.kind === 'set' ? 'Saving' : 'Deleting'} ${intent.key}.`);
      mutate(intent);
    },
    /** Takes the entry of the log with this id back; a failure shows as a refusal like any other. */
    undo: (intent: unknown, id: string) => {
      announce('Undoing.');
      void undoPosture({ api, queryClient, deviceId }, intent, id).then(
        () => announce('Undone.'),
        () => undefined,
      );
    },
    dismiss: (refusal: Refusal<PostureIntent>) => forget(({ error }) => error === refusal.error),
  };
}

/** Where a key is going: the last intent that is under way decides. */
export function movementIn(pending: readonly PostureIntent[], key: string): Movement {
  const last = pending.findLast((intent) => intent.key === key);
  if (last === undefined) return undefined;
  return last.kind === 'set' ? 'saving' : 'deleting';
}
