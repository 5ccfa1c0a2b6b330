import * as v from 'valibot';

const routeList = v.optional(v.fallback(v.nullish(v.array(v.string())), undefined));

/** What GET and POST /device/{id}/routes answer; either list may be missing or null. */
export const deviceRoutesSchema = v.object({ advertisedRoutes: routeList, enabledRoutes: routeList });
export type DeviceRoutes = v.InferOutput<typeof deviceRoutesSchema>;

/** POST replaces the whole list of approved routes; only an explicit [] clears it. */
export const routesBody = v.strictObject({
  routes: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(5000)),
});

/** The two routes that together make an exit node (https://tailscale.com/kb/1103/exit-nodes). */
export const exitRoutes = ['0.0.0.0/0', '::/0'] as const;

/** True for either half of an exit node. */
export function isExitRoute(route: string): boolean {
  return route === exitRoutes[0] || route === exitRoutes[1];
}
