import type { Device } from '#contract/device.ts';
import { describe, expect, test } from 'vitest';
import { attentionReasons } from './attention-reasons.ts';
import { liveRouters } from '#browser/device/live-routers.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const second: Device = {
  nodeId: 'n2',
  name: 'edge-fra-02.tail4e21b.ts.net',
  connectedToControl: true,
  advertisedRoutes: ['10.0.0.0/16'],
  enabledRoutes: ['10.0.0.0/16'],
};

function reasonsOf(device: Device, others: readonly Device[] = [second], warning = 7 * 86_400_000) {
  const all = [device, ...others];
  return attentionReasons(device, all, liveRouters(all), now, warning);
}

describe('why a device needs a person', () => {
  test('a waiting route says who else serves it, and can be reviewed', () => {
    const [reason, ...rest] = reasonsOf({
      nodeId: 'n1',
      connectedToControl: true,
      advertisedRoutes: ['10.0.0.0/16', '10.20.0.0/16'],
      enabledRoutes: ['10.20.0.0/16'],
    });
    expect(reason).toMatchObject({
      title: '1 route is waiting for approval.',
      quote: '10.0.0.0/16',
      detail: 'is also served by edge-fra-02.',
      action: 'Review route',
      isReview: true,
    });
    expect(rest).toEqual([]);
  });

  test('a device that serves a route itself is not its own second router', () => {
    const [reason] = reasonsOf({ nodeId: 'n1', connectedToControl: true, advertisedRoutes: ['10.9.0.0/16'] });
    expect(reason?.detail).toBe('has no other router.');
  });

  test('both halves of an exit node are one thing that waits', () => {
    const exit = ['0.0.0.0/0', '::/0'];
    expect(reasonsOf({ nodeId: 'n1', advertisedRoutes: exit })[0]).toMatchObject({
      title: 'The exit node is waiting for approval.',
      action: 'Review exit node',
    });
    expect(reasonsOf({ nodeId: 'n1', advertisedRoutes: [...exit, '10.9.0.0/16'] })[0]?.title).toBe(
      '1 route and the exit node are waiting for approval.',
    );
  });

  test('what is broken comes before what waits, and that before what comes near', () => {
    const reasons = reasonsOf({
      nodeId: 'n1',
      authorized: false,
      multipleConnections: true,
      tailnetLockError: 'node key not signed',
      keyExpiryDisabled: false,
      expires: '2026-11-24T22:00:00Z',
      advertisedRoutes: ['10.9.0.0/16'],
    });
    expect(reasons.map((reason) => reason.section)).toEqual(['machine', 'machine', 'danger', 'routes', 'key']);
    expect(reasons[0]?.quote).toBe('node key not signed');
  });

  test('the only router of a subnet, gone offline, is broken', () => {
    const both = ['10.60.0.0/16', '10.0.0.0/16'];
    const routes = { advertisedRoutes: both, enabledRoutes: both };
    expect(reasonsOf({ nodeId: 'n1', connectedToControl: false, ...routes })[0]).toMatchObject({
      kind: 'bad',
      title: 'It is offline, and the only router of a subnet.',
      quote: '10.60.0.0/16',
      detail: 'is cut off.',
    });
    expect(reasonsOf({ nodeId: 'n1', connectedToControl: true, ...routes })).toEqual([]);
  });

  test('a key that ends within the time that is worth a warning in its tailnet is told, and no other', () => {
    const device = { nodeId: 'n1', keyExpiryDisabled: false, expires: '2026-11-24T22:00:00Z' };
    expect(reasonsOf(device).map(({ title }) => title)).toContain('Its key expires in 3 d.');
    expect(reasonsOf(device, [], 86_400_000).map(({ title }) => title)).not.toContain('Its key expires in 3 d.');
  });

  test('an expired key is told, and not that it expires soon', () => {
    const reasons = reasonsOf({ nodeId: 'n1', keyExpiryDisabled: false, expires: '2026-11-17T17:12:00Z' });
    expect(reasons.map((reason) => reason.title)).toEqual(['Its key has expired.']);
  });

  test('a shared-in device is its owner’s business', () => {
    expect(reasonsOf({ nodeId: 'n1', isExternal: true, authorized: false, multipleConnections: true })).toEqual([]);
  });
});
