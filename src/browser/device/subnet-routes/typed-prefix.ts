import { isExitRoute } from '#contract/subnet-routes.ts';
import {
  type Prefix,
  addressVersion,
  contains,
  ipv4Of,
  maskLength,
  networkOf,
  parsePrefix,
  widthOf,
} from '#contract/prefix.ts';
import type { RouteRow } from './subnet-routes.schema.ts';

/** What a typed text is: nothing, a prefix with what is worth knowing about it, or a mistake with the way to mend it. */
export type TypedPrefix =
  | { readonly kind: 'empty' }
  | { readonly kind: 'ok'; readonly prefix: string; readonly remarks: readonly string[] }
  | { readonly kind: 'bad'; readonly sentence: string; readonly suggestion?: string };

/** The addresses that Tailscale gives to devices (https://tailscale.com/kb/1015/100.x-addresses). */
const tailnetNetworks = ['100.64.0.0/10', 'fd7a:115c:a1e0::/48'].flatMap((text) => parsePrefix(text) ?? []);

const form = 'Use an address and a length, such as 10.30.0.0/16 or fd00:30::/64.';

/**
 * Reads a prefix as a person types it, against the rows that are listed already. A prefix that comes out is in CIDR form,
 * masked and spelled as the server spells it (https://tailscale.com/kb/1019/subnets).
 */
export function readPrefix(text: string, rows: readonly RouteRow[]): TypedPrefix {
  const typed = text.trim().replace(/\s*\/\s*/, '/');
  if (typed === '') return { kind: 'empty' };
  if (/[\s,;]/.test(typed)) return { kind: 'bad', sentence: 'Add one prefix at a time.' };
  const slash = typed.indexOf('/');
  const address = slash === -1 ? typed : typed.slice(0, slash);
  const digits = slash === -1 ? undefined : typed.slice(slash + 1);
  const version = addressVersion(address);
  if (version === undefined) return wrongAddress(address);
  const ipv4 = version === 6 ? ipv4Of(address) : undefined;
  if (ipv4 !== undefined) return mapped(ipv4, digits);
  if (digits === undefined) return missingLength(address, version);
  const width = widthOf(version);
  const mask = maskLength(digits);
  if (version === 4 && mask !== undefined) {
    const suggestion = networkOf(address, 4, mask).text;
    return { kind: 'bad', sentence: `Write the mask as a length: ${suggestion}.`, suggestion };
  }
  if (!/^\d{1,3}$/.test(digits) || Number(digits) > width)
    return { kind: 'bad', sentence: `The length after the slash is a number from 0 to ${width} for IPv${version}.` };
  const prefix = networkOf(address, version, Number(digits));
  if (isExitRoute(prefix.text))
    return { kind: 'bad', sentence: `${prefix.text} is one half of the exit node. Tick Exit node instead.` };
  if (parsePrefix(`${address}/${Number(digits)}`) === undefined)
    return {
      kind: 'bad',
      sentence: `${address}/${Number(digits)} has host bits set. Use ${prefix.text}.`,
      suggestion: prefix.text,
    };
  const listed = alreadyListed(prefix, rows);
  return listed ?? { kind: 'ok', prefix: prefix.text, remarks: remarksOn(prefix, rows) };
}

function wrongAddress(address: string): TypedPrefix {
  if (address.includes('%')) return { kind: 'bad', sentence: 'A route has no zone. Leave out what follows the %.' };
  if (/^[\d.]+$/.test(address)) {
    if (/(^|\.)0\d/.test(address))
      return { kind: 'bad', sentence: 'Leave out leading zeros: some readers take them for octal.' };
    return { kind: 'bad', sentence: `An IPv4 address has four numbers from 0 to 255. ${form}` };
  }
  if (/^[\da-f:.]+$/i.test(address) && address.includes(':'))
    return { kind: 'bad', sentence: `An IPv6 address has eight groups of up to four hex digits, or one ::. ${form}` };
  return { kind: 'bad', sentence: `This is not a prefix. ${form}` };
}

function mapped(address: string, digits: string | undefined): TypedPrefix {
  const length = Number(digits ?? 128) - 96;
  const sentence = 'This is IPv4 written as IPv6, which is no route.';
  if (!(length > 0 && length <= 32)) return { kind: 'bad', sentence: `${sentence} Write it as IPv4.` };
  const suggestion = networkOf(address, 4, length).text;
  return { kind: 'bad', sentence: `${sentence} Use ${suggestion}.`, suggestion };
}

/** The longest run of zeros at the end says which network was meant: 10.30.0.0 is most likely 10.30.0.0/16. */
function missingLength(address: string, version: 4 | 6): TypedPrefix {
  const width = widthOf(version);
  const step = version === 4 ? 8 : 16;
  let length: number = width;
  const whole = networkOf(address, version, width);
  while (length - step >= step && networkOf(address, version, length - step).start === whole.start) length -= step;
  const suggestion = networkOf(address, version, length).text;
  const meaning = length === width ? 'for this one address' : 'for example';
  return { kind: 'bad', sentence: `A length is missing. Use ${suggestion} ${meaning}.`, suggestion };
}

function alreadyListed(prefix: Prefix, rows: readonly RouteRow[]): TypedPrefix | undefined {
  const row = rows.find(({ key }) => key === prefix.text);
  if (row === undefined) return undefined;
  const sentence = row.isApproved
    ? `${prefix.text} is in the list above, ticked already.`
    : `${prefix.text} is in the list above. Tick it there.`;
  return { kind: 'bad', sentence };
}

/** What one may have overlooked: the same network with another length, prefixes inside one another, tailnet addresses. */
function remarksOn(prefix: Prefix, rows: readonly RouteRow[]): readonly string[] {
  const remarks: string[] = [];
  if (tailnetNetworks.some((network) => contains(network, prefix) || contains(prefix, network)))
    remarks.push(
      `${prefix.text} touches the addresses of the tailnet itself. Devices would be reached through this router.`,
    );
  for (const other of rows.flatMap(({ key, state }) => (state === 'neither' ? [] : (parsePrefix(key) ?? [])))) {
    if (other.version !== prefix.version) continue;
    if (other.start === prefix.start)
      remarks.push(`${other.text} is in the list too: the same network with another length.`);
    else if (contains(other, prefix))
      remarks.push(`${prefix.text} lies inside ${other.text}, which is in the list too.`);
    else if (contains(prefix, other)) remarks.push(`${prefix.text} covers ${other.text}, which is in the list too.`);
  }
  return remarks;
}
