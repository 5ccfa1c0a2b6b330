import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { AttributeValue } from '#contract/posture.ts';
import { allAttributesRead, attributesRead, isAttributesKey } from './attributes-read.ts';
import type { PostureStore, ReadPosture } from './use-posture.ts';

/** One attribute of a device; undefined where it has none, and where its attributes were not read yet. */
export function attributeOf(read: ReadPosture, nodeId: string, key: string): AttributeValue | undefined {
  const value = read(nodeId)?.[key];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** While thousands are being read, the table follows four times a second. */
const pause = 250;

/** Follows what the cache has of attributes, whoever asked for them. */
export function createPostureStore(queryClient: QueryClient): PostureStore {
  const cache = queryClient.getQueryCache();
  let known: ReadPosture | undefined;
  return {
    get: () => (known ??= attributesRead(queryClient)),
    subscribe: (listener) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stop = cache.subscribe(({ type, query }) => {
        // Its type says any; a key of this console is a list of texts.
        if (type !== 'updated' || timer !== undefined || !isAttributesKey(query.queryKey as QueryKey)) return;
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
  for (const attributes of allAttributesRead(queryClient).values())
    for (const key of Object.keys(attributes)) keys.add(key);
  return [...keys].sort();
}
