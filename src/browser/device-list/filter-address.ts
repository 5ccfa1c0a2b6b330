/** An address as its 16-bit groups, two of IPv4 or eight of IPv6. Compared by the thousand, hence no BigInt. */
type Groups = readonly number[];

/** The groups of an address; undefined for what is none. */
function readAddress(text: string): Groups | undefined {
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

function readIpv4(text: string): Groups | undefined {
  const parts = text.split('.', 5);
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return [a * 256 + b, c * 256 + d];
}

function readIpv6(text: string): Groups | undefined {
  const halves = text.split('::', 3);
  const [head = '', tail = ''] = halves;
  const front = readGroups(head);
  const back = readGroups(tail);
  if (front === undefined || back === undefined || halves.length > 2) return undefined;
  const missing = 8 - front.length - back.length;
  if (halves.length === 1) return missing === 0 ? front : undefined;
  if (missing < 1) return undefined;
  return [...front, ...Array.from({ length: missing }, () => 0), ...back];
}

/** Groups between single colons, none for "". */
function readGroups(text: string): Groups | undefined {
  if (text === '') return [];
  const parts = text.split(':', 9);
  return parts.length < 9 && parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))
    ? parts.map((part) => Number.parseInt(part, 16))
    : undefined;
}

/** A network: every address whose first `length` bits are those of `groups`. */
type Network = { readonly groups: Groups; readonly length: number };

/** Reads "10.0.0.0/16"; host bits may be set. An address alone is the network of itself. */
function readNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const groups = readAddress(slash === -1 ? text : text.slice(0, slash));
  if (groups === undefined) return undefined;
  const width = groups.length * 16;
  if (slash === -1) return { groups, length: width };
  const digits = text.slice(slash + 1);
  const length = /^\d{1,3}$/.test(digits) ? Number(digits) : Number.NaN;
  return length <= width ? { groups, length } : undefined;
}

/** True when two addresses are of one kind and the same in their first `length` bits. */
function agree(one: Groups, other: Groups, length: number): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0, left = length; left > 0; index++, left -= 16) {
    const shift = Math.max(0, 16 - left);
    if ((one[index] ?? 0) >> shift !== (other[index] ?? 0) >> shift) return false;
  }
  return true;
}

type AddressTest = (address: string) => boolean;

/**
 * The test of one address that `ip:` stands for: a whole address in any spelling, a network, the beginning of either
 * kind, or the end of one (`.31.5`, `8c43`, `:8c01:8c43`). Undefined for what can be none of these.
 */
export function readAddressTest(value: string): AddressTest | undefined {
  const isTail = value.startsWith(':') || value.startsWith('.');
  const network = isTail ? undefined : readNetwork(value);
  if (network !== undefined) {
    const { groups, length } = network;
    return (address) => {
      const other = readAddress(address);
      return other !== undefined && agree(groups, other, length);
    };
  }
  if (/^\.?\d{1,3}(?:\.\d{1,3}){0,2}\.?$/.test(value)) {
    const inIpv6 = value.includes('.') ? undefined : readTail(value);
    return (address) =>
      address.includes(':') ? inIpv6?.(address) === true : isTail ? address.endsWith(value) : address.startsWith(value);
  }
  return readTail(value);
}

/** IPv6 groups as one reads them aloud: at the end of an address, or at its beginning with the last one perhaps unfinished. */
function readTail(value: string): AddressTest | undefined {
  const isTail = value.startsWith(':');
  const groups = readGroups(value.replace(/^::?/, '').replace(/:$/, ''));
  if (groups === undefined || groups.length === 0 || groups.length > 8) return undefined;
  const start = value.replace(/^::?/, '').toLowerCase();
  return (address) => {
    if (!address.includes(':')) return false;
    if (!isTail && value.includes(':') && address.toLowerCase().startsWith(start)) return true;
    const other = readIpv6(address);
    if (other === undefined) return false;
    const offset = 8 - groups.length;
    return groups.every((group, index) => group === other[offset + index]);
  };
}

/**
 * The test of one route that `route:` stands for: an address finds the networks that it is in, a network those that
 * it shares addresses with, a beginning such as "10.1" those written so. Undefined for what is none of these.
 */
export function readRouteTest(value: string): ((route: string) => boolean) | undefined {
  const wanted = readNetwork(value);
  if (wanted !== undefined)
    return (route) => {
      const other = readNetwork(route);
      return other !== undefined && agree(wanted.groups, other.groups, Math.min(wanted.length, other.length));
    };
  return /^[\da-f.:]+\/?$/.test(value) ? (route) => route.startsWith(value) : undefined;
}
