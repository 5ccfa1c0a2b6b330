import type { Routes } from '#browser/api/queries.ts';
import * as v from 'valibot';
import { type RoutesWriter, setRoutesOptions } from './subnet-routes.mutation.ts';
import type { RoutesUndo } from './subnet-routes.schema.ts';

const texts = v.pipe(v.array(v.string()), v.readonly());
const undoSchema: v.GenericSchema<unknown, RoutesUndo> = v.object({
  approve: texts,
  withdraw: texts,
  approved: v.optional(texts),
  isExact: v.optional(v.boolean()),
});

/**
 * Takes the entry `undoes` of the log back by its inverse intent, over what the server has now; open panels show it under
 * way. One that approves again is asked about when others changed the routes since: it then fails as changed-since, and
 * the panel of the device asks. Throws ValiError when `intent` is none; fails like any write of routes.
 */
export function undoRoutes(writer: RoutesWriter, intent: unknown, undoes: string): Promise<Routes> {
  const { queryClient } = writer;
  const { approved, ...inverse } = v.parse(undoSchema, intent);
  const base = approved && { approved, own: [], since: undoes };
  return queryClient
    .getMutationCache()
    .build(queryClient, setRoutesOptions(writer))
    .execute({ ...inverse, base, undoes });
}
