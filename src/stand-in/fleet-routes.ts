import { type Device } from '#contract/device.ts';
import { exitRoutes } from '#contract/subnet-routes.ts';
import { type FleetKind } from './fleet-kinds.ts';
import { type Random } from './random.ts';

export type ApprovedAndAdvertised = Required<Pick<Device, 'enabledRoutes' | 'advertisedRoutes'>>;

/** Routes of routers and exit nodes: one to three prefixes, every third router shares its neighbour's, some still wait. */
export function createPrefixes() {
  let given = 0;
  let latest: readonly string[] = [];
  return {
    of(kind: FleetKind, random: Random): ApprovedAndAdvertised {
      if (kind.routes === 'none') return { enabledRoutes: [], advertisedRoutes: [] };
      const waits = random.next() < 0.12;
      if (kind.routes === 'exit node') {
        return { enabledRoutes: waits ? [] : [...exitRoutes], advertisedRoutes: [...exitRoutes] };
      }
      if (latest.length === 0 || random.next() < 0.67) {
        const count = 1 + random.integer(3);
        latest = Array.from({ length: count }, () => `10.${(given >> 8) & 255}.${given++ & 255}.0/24`);
      } else {
        const shared = latest;
        latest = [];
        return { enabledRoutes: [...shared], advertisedRoutes: [...shared] };
      }
      return { enabledRoutes: waits ? latest.slice(1) : [...latest], advertisedRoutes: [...latest] };
    },
  };
}
