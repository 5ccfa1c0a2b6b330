import { isExpiring } from '#browser/device/device-status.ts';
import { listed } from '#browser/device/listed.ts';
import { formatAgo, formatIn } from '#browser/device/moment.ts';
import {
  type Carrier,
  type PrefixRoutes,
  exitKey,
  isDown,
  isServing,
  isUnreachable,
  isWaiting,
  liveAround,
} from '#browser/fleet/route-table.ts';

/** One line of the table: a device with one prefix, and what is worth saying about it. */
export type RouteLine = {
  readonly group: PrefixRoutes;
  readonly carrier: Carrier;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly note: string;
  /** True where nobody reaches the prefix. */
  readonly isBad: boolean;
};

/**
 * The lines of a prefix, one per device. What is true of the prefix as a whole stands beside the first that serves it.
 * `warning` is how long before its end a key is worth a note, in milliseconds.
 */
export function linesOf(group: PrefixRoutes, now: number, warning: number): readonly RouteLine[] {
  const { carriers } = group;
  const isBad = isUnreachable(group);
  const serving = carriers.filter(isServing);
  const spokesman = carriers.findIndex((carrier) => serving.length === 0 || isServing(carrier));
  return carriers.map((carrier, index) => {
    const isSpokesman = index === spokesman;
    const parts = [isSpokesman ? groupNote(group, now) : '', ownNote(group, carrier, { now, warning }, isSpokesman)];
    return {
      group,
      carrier,
      isFirst: index === 0,
      isLast: index === carriers.length - 1,
      note: parts.filter((part) => part !== '').join('. '),
      isBad: isBad && isSpokesman,
    };
  });
}

function groupNote(group: PrefixRoutes, now: number): string {
  if (group.key === exitKey) return '';
  if (isUnreachable(group)) return unreachableNote(group, now);
  const overlaps = overlapNotes(group);
  // What lies inside of another prefix matters more than that it would have one router.
  const isWanted = overlaps.length === 0 || group.carriers.some(isServing);
  return [isWanted ? servingNote(group) : '', ...overlaps].filter((part) => part !== '').join('. ');
}

function unreachableNote(group: PrefixRoutes, now: number): string {
  const serving = group.carriers.filter(isServing);
  const [only] = serving;
  const wider = liveAround(group);
  const fallback = wider === undefined ? '' : `. Nothing falls back to ${wider.key}`;
  if (only === undefined || serving.length > 1) return `Unreachable: all ${serving.length} routers are down${fallback}`;
  return `Unreachable: the only router is ${troubleOf(only, now)}${fallback}`;
}

function servingNote({ carriers }: PrefixRoutes): string {
  const serving = carriers.filter(isServing);
  const down = serving.filter(isDown);
  const waiting = carriers.filter(isWaiting).length;
  if (serving.length === 0)
    return waiting === 0 ? '' : waiting === 1 ? 'Single router once approved' : `${waiting} routers once approved`;
  if (serving.length === 1) return 'Single router';
  if (down.length > 0)
    return `${serving.length - down.length} of ${serving.length} routers up: ${listed(down.map(({ facts }) => facts.name))} ${down.length > 1 ? 'are' : 'is'} down`;
  return serving.length === 2 ? 'Failover pair' : `Failover group of ${serving.length}`;
}

function overlapNotes({ parent, children }: PrefixRoutes): readonly string[] {
  return [
    ...(parent === undefined ? [] : [`Overlaps ${parent.key}. The longer prefix wins for these addresses`]),
    ...(children.length === 0 ? [] : [`Contains ${listed(children.map(({ key }) => key))}`]),
  ];
}

function ownNote(
  group: PrefixRoutes,
  carrier: Carrier,
  { now, warning }: { now: number; warning: number },
  isSpokesman: boolean,
): string {
  const serving = group.carriers.filter(isServing).length;
  // The API does not tell which of the two it is.
  if (!carrier.isAdvertised) return 'Not advertised: approved beforehand, or given up. It carries nothing';
  if (isWaiting(carrier)) {
    if (group.key === exitKey || serving === 0) return '';
    return serving === 1 ? 'Approving makes this a failover pair' : 'Approving adds a router';
  }
  const { facts } = carrier;
  if (isDown(carrier)) return isSpokesman && isUnreachable(group) ? '' : capital(troubleOf(carrier, now));
  return facts.expires !== undefined && isExpiring(facts, now, warning)
    ? `Its key expires ${formatIn(facts.expires, now)}`
    : '';
}

/** "offline, 3 h ago", "cut off", "not approved itself". */
function troubleOf({ facts, status }: Carrier, now: number): string {
  if (status === 'waiting') return 'not approved itself';
  if (status === 'cut-off') return facts.isLocked ? 'cut off by tailnet lock' : 'cut off: its key has expired';
  return facts.lastSeen === undefined ? 'offline' : `offline, ${formatAgo(facts.lastSeen, now)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
