import type { Routes } from '#browser/api/queries.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { type Device, deviceSchema } from '#contract/device.ts';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { otherRouters, routeNote } from './other-routers.ts';
import { routeNotices } from './route-notices.ts';
import { type RoutesIntent, applyRoutes, routeRows } from './subnet-routes.schema.ts';

const now = Date.parse('2026-11-21T17:12:00Z');

function device(name: string, fields: Partial<Device> = {}): Device {
  const given = { id: name, name: `${name}.tail4e21b.ts.net`, connectedToControl: true, keyExpiryDisabled: true };
  return v.parse(deviceSchema, { ...given, ...fields });
}

function router(name: string, routes: readonly string[], fields: Partial<Device> = {}): Device {
  return device(name, { advertisedRoutes: [...routes], enabledRoutes: [...routes], ...fields });
}

const edge = router('edge-01', ['10.20.0.0/16', '192.168.1.0/24'], {
  advertisedRoutes: ['10.0.0.0/16', '10.20.0.0/16', '192.168.1.0/24'],
});
const routes: Routes = { advertised: edge.advertisedRoutes ?? [], enabled: edge.enabledRoutes ?? [] };

/** The notices for one intent on `edge`, "warn: title body" each. */
function notices(
  intent: Partial<RoutesIntent>,
  others: readonly Device[] = [],
  given: { edge?: Device; before?: Routes } = {},
): readonly string[] {
  const before = given.before ?? routes;
  const staged = {
    before,
    after: applyRoutes(before, { approve: [], withdraw: [], ...intent }),
    facts: factsOf(given.edge ?? edge),
    others: otherRouters([edge, ...others], 'edge-01', now),
    now,
  };
  return routeNotices(staged).map(({ kind, title, body }) => `${kind}: ${title} ${body}`);
}

describe('approving', () => {
  test('a prefix that another router serves makes a failover pair', () => {
    expect(notices({ approve: ['10.0.0.0/16'] }, [router('edge-02', ['10.0.0.0/16'])])).toEqual([
      'info: Failover pair. edge-02 already serves 10.0.0.0/16. After saving, either router can carry it.',
    ]);
  });

  test('a prefix whose other router is offline has no partner for now', () => {
    const offline = router('edge-02', ['10.0.0.0/16'], { connectedToControl: false, lastSeen: '2026-11-20T00:00:00Z' });
    expect(notices({ approve: ['10.0.0.0/16'] }, [offline])).toEqual([
      'info: Failover without a partner. edge-02 (offline) serves 10.0.0.0/16 too. While that lasts, only edge-01 carries it.',
    ]);
  });

  test('a longer prefix takes the traffic of a wider one and does not give it back', () => {
    expect(
      notices({ approve: ['10.0.0.0/16'] }, [router('edge-02', ['10.0.0.0/8']), router('edge-03', ['10.0.0.0/12'])]),
    ).toEqual([
      'warn: 10.0.0.0/16 lies inside 10.0.0.0/12. The longer prefix wins: edge-01 carries it instead of edge-03, and nothing falls back to 10.0.0.0/12 while edge-01 is down.',
    ]);
  });

  test('a wider prefix leaves to others what they serve inside it', () => {
    expect(notices({ approve: ['10.0.0.0/16'] }, [router('edge-02', ['10.0.8.0/24', '10.0.9.0/24'])])).toEqual([
      'info: 10.0.0.0/16 covers 10.0.8.0/24 and 10.0.9.0/24. The longer prefix wins: edge-02 keeps that traffic.',
    ]);
  });

  test('a prefix inside one that the same router carries changes little', () => {
    const before: Routes = { advertised: ['10.40.0.0/16', '10.40.8.0/24'], enabled: ['10.40.0.0/16'] };
    expect(notices({ approve: ['10.40.8.0/24'] }, [], { before })).toEqual([
      'info: 10.40.8.0/24 lies inside 10.40.0.0/16. edge-01 carries both, so nothing changes unless another router serves one of them.',
    ]);
  });

  test('hundreds of overlaps are counted instead of listed', () => {
    const many = Array.from({ length: 200 }, (_, index) => `10.${index}.0.0/16`);
    const before: Routes = { advertised: many, enabled: [] };
    const told = notices({ approve: many }, [router('edge-02', ['10.0.0.0/8'])], { before });
    expect(told).toHaveLength(5);
    expect(told.at(-1)).toContain('196 more overlaps with other prefixes.');
  });

  test('a prefix that is not advertised is a pre-approval, with the command that advertises it beside the others', () => {
    const staged = {
      before: routes,
      after: applyRoutes(routes, { approve: ['10.30.0.0/16'], withdraw: [] }),
      facts: factsOf(edge),
      others: otherRouters([], 'edge-01', now),
      now,
    };
    expect(routeNotices(staged)).toEqual([
      {
        kind: 'info',
        title: 'Pre-approval of 10.30.0.0/16.',
        body: 'It works as soon as edge-01 advertises it. To advertise, run there:',
        command: 'tailscale set --advertise-routes=10.0.0.0/16,10.20.0.0/16,192.168.1.0/24,10.30.0.0/16',
      },
    ]);
  });

  test('half of all addresses is unusually wide, and two halves are everything', () => {
    const before: Routes = { advertised: ['0.0.0.0/1', '128.0.0.0/1'], enabled: [] };
    expect(notices({ approve: ['0.0.0.0/1'] }, [], { before })[0]).toMatch(/^warn: 0\.0\.0\.0\/1 is unusually wide\./);
    expect(notices({ approve: ['0.0.0.0/1', '128.0.0.0/1'] }, [], { before })[0]).toMatch(
      /^warn: The approved routes together are all of IPv4\./,
    );
  });

  test('an offline router works once it is back, and someone else carries the prefix meanwhile', () => {
    const offline = { ...edge, connectedToControl: false, lastSeen: '2026-11-20T00:00:00Z' };
    const told = notices({ approve: ['10.0.0.0/16'] }, [router('edge-02', ['10.0.0.0/16'])], { edge: offline });
    expect(told.at(-1)).toBe(
      'warn: edge-01 is offline. The new route works once it reconnects. Until then edge-02 carries it.',
    );
    expect(notices({ approve: ['10.0.0.0/16'] }, [], { edge: offline })).toEqual([
      'warn: edge-01 is offline. The new route works once it reconnects. Until then nothing carries it.',
    ]);
  });

  test('the date on which the key of the router expires is told, and that expiry can be turned off', () => {
    const expiring = { ...edge, keyExpiryDisabled: false, expires: '2026-12-01T12:00:00Z' };
    expect(notices({ approve: ['10.0.0.0/16'] }, [], { edge: expiring })).toEqual([
      'warn: The key of edge-01 expires 1 Dec 2026, in 10 days. From then on its routes carry nothing until it has signed in again.',
    ]);
  });

  test('a device that waits for approval itself carries nothing yet', () => {
    expect(notices({ approve: ['10.0.0.0/16'] }, [], { edge: { ...edge, authorized: false } })).toEqual([
      'warn: edge-01 waits for approval. Its routes work once the device itself is approved.',
    ]);
  });

  test('nothing is said of failover and overlaps when the routes of the others are not known', () => {
    const after = applyRoutes(routes, { approve: ['10.0.0.0/16'], withdraw: [] });
    const told = routeNotices({ before: routes, after, facts: factsOf(edge), others: undefined, now });
    expect(told.map(({ title }) => title)).toEqual(['Other routers are not known.']);
  });
});

describe('withdrawing', () => {
  test('the only router of a prefix cuts it off', () => {
    expect(notices({ withdraw: ['192.168.1.0/24'] })).toEqual([
      'warn: 192.168.1.0/24 loses its only router. Devices that reach it through the tailnet will be cut off.',
    ]);
  });

  test('a prefix with a second router loses its failover', () => {
    expect(notices({ withdraw: ['10.20.0.0/16'] }, [router('edge-02', ['10.20.0.0/16'])])).toEqual([
      'info: 10.20.0.0/16 has no failover any more. After saving, edge-02 carries it alone.',
    ]);
  });

  test('a second router that is offline is no help', () => {
    const offline = router('edge-02', ['10.20.0.0/16'], {
      connectedToControl: false,
      lastSeen: '2026-11-20T00:00:00Z',
    });
    expect(notices({ withdraw: ['10.20.0.0/16'] }, [offline])).toEqual([
      'warn: 10.20.0.0/16 loses its only working router. The rest is edge-02 (offline). Devices that reach it through the tailnet will be cut off.',
    ]);
  });

  test('traffic falls back to the longest prefix around it', () => {
    const others = [router('edge-02', ['10.0.0.0/8']), router('edge-03', ['10.16.0.0/12'])];
    expect(notices({ withdraw: ['10.20.0.0/16'] }, others)).toEqual([
      'warn: 10.20.0.0/16 loses its only router. Its traffic then goes through edge-03, which serves the wider 10.16.0.0/12.',
    ]);
  });

  test('a prefix that is not advertised is lost without a word', () => {
    const before: Routes = { advertised: [], enabled: ['10.30.0.0/16'] };
    expect(notices({ withdraw: ['10.30.0.0/16'] }, [], { before })).toEqual([]);
  });

  test('an exit node leaves the devices that use it without the internet', () => {
    const before: Routes = { advertised: ['0.0.0.0/0', '::/0'], enabled: ['0.0.0.0/0', '::/0'] };
    expect(notices({ withdraw: ['::/0'] }, [], { before })).toEqual([
      'warn: edge-01 is no exit node any more. Devices that use it lose the internet until they choose another or none.',
    ]);
  });
});

describe('beside each route', () => {
  const others = otherRouters(
    [
      edge,
      router('edge-02', ['10.0.0.0/16', '10.20.0.0/16'], { name: 'edge-02.tail4e21b.ts.net' }),
      device('edge-03', { advertisedRoutes: ['192.168.1.0/24'] }),
      router('partner', ['192.168.1.0/24'], { isExternal: true }),
    ],
    'edge-01',
    now,
  );

  test('stands who else carries it', () => {
    const state: Routes = {
      advertised: [...routes.advertised, '172.16.0.0/12'],
      enabled: [...routes.enabled, '10.30.0.0/16'],
    };
    expect(routeRows(state).map((row) => `${row.prefix}: ${routeNote(row, others)}`)).toEqual([
      '10.0.0.0/16: Also served by edge-02',
      '10.20.0.0/16: Failover with edge-02',
      '10.30.0.0/16: Not advertised by this device',
      '172.16.0.0/12: No other router',
      '192.168.1.0/24: Also advertised by edge-03',
    ]);
  });

  test('stands nothing that is not known', () => {
    expect(routeRows(routes).map((row) => routeNote(row, undefined))).toEqual(['', '', '']);
  });
});
