import { normalizeCidr, parseCidr } from 'cidr-tools';
import { parseIp, stringifyIp } from 'ip-bigint';

/** A network in CIDR form: its usual spelling, and its first address as a number to sort and compare by. */
export type Prefix = {
  /** "10.0.0.0/16", "fd00::/64": lower case, compressed, no host bits. */
  readonly text: string;
  readonly version: 4 | 6;
  readonly length: number;
  readonly start: bigint;
};

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4Form = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
const ipv6Group = /^[0-9a-f]{1,4}$/i;

/** Which kind of address a text is, or undefined. Strict, because cidr-tools and ip-bigint take "010.0.0.0" and "12345::". */
export function addressVersion(text: string): 4 | 6 | undefined {
  if (ipv4Form.test(text)) return 4;
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return undefined;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const tail = groups.at(-1) ?? '';
  const isDotted = ipv4Form.test(tail);
  const hex = isDotted ? groups.slice(0, -1) : groups;
  const count = hex.length + (isDotted ? 2 : 0);
  if (!hex.every((group) => ipv6Group.test(group))) return undefined;
  return (halves.length === 2 ? count < 8 : count === 8) ? 6 : undefined;
}

/** The IPv4 address that is written as an IPv6 one, such as ::ffff:10.0.0.1; undefined for a true IPv6 address. */
export function ipv4Of(address: string): string | undefined {
  const { number } = parseIp(address);
  return number >> 32n === 0xffffn ? stringifyIp({ number: number & 0xffff_ffffn, version: 4 }) : undefined;
}

/** The length that a netmask such as 255.255.0.0 stands for; undefined when the text is none. */
export function maskLength(text: string): number | undefined {
  if (!ipv4Form.test(text)) return undefined;
  const bits = parseIp(text).number.toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined;
}

/** How many bits an address has. */
export function widthOf(version: 4 | 6): 32 | 128 {
  return version === 4 ? 32 : 128;
}

/** The network that an address and a length make, host bits cleared. Both must be valid. */
export function networkOf(address: string, version: 4 | 6, length: number): Prefix {
  const text = normalizeCidr(`${address}/${length}`);
  return { text, version, length, start: parseCidr(text).start };
}

/** A route as the server keeps it: CIDR form, no host bits, not IPv4-mapped. Undefined for everything else. */
export function parsePrefix(text: string): Prefix | undefined {
  return text.includes(':') ? parseAnyPrefix(text) : parseIpv4Prefix(text);
}

const ipv4PrefixForm = new RegExp(`^(${octet})\\.(${octet})\\.(${octet})\\.(${octet})/(0|[12]\\d?|3[0-2]?|[4-9])$`);

/** Without the libraries, as a tailnet has thousands of them: such a text is in its usual spelling already. */
function parseIpv4Prefix(text: string): Prefix | undefined {
  const [, a, b, c, d, digits] = ipv4PrefixForm.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const length = Number(digits);
  // Numbers and not bits: the first bit of an address is a sign to the operators of bits.
  const start = ((Number(a) * 256 + Number(b)) * 256 + Number(c)) * 256 + Number(d);
  return start % 2 ** (32 - length) === 0 ? { text, version: 4, length, start: BigInt(start) } : undefined;
}

function parseAnyPrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  const address = text.slice(0, slash);
  const digits = text.slice(slash + 1);
  const version = slash === -1 ? undefined : addressVersion(address);
  if (version === undefined || !/^(?:0|[1-9]\d{0,2})$/.test(digits)) return undefined;
  const length = Number(digits);
  if (length > widthOf(version) || (version === 6 && ipv4Of(address) !== undefined)) return undefined;
  const network = networkOf(address, version, length);
  return parseIp(address).number === network.start ? network : undefined;
}

/** What tells routes apart: the usual spelling of a prefix; a text that is none stands for itself. */
export function routeKey(route: string): string {
  return parsePrefix(route)?.text ?? route;
}

/** True when `outer` covers all of `inner`, itself included. By number, as thousands are compared at once. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  if (outer.version !== inner.version || outer.length > inner.length) return false;
  const hostBits = BigInt(widthOf(outer.version) - outer.length);
  return inner.start >> hostBits === outer.start >> hostBits;
}

/** IPv4 before IPv6, then by address, then the wider one first. */
export function comparePrefixes(one: Prefix, other: Prefix): number {
  if (one.version !== other.version) return one.version - other.version;
  if (one.start !== other.start) return one.start < other.start ? -1 : 1;
  return one.length - other.length;
}

/** Routes in the order in which the server answers them; what is no prefix follows in the order in which it came. */
export function sortRoutes(routes: readonly string[]): readonly string[] {
  const read = routes.map((route) => ({ route, prefix: parsePrefix(route) }));
  return read
    .toSorted((one, other) => {
      if (one.prefix === undefined || other.prefix === undefined)
        return Number(one.prefix === undefined) - Number(other.prefix === undefined);
      return comparePrefixes(one.prefix, other.prefix);
    })
    .map(({ route }) => route);
}
