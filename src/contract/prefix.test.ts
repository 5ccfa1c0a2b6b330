import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkOf, parsePrefix } from './prefix.ts';

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));

test('an IPv4 prefix is read as the library of prefixes reads it, and one with host bits is none', () => {
  fc.assert(
    fc.property(octets, fc.nat(32), (address, length) => {
      const network = networkOf(address, 4, length);
      expect(parsePrefix(network.text)).toEqual(network);
      expect(parsePrefix(`${address}/${length}`)).toEqual(
        `${address}/${length}` === network.text ? network : undefined,
      );
    }),
  );
});

test.each([
  '10.0.0.0',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0.0/08',
  '010.0.0.0/8',
  '10.0.0/8',
  '256.0.0.0/8',
  ' 10.0.0.0/8',
  '10.0.0.0/8 ',
  '1e1.0.0.0/8',
  '',
])('"%s" is no prefix', (text) => {
  expect(parsePrefix(text)).toBeUndefined();
});
