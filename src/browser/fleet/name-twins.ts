import { factsOf } from '#browser/device/device-facts.ts';
import { sanitizeHostname } from '#browser/device/name/name.schema.ts';
import type { ListedDevice } from '#contract/device-list.ts';

/** Finds devices that seem to be the same machine, or to have the same name, as another one. */
export type NameTwins = {
  /** The device whose name another one wanted: `web` for a `web-1` whose own host name is `web`. */
  readonly nameHolder: (device: ListedDevice) => ListedDevice | undefined;
};

const numbered = /^(.+)-[1-9]\d{0,3}$/;

/**
 * The devices by their names. A device that signs in with a name that is taken gets a number behind it and keeps it
 * (https://tailscale.com/kb/1098/machine-names), which is how a machine that was rebuilt looks.
 */
export function nameTwins(devices: readonly ListedDevice[]): NameTwins {
  const byName = new Map<string, ListedDevice>();
  for (const device of devices) if (device.isExternal !== true) byName.set(factsOf(device).name.toLowerCase(), device);
  return {
    nameHolder(device) {
      if (device.isExternal === true) return undefined;
      const base = numbered.exec(factsOf(device).name.toLowerCase())?.[1];
      const holder = base === undefined ? undefined : byName.get(base);
      if (holder === undefined || holder === device) return undefined;
      return labelOfHost(device.hostname ?? '') === base ? holder : undefined;
    },
  };
}

const plainLabel = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;

/** The label that a host name becomes; most are one already, and a fleet has thousands. */
function labelOfHost(hostname: string): string {
  const lower = hostname.toLowerCase();
  return lower.length <= 63 && plainLabel.test(lower) ? lower : sanitizeHostname(hostname);
}

/** Host names that many machines have and that say nothing. */
const common = new Set(['', 'localhost', 'localhost.localdomain', 'raspberrypi', 'ubuntu', 'debian']);

/** For each of `wanted` another device of the tailnet with the same host name, or undefined. One pass over `devices`. */
export function hostTwins(
  wanted: readonly ListedDevice[],
  devices: readonly ListedDevice[],
): ReadonlyMap<ListedDevice, ListedDevice> {
  const hosts = new Map<string, ListedDevice[]>();
  for (const device of wanted) {
    const host = hostOf(device);
    if (common.has(host)) continue;
    const known = hosts.get(host);
    if (known === undefined) hosts.set(host, [device]);
    else known.push(device);
  }
  const twins = new Map<ListedDevice, ListedDevice>();
  if (hosts.size === 0) return twins;
  for (const device of devices) {
    if (device.isExternal === true) continue;
    for (const one of hosts.get(hostOf(device)) ?? []) if (one !== device && !twins.has(one)) twins.set(one, device);
  }
  return twins;
}

function hostOf({ hostname }: ListedDevice): string {
  return (hostname ?? '').toLowerCase();
}
