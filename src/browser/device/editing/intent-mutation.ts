import type { Api } from '#browser/api/api-context.ts';
import { ApiError } from '#browser/api/api-error.ts';
import type { Aspect } from '#browser/changes/change.ts';
import type { SendChange } from '#browser/changes/send-change.ts';
import { type Wish, endWaiting, entryOf, nextWaiting } from '#browser/changes/waiting.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import type { MutationKey, MutationOptions } from '@tanstack/react-query';

/** Who carries an intent out: whatever it needs, and how it is sent and written down. */
type Carrier = {
  readonly api: Pick<Api, 'send'> & Partial<Pick<Api, 'waiting'>>;
  readonly deviceId: string;
};

/** The key under which the changes of one aspect of a device wait and their refusals stay. */
export function aspectKey(deviceId: string, aspect: Aspect): MutationKey {
  return ['device', deviceId, aspect];
}

/** A change of a device as react-query carries it out: one at a time per device and aspect. */
export type IntentMutation<Intent, Answer> = Pick<MutationOptions<Answer, Error, Intent>, 'scope'> & {
  readonly mutationKey: MutationKey;
  readonly onMutate: (intent: Intent) => void;
  readonly mutationFn: (intent: Intent) => Promise<Answer>;
};

/**
 * One kind of change of a device, in order. What is wanted stands in the session's log from the first moment (`foresee`
 * tells it by what is known then), so that a page that is left before it was sent says so when it is back. `carryOut`
 * reads and sends with the writer that it is given; its first sending goes on with that entry. Fails as `carryOut` does.
 */
export function intentMutation<Writer extends Carrier, Intent, Answer>(options: {
  writer: Writer;
  aspect: Aspect;
  foresee: (intent: Intent) => Wish;
  carryOut: (writer: Writer, intent: Intent) => Promise<Answer>;
}): IntentMutation<Intent, Answer> {
  const { writer, aspect, foresee, carryOut } = options;
  const { api, deviceId } = writer;
  // A run over many devices has one entry for all of them, and writes it itself.
  const { waiting } = api;
  return {
    mutationKey: aspectKey(deviceId, aspect),
    scope: { id: `${aspect} of ${deviceId}` },
    onMutate: (intent) => waiting?.add(entryOf(foresee(intent), crypto.randomUUID(), Date.now(), 'waiting')),
    mutationFn: async (intent) => {
      const id = waiting && nextWaiting(waiting, deviceId, aspect);
      if (waiting === undefined || id === undefined) return await carryOut(writer, intent);
      let unsent: string | undefined = id;
      const send: SendChange = (change, given) => {
        const entryId = unsent;
        unsent = undefined;
        return api.send(change, entryId === undefined ? given : { ...given, entryId });
      };
      try {
        const answer = await carryOut({ ...writer, api: { ...api, send } }, intent);
        endWaiting(waiting, id, undefined);
        return answer;
      } catch (error) {
        endWaiting(waiting, id, reasonOf(error));
        throw error;
      }
    },
  };
}

/** Why nothing was sent; undefined where the panel asks what is to be done now. */
function reasonOf(error: unknown): { status: number | undefined; message: string | undefined } | undefined {
  if (error instanceof WriteError && error.outcome === 'changed-since') return undefined;
  const reason = error instanceof WriteError ? error.reason : error;
  if (!(reason instanceof ApiError)) return { status: undefined, message: undefined };
  return { status: reason.status || undefined, message: reason.message };
}
