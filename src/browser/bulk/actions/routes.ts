import type { Routes } from '#browser/api/queries.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import { machineName } from '#browser/device/device-facts.ts';
import { routesChange, setRoutesOptions } from '#browser/device/subnet-routes/subnet-routes.mutation.ts';
import { type RoutesIntent, applyRoutes, keysOf } from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { routeKey } from '#contract/prefix.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import { type BulkAction, changed, foreignReason, leftOut } from '#browser/bulk/bulk-action.ts';
import { runMutation } from '#browser/bulk/run-mutation.ts';
import type { BulkWish } from '#browser/bulk/wish.ts';

type RoutesWish = Extract<BulkWish, { kind: 'routes' }>;

/** Approves routes that wait, or withdraws approved ones; both halves of an exit node move together. */
export function routesAction(wish: RoutesWish): BulkAction {
  const { isApproval } = wish;
  const intentFor = (device: ListedDevice): RoutesIntent => {
    const moved = candidates(device, isApproval).filter((route) => isMeant(wish, route));
    return isApproval ? { approve: moved, withdraw: [] } : { approve: [], withdraw: moved };
  };
  return {
    aspect: 'routes',
    title: 'Routes changed',
    lead: isApproval
      ? 'Approve routes that these devices advertise, and keep those approved'
      : 'Withdraw approved routes, and keep the others',
    verb: isApproval ? 'approve its routes' : 'withdraw its routes',
    scope: 'change routes',
    isDestructive: false,
    verdictOn(device, { hasRoutes }) {
      const foreign = foreignReason(device);
      if (foreign !== undefined) return leftOut(foreign);
      if (!hasRoutes) return leftOut('The server did not list its routes. Its page has them.');
      const intent = intentFor(device);
      const before = routesOf(device);
      const wanted = applyRoutes(before, intent);
      if (wanted === before) return leftOut(isApproval ? 'None of these routes waits.' : 'None of these is approved.');
      const kept = before.enabled.filter((route) => keysOf(wanted.enabled).has(routeKey(route)));
      const name = machineName(device);
      return changed(kept.filter((route) => !isExitRoute(routeKey(route))).join(' '), () =>
        stepOf(routesChange({ id: device.key, name }, before, wanted)),
      );
    },
    async carryOut({ api, queryClient, deviceId }, device) {
      await runMutation(queryClient, setRoutesOptions({ api, queryClient, deviceId }), intentFor(device));
      return 'changed';
    },
  };
}

/** The routes of a device that can be approved, or withdrawn. */
export function candidates(device: ListedDevice, isApproval: boolean): readonly string[] {
  const { advertised, enabled } = routesOf(device);
  if (!isApproval) return enabled;
  if (advertised.length === 0) return advertised;
  const approved = keysOf(enabled);
  return advertised.filter((route) => !approved.has(routeKey(route)));
}

function isMeant({ prefixes }: RoutesWish, route: string): boolean {
  if (prefixes === 'all') return true;
  const key = routeKey(route);
  return prefixes.some((prefix) => prefix === key || (isExitRoute(prefix) && isExitRoute(key)));
}

function routesOf(device: ListedDevice): Routes {
  return { advertised: device.advertisedRoutes ?? [], enabled: device.enabledRoutes ?? [] };
}
