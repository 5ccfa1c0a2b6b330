import type { AnyDevice } from '#browser/device/device-facts.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { servedSubnets } from '#browser/device/live-routers.ts';
import { readDate } from '#browser/device/moment.ts';
import * as v from 'valibot';

/** What a person wants of a device's key: that its date counts, or that it does not. */
export const keyExpiryIntentSchema = v.object({ keyExpiryDisabled: v.boolean() });
export type KeyExpiryIntent = v.InferOutput<typeof keyExpiryIntentSchema>;

/** The device once an intent has been carried out; its date stays, as it does on the server. The same one when nothing changes. */
export function applyKeyExpiry<D extends Pick<AnyDevice, 'keyExpiryDisabled'>>(device: D, intent: KeyExpiryIntent): D {
  if (isKeyExpirySet(device, intent)) return device;
  return { ...device, keyExpiryDisabled: intent.keyExpiryDisabled };
}

/** True when a device is as the intent wants it. */
export function isKeyExpirySet(device: Pick<AnyDevice, 'keyExpiryDisabled'>, intent: KeyExpiryIntent): boolean {
  return device.keyExpiryDisabled === intent.keyExpiryDisabled;
}

/**
 * What turning expiry on restores: a date to come, one that has passed, so that the device is cut off at once, or none
 * at all, as on devices that were tagged when they joined (https://tailscale.com/kb/1028/key-expiry).
 */
export type Restored = 'future' | 'past' | 'no-date';

/** What turning expiry on at the moment `now` restores. */
export function restoredBy(device: Pick<AnyDevice, 'expires'>, now: number): Restored {
  const at = readDate(device.expires);
  if (at === undefined) return 'no-date';
  return at <= now ? 'past' : 'future';
}

/** What others use a device for: its approved subnets and whether it is an approved exit node; both end with its key. */
export type Carried = { readonly subnets: readonly string[]; readonly isExitNode: boolean };

/** What a device carries for others; undefined when it is no router and no exit node. */
export function carriedBy(device: AnyDevice): Carried | undefined {
  const subnets = servedSubnets(device);
  const isExitNode = factsOf(device).exitNode === 'approved';
  return subnets.length === 0 && !isExitNode ? undefined : { subnets, isExitNode };
}
