import type { AnyDevice, DeviceFacts } from './device-facts.ts';
import { day, formatDate, formatIn, formatPast } from './moment.ts';
import type { LiveRouters } from './live-routers.ts';

/** Which glyph a device has, in order of precedence: a person is needed, it is cut off, it works, it is away. */
export type DeviceStatus = 'waiting' | 'cut-off' | 'connected' | 'offline' | 'unknown';

/** True when the key's date has passed and expiry is on. */
export function isExpired(facts: DeviceFacts, now: number): boolean {
  return facts.expires !== undefined && facts.expires <= now;
}

/** True when the key expires within the time that is worth a `warning`. */
export function isExpiring(facts: DeviceFacts, now: number, warning: number): boolean {
  return facts.expires !== undefined && facts.expires > now && facts.expires - now <= warning;
}

/** The status of a device at the moment `now`. */
export function statusOf(facts: DeviceFacts, now: number): DeviceStatus {
  if (!facts.isApproved) return 'waiting';
  if (facts.isLocked || isExpired(facts, now)) return 'cut-off';
  if (facts.isConnected) return 'connected';
  return facts.isPresenceKnown ? 'offline' : 'unknown';
}

/** The word that always stands with the glyph, for those who do not see it. */
export const statusWords: Readonly<Record<DeviceStatus, string>> = {
  waiting: 'Needs approval',
  'cut-off': 'Cut off',
  connected: 'Connected',
  offline: 'Offline',
  unknown: 'Unknown',
};

/** A loud badge: something waits for a person (warn) or is broken (bad). */
export type Badge = {
  readonly kind: 'bad' | 'warn';
  readonly icon: 'approve' | 'lock' | 'key' | 'unplug' | 'copy' | 'subnets' | 'exit';
  readonly label: string;
};

export type DeviceState = { readonly badges: readonly Badge[]; readonly facts: readonly string[] };

/** The State column: badges with the broken ones first, then plain facts. All of them; a row shows two badges. */
export function stateOf(
  device: AnyDevice,
  facts: DeviceFacts,
  routers: LiveRouters,
  now: number,
  warning: number,
): DeviceState {
  const bad: Badge[] = [];
  const warn: Badge[] = [];
  const quiet: string[] = [];
  if (!facts.isApproved) warn.push({ kind: 'warn', icon: 'approve', label: 'Needs approval' });
  if (facts.isLocked) bad.push({ kind: 'bad', icon: 'lock', label: 'Tailnet lock error' });
  if (facts.expires !== undefined && isExpired(facts, now))
    bad.push({ kind: 'bad', icon: 'key', label: `Key expired ${expiredSince(facts.expires, now)}` });
  if (facts.expires !== undefined && isExpiring(facts, now, warning))
    warn.push({ kind: 'warn', icon: 'key', label: `Key expires ${formatIn(facts.expires, now)}` });
  if (routers.isLoneAndDown(device)) bad.push({ kind: 'bad', icon: 'unplug', label: 'Only router, offline' });
  if (device.multipleConnections === true) bad.push({ kind: 'bad', icon: 'copy', label: 'Duplicate node key' });
  if (facts.subnets.advertised > 0) {
    const label = `Subnets ${facts.subnets.approved}/${facts.subnets.advertised}`;
    if (facts.subnets.approved < facts.subnets.advertised) warn.push({ kind: 'warn', icon: 'subnets', label });
    else quiet.push(label);
  }
  if (facts.exitNode === 'waiting') warn.push({ kind: 'warn', icon: 'exit', label: 'Exit node pending' });
  if (facts.exitNode === 'approved') quiet.push('Exit node');
  if (facts.isExternal) quiet.push('Shared in');
  if (device.keyExpiryDisabled === true && !facts.isExternal) quiet.push('Expiry off');
  if (device.isEphemeral === true) quiet.push('Ephemeral');
  if (device.sshEnabled === true) quiet.push('SSH');
  if (device.blocksIncomingConnections === true) quiet.push('Blocks incoming');
  return { badges: [...bad, ...warn], facts: quiet };
}

function expiredSince(expires: number, now: number): string {
  return now - expires > 365 * day ? formatDate(expires) : formatPast(expires, now);
}

/** True when something on the device waits for a person or is broken; shared-in devices are their owner's business. */
export function needsAttention(
  device: AnyDevice,
  facts: DeviceFacts,
  routers: LiveRouters,
  now: number,
  warning: number,
): boolean {
  if (facts.isExternal) return false;
  return (
    !facts.isApproved ||
    hasWaitingRoutes(facts) ||
    isExpired(facts, now) ||
    isExpiring(facts, now, warning) ||
    facts.isLocked ||
    device.multipleConnections === true ||
    routers.isLoneAndDown(device)
  );
}

/** True when a route that the device advertises is not approved yet, exit node included. */
export function hasWaitingRoutes(facts: DeviceFacts): boolean {
  return facts.subnets.approved < facts.subnets.advertised || facts.exitNode === 'waiting';
}
