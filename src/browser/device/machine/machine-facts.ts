import type { Device } from '#contract/device.ts';
import { factsOf, machineName } from '#browser/device/device-facts.ts';

const distroNames: Readonly<Record<string, string>> = {
  centos: 'CentOS',
  nixos: 'NixOS',
  opensuse: 'openSUSE',
  raspbian: 'Raspbian',
  rhel: 'RHEL',
  truenas: 'TrueNAS',
};

/** "Linux, Debian 12 (bookworm)": the OS with as much of its distribution as is known; "" where nothing is. */
export function osWords(device: Device): string {
  const { os } = factsOf(device);
  const { name, version, codeName } = device.distro ?? {};
  if (!name) return os;
  const known = distroNames[name.toLowerCase()] ?? name.charAt(0).toUpperCase() + name.slice(1);
  const distro = [known, version, codeName ? `(${codeName})` : ''].filter(Boolean).join(' ');
  return os === '' || distro.startsWith(os) ? distro : `${os}, ${distro}`;
}

/** "up to date" or "update available"; undefined where the API does not tell, as for shared-in devices. */
export function updateWords(device: Device): string | undefined {
  if (factsOf(device).version === '' || typeof device.updateAvailable !== 'boolean') return undefined;
  return device.updateAvailable ? 'update available' : 'up to date';
}

/** The serial numbers of a machine, or why there are none to show; undefined where nothing is known. */
export function serialWords(device: Device): readonly string[] | 'Not collected' | undefined {
  const serials = device.postureIdentity?.serialNumbers ?? [];
  if (serials.length > 0) return serials;
  return device.postureIdentity?.disabled === true ? 'Not collected' : undefined;
}

/** The name that the OS gives itself, where it is another one than the machine's: renaming leaves it alone. */
export function otherHostName(device: Device): string | undefined {
  const host = device.hostname ?? '';
  return host === '' || host.toLowerCase() === machineName(device).toLowerCase() ? undefined : host;
}

/** A key cut in the middle: "nodekey:01234567…cdef". An id, which has no prefix, stays whole. */
export function shortenKey(key: string): string {
  if (!key.includes(':')) return key;
  const start = key.indexOf(':') + 1 + 8;
  return key.length <= start + 8 ? key : `${key.slice(0, start)}…${key.slice(-4)}`;
}
