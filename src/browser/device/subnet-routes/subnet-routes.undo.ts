import type { Routes } from '#browser/api/queries.ts';
import * as v from 'valibot';
import { type RoutesWriter, setRoutesOptions } from './subnet-routes.mutation.ts';

const undoSchema = v.object({ approve: v.array(v.string()), withdraw: v.array(v.string()) });

/**
 * Takes the entry `undoes` of the log back by its inverse intent, over what the server has now; open panels show it under
 * way. Throws ValiError when `intent` is none; fails like any write of routes.
 */
export function undoRoutes(writer: RoutesWriter, intent: unknown, undoes: string): Promise<Routes> {
  const { queryClient } = writer;
  return queryClient
    .getMutationCache()
    .build(queryClient, setRoutesOptions(writer, undoes))
    .execute(v.parse(undoSchema, intent));
}
