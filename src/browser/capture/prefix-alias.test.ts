import { contains, parsePrefix } from '#contract/prefix.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { prefixAlias } from './prefix-alias.ts';

const byte = fc.integer({ min: 0, max: 255 });
/** Private and public networks of both kinds, close enough to each other to overlap now and then. */
const prefix = fc
  .oneof(
    fc
      .tuple(
        fc.constantFrom('10', '172', '192', '100', '203'),
        fc.constantFrom(0, 16, 168, 64),
        fc.constantFrom(0, 1, 7),
        byte,
      )
      .map((parts) => parts.join('.')),
    fc
      .tuple(fc.constantFrom('fd7a:115c:a1e0', 'fd00:1:2', '2001:db8:1'), fc.constantFrom(0, 1, 255))
      .map(([start, part]) => `${start}:${part.toString(16)}::`),
  )
  .chain((address) =>
    fc.integer({ min: 8, max: address.includes(':') ? 64 : 32 }).map((length) => masked(address, length)),
  );

function masked(address: string, length: number): string {
  for (let bits = length; ; bits -= 1)
    if (parsePrefix(`${address}/${bits}`) !== undefined || bits === 0) return `${address}/${bits}`;
}
const read = (text: string) => {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new TypeError(`${text} is no prefix.`);
  return parsed;
};

test('masked routes contain, overlap and equal each other exactly where the real ones do', () => {
  fc.assert(
    fc.property(
      prefix.filter((text) => parsePrefix(text) !== undefined),
      prefix.filter((text) => parsePrefix(text) !== undefined),
      fc.string(),
      (one, other, salt) => {
        const a = read(prefixAlias(one, salt) ?? '');
        const b = read(prefixAlias(other, salt) ?? '');
        expect(contains(a, b)).toBe(contains(read(one), read(other)));
        expect(a.length).toBe(read(one).length);
        expect(a.text === b.text).toBe(read(one).text === read(other).text);
      },
    ),
    { numRuns: 400 },
  );
});

test('a masked private network is none that anybody has at home, and an exit node stays one', () => {
  for (const [route, start] of [
    ['10.20.0.0/16', '250.'],
    ['192.168.1.0/24', '48.168.'],
    ['172.16.0.0/12', '92.16.'],
  ] as const)
    expect(prefixAlias(route, 'salt')).toMatch(new RegExp(`^${start.replaceAll('.', '\\.')}`));
  expect([prefixAlias('0.0.0.0/0', 'salt'), prefixAlias('::/0', 'salt')]).toEqual(['0.0.0.0/0', '::/0']);
  expect(prefixAlias('not a network', 'salt')).toBeUndefined();
});
