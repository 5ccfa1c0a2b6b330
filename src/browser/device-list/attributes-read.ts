import type { Attributes } from '#contract/posture.ts';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { deviceKeys } from '#browser/api/queries.ts';

type Read = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const [deviceWord, , attributesWord] = deviceKeys.attributes('');

/** True for the cache's key of the attributes of a device. */
export function isAttributesKey(key: QueryKey): boolean {
  return key[0] === deviceWord && key[2] === attributesWord;
}

/** A look-up, by key of the device, of the posture attributes that have been read up to the first time it is asked. */
export function attributesRead(client: QueryClient): (key: string) => Readonly<Record<string, unknown>> | undefined {
  let read: Read | undefined;
  return (key) => (read ??= allAttributesRead(client)).get(key);
}

/** The posture attributes that have been read, by key of the device. */
export function allAttributesRead(client: QueryClient): Read {
  const read = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: [deviceWord] })) {
    const [, deviceId] = queryKey;
    if (!isAttributesKey(queryKey) || typeof deviceId !== 'string' || state.data === undefined) continue;
    // The cache is untyped; this kind of key belongs to the attributes alone.
    read.set(deviceId, (state.data as Attributes).attributes ?? {});
  }
  return read;
}
