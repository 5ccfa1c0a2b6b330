import { type JSONWebKeySet, type JWTVerifyGetKey, createLocalJWKSet, errors } from 'jose';
import * as v from 'valibot';
import { Refusal } from '#proxy/refusal.ts';

/** A key set is read again after this long, and sooner for a key that it does not have, but never more often than… */
const freshMs = 10 * 60_000;
/** …this, whether the last attempt went well or not: otherwise anybody could have it read as often as they can ask. */
const pauseMs = 30_000;
/** How long a set that cannot be read again stays in use. */
const longestMs = 60 * 60_000;

const keySetSchema = v.object({
  keys: v.pipe(v.array(v.looseObject({ kty: v.string() })), v.minLength(1), v.maxLength(100)),
});

/** A JSON Web Key Set in a parsed JSON text; undefined when it is none. */
export function readKeySet(value: unknown): JSONWebKeySet | undefined {
  const parsed = v.safeParse(keySetSchema, value);
  return parsed.success ? parsed.output : undefined;
}

/**
 * The keys of whoever signs: read once for everybody who waits, kept, and read again when one is asked for that they do
 * not have. `load` gives the parsed JSON of the set; `now` are milliseconds that only ever grow.
 * Rejects with `identity_unavailable` when there are no keys to be had, and with jose's error when there is no such key.
 */
export function createKeySet(load: () => Promise<unknown>, now: () => number): JWTVerifyGetKey {
  let keys: { readonly find: JWTVerifyGetKey; readonly at: number } | undefined;
  let attemptedAt = -Infinity;
  let running: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    attemptedAt = now();
    const set = readKeySet(await load().catch(() => undefined));
    if (set !== undefined) keys = { find: createLocalJWKSet(set), at: now() };
  };

  async function readAgain(): Promise<void> {
    if (running === undefined && now() - attemptedAt < pauseMs) return;
    running ??= read().finally(() => (running = undefined));
    await running;
  }

  const find: JWTVerifyGetKey = async (header, token) => {
    if (keys === undefined || now() - keys.at > longestMs) throw new Refusal('identity_unavailable');
    return keys.find(header, token);
  };

  return async (header, token) => {
    if (keys === undefined || now() - keys.at > freshMs) await readAgain();
    try {
      return await find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await readAgain();
      return find(header, token);
    }
  };
}
