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

/**
 * The ID by which the server can be asked for a listed device and for no other: its node ID, or where that was given out
 * more than once its numeric ID. Undefined where neither is its own: an answer, and a change, might be the other's.
 */
export function askableId(devices: readonly ListedDevice[], { nodeId, id }: ListedDevice): string | undefined {
  const isOwn = (wanted: string) =>
    devices.filter((device) => device.nodeId === wanted || device.id === wanted).length === 1;
  return [nodeId, id].find((wanted) => wanted && isOwn(wanted)) || undefined;
}

/** True for text that can only be a node ID, so that the device can be asked for before the list is there. */
export function isNodeId(text: string): boolean {
  return /^n[A-Za-z0-9]{4,60}CNTRL$/.test(text);
}
