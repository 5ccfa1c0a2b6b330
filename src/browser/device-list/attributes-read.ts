import type { Attributes } from '#contract/posture.ts';
import type { QueryClient } from '@tanstack/react-query';
import { deviceKeys } from '#browser/api/queries.ts';

const [deviceWord, , attributesWord] = deviceKeys.attributes('');

/** A look-up, by key of the device, of the posture attributes that have been read up to the first time it is asked. */
export function attributesRead(client: QueryClient): (key: string) => Readonly<Record<string, unknown>> | undefined {
  let read: ReadonlyMap<string, Readonly<Record<string, unknown>>> | undefined;
  return (key) => (read ??= collect(client)).get(key);
}

function collect(client: QueryClient): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const read = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: [deviceWord] })) {
    const [, deviceId, kind] = queryKey;
    if (kind !== attributesWord || typeof deviceId !== 'string' || state.data === undefined) continue;
    // The cache is untyped; this kind of key belongs to the attributes alone.
    read.set(deviceId, (state.data as Attributes).attributes ?? {});
  }
  return read;
}
