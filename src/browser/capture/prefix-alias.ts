import { parsePrefix, widthOf } from '#contract/prefix.ts';
import { stringifyIp } from 'ip-bigint';
import { hash53 } from './numbers.ts';

/** How many leading bits of a network tell what kind it is, such as 10.0.0.0/8: they lead to the same kind elsewhere. */
const kinds = [
  { version: 4, start: 0x0a00_0000n, length: 8 },
  { version: 4, start: 0xac10_0000n, length: 12 },
  { version: 4, start: 0xc0a8_0000n, length: 16 },
  { version: 4, start: 0x6440_0000n, length: 10 },
  { version: 6, start: 0xfd7a_115c_a1e0n << 80n, length: 48 },
] as const;

/**
 * Another network in place of a route. Its first four bits are turned round, which leaves the private ranges, and each
 * further bit depends on those before it alone: whoever contained, overlapped or equalled another still does, at the same
 * lengths. The default routes, which have no bits, stay; a text that is no network becomes undefined.
 */
export function prefixAlias(route: string, salt: string): string | undefined {
  const prefix = parsePrefix(route);
  if (prefix === undefined) return undefined;
  const { version, length, start } = prefix;
  if (length === 0) return prefix.text;
  const width = widthOf(version);
  let made = 0n;
  for (let bit = 0; bit < length; bit += 1) {
    const before = start >> BigInt(width - bit);
    const own = (start >> BigInt(width - bit - 1)) & 1n;
    made = (made << 1n) | (isTurned(before, bit, version, salt) ? own ^ 1n : own);
  }
  return `${stringifyIp({ number: made << BigInt(width - length), version })}/${length}`;
}

function isTurned(before: bigint, bit: number, version: 4 | 6, salt: string): boolean {
  if (bit < 4) return version === 4 || bit === 0;
  if (bit < 8) return false;
  const width = widthOf(version);
  const isWithin = kinds.some(
    (kind) => kind.version === version && bit < kind.length && kind.start >> BigInt(width - bit) === before,
  );
  return !isWithin && hash53(`${salt}:${version}:${bit}:${before.toString(36)}`) % 2 === 1;
}
