import { BlockList, isIP } from 'node:net';

/** True for the addresses of one of the networks. */
export type Networks = (address: string) => boolean;

/** Reads addresses and prefixes such as 10.0.0.0/8 or fd00::/8; undefined when one of them is neither. */
export function readNetworks(texts: readonly string[]): Networks | undefined {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits, ...more] = text.split('/');
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    const length = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : Infinity;
    // Everybody is nobody to trust.
    if (version === 0 || more.length > 0 || length > longest || length === 0) return undefined;
    list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  }
  return (given) => {
    const address = plainAddress(given);
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/** A socket that listens for both versions shows IPv4 as ::ffff:10.0.0.1, and a link-local address with its zone. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}
