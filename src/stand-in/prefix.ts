import { formatIpv4, parseIpv4 } from './ipv4.ts';

export type Prefix = {
  readonly version: 4 | 6;
  readonly address: bigint;
  readonly bits: number;
  readonly text: string;
};

/**
 * A prefix in CIDR form with no host bits set, in its usual spelling, or undefined.
 * IPv4 written as IPv6 (`::ffff:10.0.0.0/104`) is refused: whether the API takes it is not established.
 */
export function parsePrefix(text: string): Prefix | undefined {
  const [host = '', length = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const bits = Number(length);
  const ipv4 = parseIpv4(host);
  if (ipv4 !== undefined) return masked(4, BigInt(ipv4), bits, 32);
  const ipv6 = parseIpv6(host);
  return ipv6 === undefined || ipv6 >> 32n === 0xffffn ? undefined : masked(6, ipv6, bits, 128);
}

function masked(version: 4 | 6, address: bigint, bits: number, width: number): Prefix | undefined {
  if (bits > width || address & ((1n << BigInt(width - bits)) - 1n)) return undefined;
  const host = version === 4 ? formatIpv4(Number(address)) : formatIpv6(address);
  return { version, address, bits, text: `${host}/${bits}` };
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

function formatIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => (address >> BigInt(112 - 16 * index)) & 0xffffn);
  const words = groups.map((group) => group.toString(16));
  let longest = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && words[start + length] === '0') length++;
    if (length > longest.length) longest = { start, length };
  }
  if (longest.start < 0) return words.join(':');
  return `${words.slice(0, longest.start).join(':')}::${words.slice(longest.start + longest.length).join(':')}`;
}

/** IPv4 before IPv6, each by number, the shorter prefix first: the order of the API's approved routes. */
export function comparePrefixes(left: Prefix, right: Prefix): number {
  if (left.version !== right.version) return left.version - right.version;
  if (left.address !== right.address) return left.address < right.address ? -1 : 1;
  return left.bits - right.bits;
}
