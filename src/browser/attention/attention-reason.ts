import { type AnyDevice, type DeviceFacts, factsOf } from '#browser/device/device-facts.ts';
import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { listed } from '#browser/device/listed.ts';
import { day, formatAgo, formatDay, formatExact, formatIn, formatPast, readDate } from '#browser/device/moment.ts';
import { type AttentionItem, type Judgement, staleAfter } from '#browser/fleet/judgement.ts';
import { type PrefixRoutes, isServing } from '#browser/fleet/route-table.ts';
import { waitingReason } from './waiting-reason.ts';

/** A reason in pieces: what is the case, in mono what one would paste, and in grey what helps to decide. */
export type ReasonWords = {
  readonly lead: string;
  readonly quote: string;
  readonly rest: string;
  readonly aside: string;
};

/** Why an item is listed, in one line. */
export function reasonOf(item: AttentionItem, { now, table }: Pick<Judgement, 'now' | 'table'>): ReasonWords {
  const { facts, device, at } = item;
  switch (item.kind) {
    case 'router':
      return routerReason(item, now);
    case 'lock':
      return words(`Tailnet lock: ${device.tailnetLockError ?? ''}`);
    case 'clone':
      return words('More than one machine uses its node key');
    case 'approval':
      return words(clientOf(facts), { aside: twinWords(item.twin, now) });
    case 'routes':
      return waitingReason(device, table);
    case 'expiring':
      return words(at === undefined ? '' : `Expires ${formatExact(at)}`, { aside: routedWords(item.groups) });
    case 'expired':
      return words(retiredWords(facts, now) ?? clientOf(facts), { aside: routedWords(item.groups) });
    case 'name':
      return words(
        `${item.twin === undefined ? 'Another device' : factsOf(item.twin).name} has the name it asked for`,
        {
          aside: item.twin === undefined ? '' : statusWords[statusOf(factsOf(item.twin), now)].toLowerCase(),
        },
      );
    case 'update':
      return words(clientOf(facts));
    case 'stale':
      return words(facts.lastSeen === undefined ? 'Never connected' : clientOf(facts), {
        aside: facts.lastSeen === undefined ? addedWords(device, now) : '',
      });
    default:
      return item.kind satisfies never;
  }
}

/** When an item came or comes about: "3 h ago", "In 5 d", "Added 2 h ago", "Connected". */
export function whenOf({ kind, facts, at }: AttentionItem, now: number): string {
  if (kind === 'approval') return at === undefined ? '–' : `Added ${formatAgo(at, now)}`;
  if (kind === 'expiring') return at === undefined ? '–' : capital(formatIn(at, now));
  if (kind === 'expired') return at === undefined ? '–' : sinceWords(at, now);
  if (facts.isConnected) return 'Connected';
  return facts.lastSeen === undefined ? '–' : formatAgo(facts.lastSeen, now);
}

function words(lead: string, more: Partial<ReasonWords> = {}): ReasonWords {
  return { lead, quote: '', rest: '', aside: '', ...more };
}

function routerReason({ groups, facts }: AttentionItem, now: number): ReasonWords {
  const quote = listed(groups.map(({ key }) => key));
  const state = facts.isConnected ? 'cut off' : 'offline';
  const isKeyGone = facts.expires !== undefined && facts.expires <= now;
  const trouble = isKeyGone ? 'its key has expired' : facts.isApproved ? `it is ${state}` : 'it waits for approval';
  const others = [
    ...new Set(groups.flatMap(({ carriers }) => carriers.filter(isServing).map((one) => one.facts.name))),
  ];
  const rest = others.filter((name) => name !== facts.name);
  if (rest.length === 0) return words('Only router for', { quote, rest: `, and ${trouble}` });
  return words('No router left for', {
    quote,
    rest: `: ${trouble}, and ${listed(rest)} ${rest.length > 1 ? 'are' : 'is'} down too`,
  });
}

function clientOf({ os, version }: DeviceFacts): string {
  return [os, version].filter((word) => word !== '').join(' ') || 'Unknown client';
}

function twinWords(twin: AnyDevice | undefined, now: number): string {
  if (twin === undefined) return '';
  const facts = factsOf(twin);
  return `same host name as ${facts.name}, ${statusWords[statusOf(facts, now)].toLowerCase()}`;
}

function addedWords(device: AnyDevice, now: number): string {
  const added = readDate(device.created);
  return added === undefined ? '' : `added ${formatDay(added, now)}`;
}

/** "router of 10.0.0.0/16", since its traffic stops with its key. */
function routedWords(groups: readonly PrefixRoutes[]): string {
  return groups.length === 0 ? '' : `router of ${listed(groups.map(({ key }) => key))}`;
}

function retiredWords({ lastSeen, isConnected }: DeviceFacts, now: number): string | undefined {
  if (isConnected || lastSeen === undefined || now - lastSeen < staleAfter) return undefined;
  return `Last seen ${formatAgo(lastSeen, now)}. Possibly retired`;
}

function sinceWords(at: number, now: number): string {
  return now - at > 365 * day ? formatDay(at, now) : formatPast(at, now);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
