import { expect, test } from 'vitest';
import { osWords, otherHostName, serialWords, shortenKey, updateWords } from './machine-facts.ts';

test.each([
  [
    { nodeId: 'n1', os: 'linux', distro: { name: 'debian', version: '12', codeName: 'bookworm' } },
    'Linux, Debian 12 (bookworm)',
  ],
  [{ nodeId: 'n1', os: 'linux', distro: { name: 'nixos' } }, 'Linux, NixOS'],
  [
    { nodeId: 'n1', os: 'windows', distro: { name: 'Windows 11 Pro', version: '10.0.26100' } },
    'Windows 11 Pro 10.0.26100',
  ],
  [{ nodeId: 'n1', os: 'macOS', distro: {} }, 'macOS'],
  [{ nodeId: 'n1', distro: null }, ''],
])('the OS of %j is "%s"', (device, words) => {
  expect(osWords(device)).toBe(words);
});

test('an update is only spoken of where both version and update are known', () => {
  expect(updateWords({ nodeId: 'n1', clientVersion: '1.92.3-t1', updateAvailable: false })).toBe('up to date');
  expect(updateWords({ nodeId: 'n1', clientVersion: '1.90.9-t1', updateAvailable: true })).toBe('update available');
  expect(updateWords({ nodeId: 'n1', clientVersion: '', updateAvailable: false })).toBeUndefined();
  expect(updateWords({ nodeId: 'n1', clientVersion: '1.92.3' })).toBeUndefined();
});

test('no serial number and no collection of serial numbers are two things', () => {
  expect(serialWords({ nodeId: 'n1', postureIdentity: { serialNumbers: ['CP74LFQJXM'] } })).toEqual(['CP74LFQJXM']);
  expect(serialWords({ nodeId: 'n1', postureIdentity: { disabled: true } })).toBe('Not collected');
  expect(serialWords({ nodeId: 'n1' })).toBeUndefined();
});

test('a host name is only worth a line where it differs from the machine name', () => {
  expect(otherHostName({ nodeId: 'n1', name: 'web-1.tail4e21b.ts.net', hostname: 'web' })).toBe('web');
  expect(otherHostName({ nodeId: 'n1', name: 'web.tail4e21b.ts.net', hostname: 'WEB' })).toBeUndefined();
});

test('a key is cut in the middle, an id not at all', () => {
  expect(shortenKey('nodekey:0123456789abcdef0123456789abcdef')).toBe('nodekey:01234567…cdef');
  expect(shortenKey('nYZcgTA4XVh11CNTRL0123456789')).toBe('nYZcgTA4XVh11CNTRL0123456789');
  expect(shortenKey('nodekey:01')).toBe('nodekey:01');
});
