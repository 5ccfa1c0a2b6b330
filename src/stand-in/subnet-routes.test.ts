import { describe, expect, test } from 'vitest';
import { apiCaller } from './api-caller.ts';
import { told } from './demo-row.ts';
import { parsePrefix } from '#contract/prefix.ts';
import { createStandIn } from './stand-in.ts';

const edge = '/device/n5SUKe8CNTRL';
const advertised = ['10.0.0.0/16', '10.20.0.0/16', '192.168.1.0/24', '0.0.0.0/0', '::/0'];

function start() {
  const standIn = createStandIn({ now: told });
  const call = apiCaller(standIn);
  const approve = async (routes: readonly string[]) => (await call('POST', `${edge}/routes`, { routes })).json;
  return { call, approve, tailnet: standIn.tailnet };
}

test('routes are read as advertised, in the machine’s order, and as approved, sorted', async () => {
  const { call } = start();
  expect((await call('GET', `${edge}/routes`)).json).toEqual({
    advertisedRoutes: advertised,
    enabledRoutes: ['0.0.0.0/0', '10.20.0.0/16', '192.168.1.0/24', '::/0'],
  });
});

test('approved routes are replaced, sorted as numbers with IPv4 first, and answered', async () => {
  const { approve, call } = start();
  expect(await approve(['fd00::/8', '10.0.1.0/24', '2.0.0.0/24', '10.0.0.0/16', '10.0.0.0/8', '10.0.1.0/24'])).toEqual({
    advertisedRoutes: advertised,
    enabledRoutes: ['2.0.0.0/24', '10.0.0.0/8', '10.0.0.0/16', '10.0.1.0/24', 'fd00::/8'],
  });
  expect((await call('GET', `${edge}?fields=all`)).text).toContain('"enabledRoutes":["2.0.0.0/24","10.0.0.0/8"');
});

test('a prefix that is not advertised is kept, which approves it beforehand', async () => {
  const { approve } = start();
  expect(await approve(['10.99.0.0/16'])).toEqual({ advertisedRoutes: advertised, enabledRoutes: ['10.99.0.0/16'] });
});

test('half of an exit node is stored as it was sent', async () => {
  const { approve } = start();
  expect(await approve(['::/0'])).toMatchObject({ enabledRoutes: ['::/0'] });
});

test('an empty list withdraws everything', async () => {
  const { approve } = start();
  expect(await approve([])).toEqual({ advertisedRoutes: advertised, enabledRoutes: [] });
});

test('a device without routes has two empty lists', async () => {
  const { call, tailnet } = start();
  const none = { advertisedRoutes: [], enabledRoutes: [] };
  expect((await call('GET', `/device/${tailnet.device('vendor-sftp').nodeId}/routes`)).json).toEqual(none);
});

describe('prefixes', () => {
  test.each([
    '10.0.0.1/8',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '010.0.0.0/8',
    'fd00::1/8',
    '::ffff:10.0.0.0/104',
    '::ffff:a00:0/104',
    '1::2::/64',
    'x/8',
    '',
    '10.0.0.0/8/8',
    'fe80::%eth0/64',
  ])('%j is refused and nothing changes', async (route) => {
    const { approve, tailnet } = start();
    expect(await approve(['10.0.0.0/16', route])).toEqual({ message: `invalid Prefix: ${JSON.stringify(route)}` });
    expect(tailnet.device('edge-fra-01').enabledRoutes).toHaveLength(4);
  });

  test.each([
    ['FD00:0:0:0::/32', 'fd00::/32'],
    ['2001:db8:0:0:1::/80', '2001:db8:0:0:1::/80'],
    ['0:0:0:0:0:0:0:0/0', '::/0'],
    ['2001:db8::1/128', '2001:db8::1/128'],
    ['1:0:3:4:5:6:7:8/128', '1:0:3:4:5:6:7:8/128'],
    ['100.64.0.0/10', '100.64.0.0/10'],
  ])('%s is kept as %s', (given, kept) => {
    expect(parsePrefix(given)?.text).toBe(kept);
  });
});
