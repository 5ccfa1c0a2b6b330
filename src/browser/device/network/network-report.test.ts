import { describe, expect, test } from 'vitest';
import { nearestRelays, readNetwork } from './network-report.ts';

const shell = { endpoints: [], mappingVariesByDestIP: null, latency: {}, clientSupports: {} };

describe('the network that a device reports', () => {
  test.each([undefined, null, shell])('%j is no report', (reported) => {
    expect(readNetwork(reported)).toBeUndefined();
  });

  test('one known fact makes it a report, and the rest stays unknown', () => {
    const report = readNetwork({ ...shell, clientSupports: { udp: false, ipv6: null } });
    expect(report).toMatchObject({ udp: false, ipv6: undefined, natMapping: undefined, portMapping: undefined });
  });

  test('relays come nearest first, and one without a time is left out', () => {
    const report = readNetwork({
      ...shell,
      latency: { Paris: { latencyMs: 13 }, Frankfurt: { latencyMs: 4.2, preferred: true }, Tokyo: { latencyMs: null } },
    });
    expect(report?.relays.map((relay) => relay.name)).toEqual(['Frankfurt', 'Paris']);
    expect(report?.home).toBe('Frankfurt');
  });

  test('the home relay is shown even where others are nearer', () => {
    const relays = ['a', 'b', 'c', 'd'].map((name, index) => ({ name, milliseconds: index, isHome: name === 'd' }));
    expect(nearestRelays(relays, 2).map((relay) => relay.name)).toEqual(['a', 'd']);
    expect(nearestRelays(relays, 4)).toHaveLength(4);
  });

  test.each([
    [{ upnp: false, pmp: false, pcp: false }, 'None (UPnP, NAT-PMP and PCP absent)'],
    [{ upnp: true, pmp: false, pcp: true }, 'UPnP, PCP'],
    [{ upnp: false, pmp: false }, 'UPnP and NAT-PMP absent, PCP unknown'],
    [{ udp: true }, undefined],
  ])('port mapping of %j is %s', (clientSupports, words) => {
    expect(readNetwork({ ...shell, endpoints: ['192.0.2.1:41641'], clientSupports })?.portMapping).toBe(words);
  });
});
