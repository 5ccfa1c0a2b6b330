import type { MutationOptions, QueryClient } from '@tanstack/react-query';

/** Carries out a mutation of a panel without the panel. Rejects as it does. */
export function runMutation<Data, Variables>(
  queryClient: QueryClient,
  options: MutationOptions<Data, Error, Variables>,
  variables: Variables,
): Promise<Data> {
  return queryClient.getMutationCache().build(queryClient, options).execute(variables);
}
