import { isExpired } from '#browser/device/device-status.ts';
import { formatDate, formatDistance } from '#browser/device/moment.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import { approvalNotices } from './approval-notices.ts';
import { listed } from '#browser/device/listed.ts';
import type { OtherRouters } from './other-routers.ts';
import type { RouteNotice, StagedRoutes } from './staged-routes.ts';
import { changesBetween, keysOf } from './subnet-routes.schema.ts';
import { withdrawalNotices } from './withdrawal-notices.ts';

/**
 * What a staged change does: failover, overlaps, a prefix that loses its router, and what keeps the device from
 * carrying it. Longest prefix wins, without a way back to a wider one (https://tailscale.com/kb/1115/high-availability).
 */
export function routeNotices(staged: StagedRoutes): readonly RouteNotice[] {
  const changes = changesBetween(staged.before, staged.after);
  if (changes.length === 0) return [];
  const approvals = changes.filter(({ kind }) => kind === 'approve');
  const withdrawals = changes.filter(({ kind }) => kind === 'withdraw');
  return [
    ...approvalNotices(staged, approvals),
    ...withdrawalNotices(staged, withdrawals),
    ...deviceNotices(staged),
    ...(staged.others === undefined ? [othersUnknown] : []),
  ];
}

const othersUnknown: RouteNotice = {
  kind: 'info',
  title: 'Other routers are not known.',
  body: 'The server lists no routes of other devices, so failover and overlaps are not checked.',
};

/** What keeps the device itself from carrying the routes that are newly approved. */
function deviceNotices({ before, after, facts, others, now }: StagedRoutes): readonly RouteNotice[] {
  const known = keysOf(before.enabled);
  const advertised = keysOf(after.advertised);
  const live = [...keysOf(after.enabled)].filter((key) => advertised.has(key) && !known.has(key));
  if (facts === undefined || live.length === 0) return [];
  const { name } = facts;
  const notices: RouteNotice[] = [];
  if (!facts.isApproved) {
    notices.push({
      kind: 'warn',
      title: `${name} waits for approval.`,
      body: 'Its routes work once the device itself is approved.',
    });
  } else if (facts.isLocked) {
    notices.push({
      kind: 'warn',
      title: `${name} has a tailnet lock error.`,
      body: 'Its routes work once its key is signed.',
    });
  } else if (facts.isPresenceKnown && !facts.isConnected && !isExpired(facts, now)) {
    const subnets = live.filter((key) => !isExitRoute(key));
    const works = subnets.length > 1 ? 'The new routes work' : 'The new route works';
    notices.push({
      kind: 'warn',
      title: `${name} is offline.`,
      body: `${works} once it reconnects.${meanwhile(subnets, others)}`,
    });
  }
  if (facts.expires !== undefined) notices.push(expiryNotice(name, facts.expires, now));
  return notices;
}

/** Who carries the new routes of an offline router until it is back. */
function meanwhile(subnets: readonly string[], others: OtherRouters | undefined): string {
  if (others === undefined || subnets.length === 0) return '';
  const working = (key: string) => others.serving(key).filter(({ trouble }) => trouble === undefined);
  const carried = subnets.filter((key) => working(key).length > 0);
  const pronoun = subnets.length > 1 ? 'them' : 'it';
  if (carried.length === 0) return ` Until then nothing carries ${pronoun}.`;
  const names = [...new Set(carried.flatMap((key) => working(key).map(({ name }) => name)))];
  const carries = `${listed(names)} ${names.length > 1 ? 'carry' : 'carries'}`;
  if (carried.length === subnets.length) return ` Until then ${carries} ${pronoun}.`;
  const rest = subnets.filter((key) => !carried.includes(key));
  return ` Until then ${carries} ${listed(carried)}, and nothing carries ${listed(rest)}.`;
}

/** A router whose key expires keeps its approvals and drops the traffic (https://tailscale.com/kb/1028/key-expiry). */
function expiryNotice(name: string, expires: number, now: number): RouteNotice {
  const section = { id: 'key', words: 'Turn expiry off' } as const;
  const isPast = expires <= now;
  return {
    kind: 'warn',
    title: isPast
      ? `The key of ${name} expired ${formatDate(expires)}.`
      : `The key of ${name} expires ${formatDate(expires)}${formatDistance(expires, now)}.`,
    body: isPast
      ? 'Its routes carry nothing until it has signed in again.'
      : 'From then on its routes carry nothing until it has signed in again.',
    section,
  };
}
