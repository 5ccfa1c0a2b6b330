import { useApi } from '#browser/api/api-context.ts';
import type { Routes } from '#browser/api/queries.ts';
import { exitRoutes } from '#contract/subnet-routes.ts';
import { useQuery } from '@tanstack/react-query';

/** Why a device cannot be shared as an exit node, as a sentence; undefined when it can. */
export function useExitNodeReason(deviceId: string, isExternal: boolean): string | undefined {
  const { queries } = useApi();
  const routes = useQuery({ ...queries.routes(deviceId), enabled: !isExternal }).data;
  return exitNodeReason(routes);
}

/** The same by the routes of the device; undefined routes could not be read. An exit node is both routes at once. */
export function exitNodeReason(routes: Routes | undefined): string | undefined {
  if (routes === undefined) return 'Its routes could not be read, so it is not known whether it is an exit node.';
  const { advertised, enabled } = routes;
  if (!exitRoutes.some((route) => advertised.includes(route))) return 'This device does not offer an exit node.';
  if (!exitRoutes.every((route) => advertised.includes(route) && enabled.includes(route)))
    return 'Its exit node is not approved. Approve it under Subnet routes first.';
  return undefined;
}
