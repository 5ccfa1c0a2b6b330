import { listed } from '#browser/device/listed.ts';
import { type PrefixRoutes, type RouteTable, isDown, isServing, liveAround } from '#browser/fleet/route-table.ts';
import { type Prefix, addressVersion, contains, networkOf, widthOf } from '#contract/prefix.ts';

/** What was found for something typed. */
export type FoundRoutes = {
  readonly groups: readonly PrefixRoutes[];
  /** The prefix that takes the traffic of a typed address: the longest that is approved and advertised. */
  readonly match: PrefixRoutes | undefined;
  /** The same in words; "" where no address was typed. */
  readonly sentence: string;
};

/**
 * Finds prefixes by an address inside them, by a prefix that they overlap, or by a part of their text or of a router's
 * name. Of an address it says where its traffic goes: to the longest prefix, whether its routers are up or not
 * (https://tailscale.com/kb/1115/high-availability).
 */
export function findRoutes(table: RouteTable, typed: string): FoundRoutes {
  const text = typed.trim().toLowerCase();
  if (text === '') return { groups: table.groups, match: undefined, sentence: '' };
  const network = readNetwork(text);
  if (network === undefined) return { groups: table.groups.filter((group) => mentions(group, text)), ...noAddress };
  const around = (group: PrefixRoutes) => group.prefix !== undefined && contains(group.prefix, network);
  const inside = (group: PrefixRoutes) => group.prefix !== undefined && contains(network, group.prefix);
  if (text.includes('/'))
    return { groups: table.groups.filter((group) => around(group) || inside(group)), ...noAddress };
  const groups = table.groups.filter(around);
  // The wider one stands first.
  const match = groups.findLast(({ carriers }) => carriers.some(isServing));
  return { groups, match, sentence: sentenceOf(text, groups, match) };
}

const noAddress = { match: undefined, sentence: '' } as const;

/** The network that was typed, an address being one of its own; host bits are forgiven. */
function readNetwork(text: string): Prefix | undefined {
  const [address = '', digits, ...rest] = text.split('/');
  const version = addressVersion(address);
  if (version === undefined || rest.length > 0) return undefined;
  if (digits === undefined) return networkOf(address, version, widthOf(version));
  if (!/^\d{1,3}$/.test(digits) || Number(digits) > widthOf(version)) return undefined;
  return networkOf(address, version, Number(digits));
}

function mentions(group: PrefixRoutes, text: string): boolean {
  return group.key.includes(text) || group.carriers.some(({ facts }) => facts.name.toLowerCase().includes(text));
}

function sentenceOf(address: string, groups: readonly PrefixRoutes[], match: PrefixRoutes | undefined): string {
  if (match === undefined)
    return groups.length === 0
      ? `No prefix of this tailnet has ${address}.`
      : `${address} is in a prefix, but none that is approved and advertised.`;
  const serving = match.carriers.filter(isServing);
  const live = serving.filter((carrier) => !isDown(carrier));
  const names = listed((live.length > 0 ? live : serving).map(({ facts }) => facts.name));
  if (live.length > 0)
    return `${address} goes through ${match.key}, carried by ${live.length > 1 ? 'one of ' : ''}${names}.`;
  const wider = liveAround(match);
  const fallback = wider === undefined ? '' : ` It does not fall back to ${wider.key}.`;
  return `${address} is out of reach: ${match.key} is its longest prefix, and ${names} ${serving.length > 1 ? 'are' : 'is'} down.${fallback}`;
}
