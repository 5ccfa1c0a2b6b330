import type { ListedDevice } from '#contract/device-list.ts';
import { machineName } from './device-facts.ts';

/**
 * The device that an address of the console means: its node ID, or as old links and people have it, its numeric ID, one
 * of its addresses, its MagicDNS name or its machine name. A device of this tailnet goes before a shared-in namesake.
 */
export function findDevice(devices: readonly ListedDevice[], wanted: string): ListedDevice | undefined {
  const name = wanted.toLowerCase().replace(/\.$/, '');
  return (
    devices.find((device) => device.key === wanted) ??
    devices.find((device) => device.nodeId === wanted || device.id === wanted) ??
    devices.find((device) => device.addresses?.includes(name)) ??
    devices.find((device) => (device.name ?? '').toLowerCase().replace(/\.$/, '') === name) ??
    devices.find((device) => device.isExternal !== true && machineName(device).toLowerCase() === name) ??
    devices.find((device) => machineName(device).toLowerCase() === name)
  );
}

/** True for text that can only be a node ID, so that the device can be asked for before the list is there. */
export function isNodeId(text: string): boolean {
  return /^n[A-Za-z0-9]{4,60}CNTRL$/.test(text);
}
