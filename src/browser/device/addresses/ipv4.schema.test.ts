import type { Device } from '#contract/device.ts';
import { isReservedIpv4, isTailscaleIpv4 } from '#stand-in/ipv4.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { poolsOf, suggestAddress } from './free-address.ts';
import { checkIpv4, isPlain, printIpv4, readBlock, readIpv4 } from './ipv4.schema.ts';

const own = '100.87.74.78';
const devices: Device[] = [
  { nodeId: 'n1', name: 'edge.tail4e21b.ts.net', addresses: [own, 'fd7a:115c:a1e0::1'] },
  { nodeId: 'n2', name: 'db-prod-01.tail4e21b.ts.net', addresses: ['100.70.31.5'] },
  { nodeId: 'n3', name: 'vendor.tail9.ts.net', addresses: ['100.118.90.7'], isExternal: true },
];
const check = (text: string) => checkIpv4(text, own, 'n1', devices);

describe('an address is checked while it is typed', () => {
  test.each(['1', '100', '100.', '100.8', '100.80.0', '100.80.0.'])(
    '%s is only a beginning, and no mistake',
    (text) => {
      expect(check(text)).toEqual({ kind: 'unfinished' });
    },
  );

  test.each([
    ['10.20.0.7', 'Use an address in 100.64.0.0/10, that is 100.64.0.0 to 100.127.255.255.'],
    ['100.63.255.255', 'Use an address in 100.64.0.0/10'],
    ['100.128.0.0', 'Use an address in 100.64.0.0/10'],
    ['100.100.0.9', '100.100.0.0/24 is reserved'],
    ['100.100.100.100', 'MagicDNS'],
    ['100.115.93.255', '100.115.92.0/23 is reserved, as ChromeOS uses it'],
    ['100.80.0.1/32', 'Use one address: 100.80.0.1, without its /32.'],
    ['100.080.0.01', 'Write it as 100.80.0.1, without leading zeros.'],
    ['fd7a:115c:a1e0::1', 'The IPv6 address stays as it is.'],
    ['100.80.0.256', 'Use four numbers from 0 to 255'],
    ['100..0', 'Use four numbers'],
    ['100.80.0.1.2', 'Use four numbers'],
    ['edge', 'Use four numbers'],
  ])('%s is told how to be mended', (text, words) => {
    expect(check(text)).toEqual({ kind: 'wrong', words: expect.stringContaining(words) as string });
  });

  test.each([
    ['100.127.0.1', 'has refused 100.127.0.1'],
    ['100.115.170.61', 'has refused addresses in 100.115.0.0/16'],
    ['100.101.102.103', 'hello service'],
  ])('%s is doubted and not blocked, as no document forbids it', (text, words) => {
    expect(check(text)).toMatchObject({ kind: 'fits', doubt: expect.stringContaining(words) as string });
  });

  test('one that another device has is named with it, shared-in devices included', () => {
    expect(check('100.70.31.5')).toEqual({ kind: 'taken', holder: { key: 'n2', name: 'db-prod-01' } });
    expect(check(' 100.118.90.7 ')).toEqual({ kind: 'taken', holder: { key: 'n3', name: 'vendor' } });
  });

  test('its own is no change, and nothing is nothing', () => {
    expect(check(own)).toEqual({ kind: 'unchanged' });
    expect(check('  ')).toEqual({ kind: 'empty' });
  });

  test('what is let through without a doubt, the server takes, and what is blocked, it refuses', () => {
    const address = fc.oneof(
      fc.integer({ min: 0x64_3f_00_00, max: 0x64_80_ff_ff }),
      fc
        .constantFrom('100.100.0.0', '100.100.100.0', '100.115.91.0', '100.115.94.0')
        .map((text) => readIpv4(text) ?? 0),
    );
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 600 }), (start, step) => {
        const number = start + step;
        const text = printIpv4(number);
        const found = checkIpv4(text, undefined, 'n1', []);
        const isTaken = isTailscaleIpv4(number) && !isReservedIpv4(number);
        expect(found.kind === 'fits' && found.doubt === undefined).toBe(isTaken);
        expect(isPlain(number)).toBe(isTaken);
        expect(readIpv4(text)).toBe(number);
      }),
    );
  });
});

describe('a free address', () => {
  const edge = devices[0] ?? {};
  const policy = {
    groups: { 'group:ops': ['amelie@example.com'] },
    nodeAttrs: [
      { target: ['tag:exit'], ipPool: ['100.64.20.0/30'] },
      { target: ['group:ops'], ipPool: ['100.90.0.0/16'] },
      { target: ['*'], attr: ['funnel'] },
    ],
  };

  test('is the next one after the own, round the ends, past what is taken and what looks like a mistake', () => {
    expect(suggestAddress(edge, devices, undefined)).toEqual({ ipv4: '100.87.74.79', pool: undefined });
    const crowded = [{ ...edge, addresses: ['100.87.74.254'] }, { addresses: ['100.87.75.1', '100.87.75.2'] }];
    expect(suggestAddress(crowded[0] ?? {}, crowded, undefined)?.ipv4).toBe('100.87.75.3');
    expect(suggestAddress({ addresses: ['100.127.255.254'] }, [], undefined)?.ipv4).toBe('100.64.0.1');
    expect(suggestAddress({ addresses: ['100.99.255.254'] }, [], undefined)?.ipv4).toBe('100.100.1.1');
  });

  test('comes from the pool that the policy file gives to the device', () => {
    const exit = { ...edge, tags: ['tag:exit'] };
    expect(suggestAddress(exit, devices, policy)).toEqual({ ipv4: '100.64.20.0', pool: '100.64.20.0/30' });
    expect(poolsOf({ user: 'amelie@example.com' }, policy)).toEqual(['100.90.0.0/16']);
    expect(poolsOf({ user: 'amelie@example.com', tags: ['tag:db'] }, policy)).toEqual([]);
  });

  test('is none when its pool is used up, as another would be outside of what the policy wants', () => {
    const full = ['100.64.20.0', '100.64.20.1', '100.64.20.2', '100.64.20.3'].map((text) => ({ addresses: [text] }));
    expect(suggestAddress({ ...edge, tags: ['tag:exit'] }, full, policy)).toBeUndefined();
  });

  test('is never one that would be refused or that is taken', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0x64_40_00_00, max: 0x64_7f_ff_ff }), (number) => {
        const device = { addresses: [printIpv4(number)] };
        const found = suggestAddress(device, [device], undefined)?.ipv4 ?? '';
        expect(checkIpv4(found, device.addresses[0], 'n9', [device])).toMatchObject({ kind: 'fits', doubt: undefined });
      }),
    );
  });
});

test.each(['100.64.0.0', '100.64.0.0/33', '100.64.0.0/8/8', 'x/8', '100.64.0.0/'])('%s is no block', (text) => {
  expect(readBlock(text)).toBeUndefined();
});
