import { type AnyDevice, factsOf } from '#browser/device/device-facts.ts';
import { isExpired, isExpiring } from '#browser/device/device-status.ts';
import {
  day,
  formatDate,
  formatDistance,
  formatExact,
  formatIn,
  formatPast,
  readDate,
} from '#browser/device/moment.ts';

/** The state of a key in words: what is, then what follows from it. */
export type KeyWords = {
  /** Whether expiry is on; undefined where the API does not tell. */
  readonly meta: 'On' | 'Off' | undefined;
  /** Stands before `state` when a person should act. */
  readonly badge: { readonly kind: 'warn' | 'bad'; readonly label: string } | undefined;
  readonly state: string;
  readonly consequence: string | undefined;
  /** The date that the words are about, milliseconds since 1970. */
  readonly at: number | undefined;
};

/**
 * Key expiry of a device at the moment `now`. A device whose expiry is off keeps its date, which turning expiry on
 * restores, even when it has passed (https://tailscale.com/kb/1028/key-expiry). `warning` is how long before its end a
 * key is worth one, in milliseconds.
 */
export function keyWords(device: AnyDevice, now: number, warning: number): KeyWords {
  const facts = factsOf(device);
  const at = readDate(device.expires);
  const words = { meta: undefined, badge: undefined, consequence: undefined, at };
  if (facts.isExternal) return { ...words, state: 'Its own tailnet decides when the key expires.', at: undefined };
  if (device.keyExpiryDisabled === true)
    return { ...words, meta: 'Off', state: 'The key does not expire.', consequence: restoring(at, now) };
  const meta = device.keyExpiryDisabled === false ? 'On' : undefined;
  if (at === undefined) return { ...words, meta, state: 'The server gives no date.' };
  if (isExpired(facts, now))
    return {
      ...words,
      meta,
      badge: { kind: 'bad', label: `Expired ${expiredSince(at, now)}` },
      state: formatExact(at),
      consequence: 'The device is cut off until it signs in again.',
    };
  if (isExpiring(facts, now, warning))
    return {
      ...words,
      meta,
      badge: { kind: 'warn', label: `Expires ${formatIn(at, now)}` },
      state: formatExact(at),
      consequence:
        facts.tags.length > 0
          ? 'Sign it in again before then, or turn expiry off.'
          : 'Ask its user to sign in again, or turn expiry off.',
    };
  return {
    ...words,
    meta,
    state: `Expires ${formatExact(at)}${formatDistance(at, now)}.`,
    consequence: 'The device has to sign in again before then.',
  };
}

function expiredSince(at: number, now: number): string {
  return now - at > 365 * day ? 'over a year ago' : formatPast(at, now);
}

function restoring(at: number | undefined, now: number): string | undefined {
  if (at === undefined) return undefined;
  return at > now
    ? `Turning it on restores ${formatDate(at)}${formatDistance(at, now)}.`
    : `Turning it on restores ${formatDate(at)}, which has passed: the device would be cut off at once.`;
}
