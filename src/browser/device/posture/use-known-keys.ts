import { deviceKeys } from '#browser/api/queries.ts';
import type { Attributes } from '#contract/posture.ts';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { type KnownKeys, knownKeys } from './posture-rules.ts';

/** The custom keys of every device whose attributes were read so far, this one with its attributes as it shows them. */
export function useKnownKeys(deviceId: string, shown: Attributes): KnownKeys {
  const cache = useQueryClient().getQueryCache();
  const others = cache
    .findAll({ predicate: ({ queryKey }) => isAttributesKey(queryKey) && queryKey[1] !== deviceId })
    // The cache is untyped; this kind of key belongs to the attributes alone.
    .flatMap(({ state }) => (state.data as Attributes | undefined) ?? []);
  return knownKeys([shown, ...others]);
}

const [deviceWord, , attributesWord] = deviceKeys.attributes('');

function isAttributesKey(queryKey: QueryKey): boolean {
  return queryKey[0] === deviceWord && queryKey[2] === attributesWord;
}
