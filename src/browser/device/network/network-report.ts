import type { Device } from '#contract/device.ts';

/** Answer time of one DERP region. */
export type Relay = { readonly name: string; readonly milliseconds: number; readonly isHome: boolean };

/** What a device says of the network that it is in. A capability is undefined where it does not know. */
export type NetworkReport = {
  /** Nearest first; regions without a time are left out. */
  readonly relays: readonly Relay[];
  readonly home: string | undefined;
  readonly udp: boolean | undefined;
  readonly ipv6: boolean | undefined;
  readonly hairPinning: boolean | undefined;
  /** "Same for every destination"; undefined where unknown. */
  readonly natMapping: string | undefined;
  /** "UPnP, PCP" or "None (UPnP, NAT-PMP and PCP absent)"; undefined where nothing is known. */
  readonly portMapping: string | undefined;
  readonly endpoints: readonly string[];
};

/** Reads what a device reported, or undefined where it has reported nothing: null, absent, or an empty shell. */
export function readNetwork(reported: Device['clientConnectivity']): NetworkReport | undefined {
  if (reported === undefined || reported === null) return undefined;
  const supports = reported.clientSupports ?? {};
  const relays = Object.entries(reported.latency ?? {})
    .flatMap(([name, { latencyMs, preferred }]) =>
      typeof latencyMs === 'number' ? [{ name, milliseconds: latencyMs, isHome: preferred === true }] : [],
    )
    .toSorted((one, other) => one.milliseconds - other.milliseconds);
  const varies = reported.mappingVariesByDestIP ?? undefined;
  const report = {
    relays,
    home: relays.find((relay) => relay.isHome)?.name,
    udp: supports.udp ?? undefined,
    ipv6: supports.ipv6 ?? undefined,
    hairPinning: supports.hairPinning ?? undefined,
    natMapping: varies === undefined ? undefined : varies ? 'Differs by destination' : 'Same for every destination',
    portMapping: portMapping(supports),
    endpoints: reported.endpoints ?? [],
  };
  const isEmpty = Object.values(report).every(
    (value) => value === undefined || (Array.isArray(value) && value.length === 0),
  );
  return isEmpty ? undefined : report;
}

function portMapping(
  supports: NonNullable<NonNullable<Device['clientConnectivity']>['clientSupports']>,
): string | undefined {
  const ways = [
    { name: 'UPnP', isThere: supports.upnp ?? undefined },
    { name: 'NAT-PMP', isThere: supports.pmp ?? undefined },
    { name: 'PCP', isThere: supports.pcp ?? undefined },
  ];
  const named = (state: boolean | undefined) => ways.filter((way) => way.isThere === state).map((way) => way.name);
  const there = named(true);
  const absent = named(false);
  if (there.length > 0) return there.join(', ');
  if (absent.length === 0) return undefined;
  if (absent.length === ways.length) return `None (${enumerate(absent)} absent)`;
  return `${enumerate(absent)} absent, ${enumerate(named(undefined))} unknown`;
}

function enumerate(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** The nearest relays, and the home one even where it is not among them. */
export function nearestRelays(relays: readonly Relay[], most: number): readonly Relay[] {
  const nearest = relays.slice(0, most);
  const home = relays.find((relay) => relay.isHome);
  return home === undefined || nearest.includes(home) ? nearest : [...nearest.slice(0, most - 1), home];
}
