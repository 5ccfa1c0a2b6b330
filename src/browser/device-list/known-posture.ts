import { deviceKeys } from '#browser/api/queries.ts';
import type { Attributes } from '#contract/posture.ts';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { AttributeValue } from '#contract/posture.ts';
import { attributesRead } from './attributes-read.ts';
import type { PostureStore, ReadPosture } from './use-posture.ts';

/** One attribute of a device; undefined where it has none, and where its attributes were not read yet. */
export function attributeOf(read: ReadPosture, nodeId: string, key: string): AttributeValue | undefined {
  const value = read(nodeId)?.[key];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

const [deviceWord, , attributesWord] = deviceKeys.attributes('');
/** While thousands are being read, the table follows four times a second. */
const pause = 250;

/** Follows what the cache has of attributes, whoever asked for them. */
export function createPostureStore(queryClient: QueryClient): PostureStore {
  const cache = queryClient.getQueryCache();
  const isAttributes = (key: QueryKey) => key[0] === deviceWord && key[2] === attributesWord;
  let known: ReadPosture | undefined;
  return {
    get: () => (known ??= attributesRead(queryClient)),
    subscribe: (listener) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stop = cache.subscribe(({ type, query }) => {
        // Its type says any; a key of this console is a list of texts.
        if (type !== 'updated' || timer !== undefined || !isAttributes(query.queryKey as QueryKey)) return;
        timer = setTimeout(() => {
          timer = undefined;
          known = undefined;
          listener();
        }, pause);
      });
      return () => {
        stop();
        clearTimeout(timer);
        known = undefined;
      };
    },
  };
}

/** The keys of all attributes that were read so far, in order. */
export function attributeKeys(queryClient: QueryClient): readonly string[] {
  const keys = new Set<string>();
  for (const { queryKey, state } of queryClient.getQueryCache().findAll({ queryKey: [deviceWord] })) {
    if (queryKey[2] !== attributesWord || state.data === undefined) continue;
    // The cache is untyped; this kind of key belongs to the attributes alone.
    for (const key of Object.keys((state.data as Attributes).attributes ?? {})) keys.add(key);
  }
  return [...keys].sort();
}
