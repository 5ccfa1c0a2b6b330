import type { Device } from '#contract/device.ts';
import type { Invite } from '#contract/invites.ts';
import { describe, expect, test } from 'vitest';
import { consoleSentence, impactOf, impactSentences, isInUse } from './impact.ts';

const now = Date.parse('2026-11-21T17:12:00Z');
const exit = ['0.0.0.0/0', '::/0'];

function device(name: string, more: Partial<Device> = {}): Device {
  return { nodeId: `n${name}`, name: `${name}.tail4e21b.ts.net`, connectedToControl: true, authorized: true, ...more };
}

function router(name: string, routes: readonly string[], more: Partial<Device> = {}): Device {
  return device(name, { advertisedRoutes: [...routes], enabledRoutes: [...routes], ...more });
}

function sentences(about: Device, others: readonly Device[], invites: readonly Invite[] = []) {
  return impactSentences(impactOf({ device: about, devices: [about, ...others], invites, now }));
}

describe('what breaks', () => {
  test('nothing hangs on an offline device that does nothing', () => {
    const about = device('attic', { connectedToControl: false });
    expect(sentences(about, [])).toEqual([]);
    expect(isInUse(impactOf({ device: about, devices: [about], invites: [], now }))).toBe(false);
  });

  test('prefixes that nobody else is approved for lose their only router', () => {
    const about = router('one', ['10.0.0.0/16', '10.1.0.0/16'], { connectedToControl: false });
    const waiting = device('two', { advertisedRoutes: ['10.0.0.0/16'], enabledRoutes: [] });
    expect(sentences(about, [waiting])).toEqual(['10.0.0.0/16 and 10.1.0.0/16 lose their only router.']);
  });

  test('a route that is approved but not advertised carries nothing', () => {
    expect(sentences(device('one', { enabledRoutes: ['10.0.0.0/16'], connectedToControl: false }), [])).toEqual([]);
  });

  test('the likely successor is the connected router that was added first', () => {
    const about = router('one', ['FD00::/64'], { connectedToControl: false });
    const others = [
      router('young', ['fd00::/64'], { created: '2026-02-01T00:00:00Z' }),
      router('old', ['fd00:0::/64'], { created: '2025-02-01T00:00:00Z' }),
      router('oldest', ['fd00::/64'], { created: '2024-02-01T00:00:00Z', connectedToControl: false }),
      router('expired', ['fd00::/64'], { created: '2024-03-01T00:00:00Z', expires: '2026-01-01T00:00:00Z' }),
      router('foreign', ['fd00::/64'], { created: '2023-02-01T00:00:00Z', isExternal: true }),
    ];
    expect(sentences(about, others)).toEqual(['fd00::/64 likely moves to old.']);
  });

  test('other routers that are not connected take nothing over', () => {
    const others = [router('two', ['10.0.0.0/16'], { connectedToControl: false })];
    expect(sentences(router('one', ['10.0.0.0/16']), others)).toEqual([
      '10.0.0.0/16 loses its only connected router.',
      'It is connected now. Open connections to it break.',
    ]);
    expect(sentences(router('one', ['10.0.0.0/16'], { connectedToControl: false }), others)).toEqual([
      '10.0.0.0/16 has no other connected router.',
    ]);
  });

  test('an exit node is told with what is left to those who use it', () => {
    const about = router('one', exit, { connectedToControl: false });
    expect(sentences(about, [])).toEqual([
      'Devices that use it as exit node lose the internet until they choose none, as no other is connected.',
    ]);
    expect(sentences(about, [router('two', exit)])).toEqual([
      'Devices that use it as exit node lose the internet until they choose another.',
    ]);
  });

  test('shares, waiting invites and tags that no one else has are named', () => {
    const about = device('one', { tags: ['tag:db', 'tag:prod'], connectedToControl: false });
    const invites: Invite[] = [
      { id: '1', accepted: true, email: 'sre@northwind.example' },
      { id: '2', accepted: true, acceptedBy: { id: 1, loginName: 'kim@contoso.example' } },
      { id: '3', accepted: false },
    ];
    expect(sentences(about, [device('two', { tags: ['tag:prod'] })], invites)).toEqual([
      'Shared with sre@northwind.example and kim@contoso.example.',
      '1 invite waits to be accepted.',
      'No other device has tag:db.',
    ]);
  });

  test('what is not known is said and not guessed', () => {
    const about = router('one', ['10.0.0.0/16'], { connectedToControl: false });
    expect(impactSentences(impactOf({ device: about, devices: undefined, invites: undefined, now }))).toEqual([
      'It routes 10.0.0.0/16. Whether another device does is not known.',
      'Whether it is shared is not known.',
    ]);
  });
});

describe('whether the console is reached through the device', () => {
  const about = router('gate', ['192.168.1.0/24'], { addresses: ['100.80.0.1', 'fd7a:115c:a1e0::1'] });
  const pathOf = (host: string, others: readonly Device[] = []) =>
    impactOf({ device: about, devices: [about, ...others], invites: [], now, consoleAddresses: [host] });

  test.each(['100.80.0.1', '[fd7a:115c:a1e0::1]', 'gate', 'Gate.tail4e21b.ts.net', 'gate.tail4e21b.ts.net.'])(
    '%s is the device itself',
    (host) => {
      expect(consoleSentence(pathOf(host))).toMatch(/^You reach Tailboard at .*, which is gate\./);
    },
  );

  test('an address inside a prefix that it alone routes leads through it', () => {
    expect(consoleSentence(pathOf('192.168.1.20'))).toContain('inside 192.168.1.0/24, which only gate routes');
    expect(consoleSentence(pathOf('192.168.1.20', [router('two', ['192.168.1.0/24'])]))).toBeUndefined();
  });

  test.each(['127.0.0.1', 'localhost', 'console.example.com', '192.168.2.20', ''])('%s does not', (host) => {
    expect(consoleSentence(pathOf(host))).toBeUndefined();
  });
});
