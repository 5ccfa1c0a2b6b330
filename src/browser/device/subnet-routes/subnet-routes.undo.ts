import type { Api } from '#browser/api/api-context.ts';
import type { Routes } from '#browser/api/queries.ts';
import { aspectKey } from '#browser/device/editing/device-mutation.ts';
import * as v from 'valibot';
import { moveOn } from './routes-base.ts';
import { type RoutesWriter, setRoutesOptions } from './subnet-routes.mutation.ts';
import type { RoutesIntent, RoutesUndo } from './subnet-routes.schema.ts';

const texts = v.pipe(v.array(v.string()), v.readonly());
const undoSchema: v.GenericSchema<unknown, RoutesUndo> = v.object({
  approve: texts,
  withdraw: texts,
  approved: v.optional(texts),
});

/**
 * Takes the entry `undoes` of the log back by its inverse intent, over what the server has now; open panels show it under
 * way. One that approves again is asked about when others changed the routes since: it then fails as changed-since, and
 * the panel of the device asks. Throws ValiError when `intent` is none; fails like any write of routes.
 */
export function undoRoutes(
  writer: RoutesWriter & { readonly api: Pick<Api, 'activity'> },
  intent: unknown,
  undoes: string,
): Promise<Routes> {
  const { api, queryClient, deviceId } = writer;
  const { approved, ...inverse } = v.parse(undoSchema, intent);
  const mutations = queryClient.getMutationCache();
  const mutationKey = aspectKey(deviceId, 'routes');
  const pending = mutations
    .findAll({ mutationKey, exact: true, status: 'pending' })
    // The mutation cache is untyped; the key belongs to the one mutation whose variables are these intents.
    .map(({ state }) => state.variables as RoutesIntent);
  const base = approved && moveOn({ approved, own: [], since: undoes }, deviceId, api.activity.entries(), pending);
  return mutations.build(queryClient, setRoutesOptions(writer, undoes)).execute({ ...inverse, base });
}
