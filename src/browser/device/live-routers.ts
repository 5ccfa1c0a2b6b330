import { isExitRoute } from '#contract/subnet-routes.ts';
import type { AnyDevice } from './device-facts.ts';

/** Who carries which prefix in the whole tailnet. */
export type LiveRouters = {
  /** True when a device is the only approved router of some prefix and is not connected: that prefix is cut off. */
  readonly isLoneAndDown: (device: AnyDevice) => boolean;
};

const known = new WeakMap<readonly AnyDevice[], LiveRouters>();

/**
 * Counts, prefix by prefix, the devices that advertise it and are approved for it. Only routers are walked, so a fleet
 * costs one pass over its devices and little more; made once per list.
 */
export function liveRouters(devices: readonly AnyDevice[]): LiveRouters {
  const before = known.get(devices);
  if (before !== undefined) return before;
  const routers = countRouters(devices);
  known.set(devices, routers);
  return routers;
}

function countRouters(devices: readonly AnyDevice[]): LiveRouters {
  const approved = new Map<string, number>();
  for (const device of devices) {
    if (device.advertisedRoutes === undefined || device.advertisedRoutes === null) continue;
    for (const route of servedSubnets(device)) approved.set(route, (approved.get(route) ?? 0) + 1);
  }
  return {
    isLoneAndDown(device) {
      if (device.connectedToControl === true || !device.advertisedRoutes?.length) return false;
      return servedSubnets(device).some((route) => approved.get(route) === 1);
    },
  };
}

/** The subnets, exit routes aside, that a device both advertises and is approved for. */
export function servedSubnets(device: AnyDevice): readonly string[] {
  const advertised = device.advertisedRoutes ?? [];
  const enabled = device.enabledRoutes ?? [];
  if (advertised.length === 0 || enabled.length === 0) return [];
  return advertised.filter((route) => !isExitRoute(route) && enabled.includes(route));
}
