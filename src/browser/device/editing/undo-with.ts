import { type MutationOptions, type QueryClient } from '@tanstack/react-query';
import * as v from 'valibot';

/**
 * How the entry `undoes` of the log is taken back: by its inverse intent, over what the server has now, while open panels
 * show it under way. `optionsOf` makes the change itself. Throws ValiError when the intent is none of `schema`; fails
 * like the change.
 */
export function undoWith<Writer extends { readonly queryClient: QueryClient }, Intent, Answer>(
  optionsOf: (writer: Writer, undoes: string) => MutationOptions<Answer, Error, Intent>,
  schema: v.GenericSchema<unknown, Intent>,
): (writer: Writer, intent: unknown, undoes: string) => Promise<Answer> {
  return (writer, intent, undoes) => carryOut(writer.queryClient, optionsOf(writer, undoes), v.parse(schema, intent));
}

/** Carries a change out so that open panels show it under way; resolves with its answer, and fails like it. */
export function carryOut<Intent, Answer>(
  queryClient: QueryClient,
  options: MutationOptions<Answer, Error, Intent>,
  intent: Intent,
): Promise<Answer> {
  return queryClient.getMutationCache().build(queryClient, options).execute(intent);
}
