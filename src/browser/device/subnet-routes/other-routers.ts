import { listed } from '#browser/device/listed.ts';
import { type AnyDevice, factsOf } from '#browser/device/device-facts.ts';
import { statusOf, statusWords } from '#browser/device/device-status.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import { type Prefix, parsePrefix, routeKey } from '#contract/prefix.ts';
import { type RouteRow, keysOf } from './subnet-routes.schema.ts';

/** Another device that advertises a prefix. */
export type Router = {
  readonly name: string;
  /** Why it carries nothing at the moment, "offline" or "cut off"; undefined while it works. */
  readonly trouble: string | undefined;
};

/** The other devices of the tailnet by the prefixes that they advertise. */
export type OtherRouters = {
  /** Those that are approved for exactly this prefix, by its usual spelling. */
  readonly serving: (key: string) => readonly Router[];
  /** Those that advertise exactly this prefix and wait for approval. */
  readonly waiting: (key: string) => readonly Router[];
  /** Every prefix that another device is approved for and advertises. */
  readonly served: readonly { readonly prefix: Prefix; readonly routers: readonly Router[] }[];
};

/**
 * Reads who else routes what. Shared-in devices are left out, as their routes do not reach this tailnet
 * (https://tailscale.com/kb/1084/sharing). `deviceId` is either id of the device that is asked about.
 */
export function otherRouters(devices: readonly AnyDevice[], deviceId: string, now: number): OtherRouters {
  const serving = new Map<string, Router[]>();
  const waiting = new Map<string, Router[]>();
  for (const device of devices) {
    const advertised = device.advertisedRoutes ?? [];
    if (advertised.length === 0 || device.isExternal === true) continue;
    if (device.nodeId === deviceId || device.id === deviceId) continue;
    const enabled = keysOf(device.enabledRoutes ?? []);
    const facts = factsOf(device);
    const status = statusOf(facts, now);
    const isTrouble = status !== 'connected' && status !== 'unknown';
    const router = { name: facts.name, trouble: isTrouble ? statusWords[status].toLowerCase() : undefined };
    for (const key of keysOf(advertised)) {
      if (isExitRoute(key)) continue;
      const side = enabled.has(key) ? serving : waiting;
      const known = side.get(key);
      if (known === undefined) side.set(key, [router]);
      else known.push(router);
    }
  }
  return {
    serving: (key) => serving.get(key) ?? [],
    waiting: (key) => waiting.get(key) ?? [],
    served: [...serving].flatMap(([key, routers]) => {
      const prefix = parsePrefix(key);
      return prefix === undefined ? [] : [{ prefix, routers }];
    }),
  };
}

/** What stands beside a route: who else carries it. "" while the other devices are not known. */
export function routeNote(row: RouteRow, others: OtherRouters | undefined): string {
  if (!row.isAdvertised) return 'Not advertised by this device';
  if (others === undefined) return '';
  const key = routeKey(row.prefix);
  const serving = others.serving(key);
  if (serving.length > 0) return `${row.isApproved ? 'Failover with' : 'Also served by'} ${routerNames(serving)}`;
  const waiting = others.waiting(key);
  return waiting.length > 0 ? `Also advertised by ${routerNames(waiting)}` : 'No other router';
}

/** "edge-fra-02", "edge-fra-02 (offline) and edge-fra-03", "edge-fra-02, edge-fra-03 and 2 more". */
export function routerNames(routers: readonly Router[]): string {
  return listed(routers.map(({ name, trouble }) => (trouble === undefined ? name : `${name} (${trouble})`)));
}
