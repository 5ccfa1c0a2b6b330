import { type AnyDevice, factsOf } from '#browser/device/device-facts.ts';
import { isExpired, isExpiring } from '#browser/device/device-status.ts';
import { type LiveRouters, servedSubnets } from '#browser/device/live-routers.ts';
import { formatIn } from '#browser/device/moment.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';

/** One reason to look at a device, and the section where it is dealt with. */
export type Reason = {
  readonly kind: 'bad' | 'warn';
  readonly section: 'routes' | 'key' | 'machine' | 'danger';
  readonly title: string;
  /** What stands before `detail` in mono: prefixes, or the server's words. */
  readonly quote: string | undefined;
  readonly detail: string | undefined;
  /** The words of the link or button. */
  readonly action: string;
  /** True when the action opens the routes for editing. */
  readonly isReview: boolean;
};

/**
 * Why a device needs a person, most urgent first: what is broken, then what waits, then what comes near. Devices that
 * are shared in are their owner's business and give none. `warning` is how long before its end a key is worth one, in
 * milliseconds.
 */
export function attentionReasons(
  device: AnyDevice,
  others: readonly AnyDevice[],
  routers: LiveRouters,
  now: number,
  warning: number,
): readonly Reason[] {
  const facts = factsOf(device);
  if (facts.isExternal) return [];
  const reasons: Reason[] = [];
  const add = (reason: Omit<Reason, 'quote' | 'detail' | 'isReview'> & Partial<Reason>) =>
    reasons.push({ quote: undefined, detail: undefined, isReview: false, ...reason });

  if (facts.isLocked)
    add({
      kind: 'bad',
      section: 'machine',
      title: 'Tailnet lock keeps this device out.',
      quote: device.tailnetLockError ?? undefined,
      action: 'See lock key',
    });
  if (facts.expires !== undefined && isExpired(facts, now))
    add({
      kind: 'bad',
      section: 'key',
      title: 'Its key has expired.',
      detail: 'The device is cut off until it signs in again.',
      action: 'See key expiry',
    });
  if (routers.isLoneAndDown(device)) add(cutOffReason(device, others));
  if (device.multipleConnections === true)
    add({
      kind: 'bad',
      section: 'machine',
      title: 'More than one machine uses its node key.',
      action: 'See machine',
    });
  if (!facts.isApproved)
    add({
      kind: 'warn',
      section: 'danger',
      title: 'It needs approval.',
      detail: 'It cannot connect to the tailnet until then.',
      action: 'See how to approve it',
    });
  const waiting = waitingReason(device, others);
  if (waiting !== undefined) add(waiting);
  if (facts.expires !== undefined && isExpiring(facts, now, warning))
    add({
      kind: 'warn',
      section: 'key',
      title: `Its key expires ${formatIn(facts.expires, now)}.`,
      action: 'See key expiry',
    });
  return reasons;
}

function cutOffReason(
  device: AnyDevice,
  others: readonly AnyDevice[],
): Omit<Reason, 'quote' | 'detail' | 'isReview'> & Partial<Reason> {
  const lost = servedSubnets(device).filter((route) => routersBeside(route, device, others).length === 0);
  return {
    kind: 'bad',
    section: 'routes',
    title: `It is offline, and the only router of ${lost.length === 1 ? 'a subnet' : `${lost.length} subnets`}.`,
    quote: lost.length > 3 ? `${lost.slice(0, 3).join(', ')} …` : lost.join(', '),
    detail: lost.length === 1 ? 'is cut off.' : 'are cut off.',
    action: 'See routes',
  };
}

function waitingReason(
  device: AnyDevice,
  others: readonly AnyDevice[],
): (Omit<Reason, 'quote' | 'detail'> & Partial<Reason>) | undefined {
  const enabled = device.enabledRoutes ?? [];
  const waiting = (device.advertisedRoutes ?? []).filter((route) => !enabled.includes(route));
  const subnets = waiting.filter((route) => !isExitRoute(route));
  const isExitWaiting = waiting.length > subnets.length;
  if (waiting.length === 0) return undefined;
  const common = { kind: 'warn', section: 'routes', isReview: true } as const;
  if (subnets.length === 0)
    return {
      ...common,
      title: 'The exit node is waiting for approval.',
      detail: 'Nobody can send their traffic through it until then.',
      action: 'Review exit node',
    };
  const count = subnets.length === 1 ? '1 route' : `${subnets.length} routes`;
  const [only] = subnets;
  const isPlain = subnets.length === 1 && !isExitWaiting;
  return {
    ...common,
    title: `${count}${isExitWaiting ? ' and the exit node are' : subnets.length === 1 ? ' is' : ' are'} waiting for approval.`,
    quote: subnets.length > 3 ? `${subnets.slice(0, 3).join(', ')} …` : subnets.join(', '),
    detail: isPlain && only !== undefined ? servedBy(only, device, others) : undefined,
    action: isPlain ? 'Review route' : 'Review routes',
  };
}

/** "is also served by edge-fra-02.": who else is a router for a prefix. */
function servedBy(route: string, device: AnyDevice, others: readonly AnyDevice[]): string {
  const names = routersBeside(route, device, others);
  if (names.length === 0) return 'has no other router.';
  if (names.length <= 2) return `is also served by ${names.join(' and ')}.`;
  return `is also served by ${names.length} other routers.`;
}

function routersBeside(route: string, device: AnyDevice, others: readonly AnyDevice[]): readonly string[] {
  return others
    .filter((other) => idOf(other) !== idOf(device) && servedSubnets(other).includes(route))
    .map((other) => factsOf(other).name);
}

function idOf(device: AnyDevice): string {
  return device.nodeId || device.id || '';
}
