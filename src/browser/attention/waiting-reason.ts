import { listed } from '#browser/device/listed.ts';
import { type PrefixRoutes, type RouteTable, exitKey, isServing, isWaiting } from '#browser/fleet/route-table.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { routeKey } from '#contract/prefix.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import type { ReasonWords } from './attention-reason.ts';

/** The lines of the table in which a device waits, in the order in which it advertises them. */
export function waitingGroups(device: ListedDevice, table: RouteTable): readonly PrefixRoutes[] {
  const keys = (device.advertisedRoutes ?? []).map((route) => (isExitRoute(route) ? exitKey : routeKey(route)));
  return [...new Set(keys)]
    .flatMap((key) => table.byKey.get(key) ?? [])
    .filter(({ carriers }) => carriers.some((carrier) => carrier.device === device && isWaiting(carrier)));
}

/** The routes that a device waits to have approved, and for a single one who else has it. */
export function waitingReason(device: ListedDevice, table: RouteTable): ReasonWords {
  const waiting = waitingGroups(device, table).map(({ key }) => key);
  const subnets = waiting.filter((key) => key !== exitKey);
  const [only] = subnets;
  const isExitWaiting = subnets.length < waiting.length;
  if (only === undefined) return { lead: 'Exit node', quote: '', rest: '', aside: otherExitNodes(table) };
  return {
    lead: '',
    quote: listed(subnets),
    rest: isExitWaiting ? ' and the exit node' : '',
    aside: waiting.length === 1 ? othersFor(only, device, table) : '',
  };
}

function otherExitNodes(table: RouteTable): string {
  const count = table.byKey.get(exitKey)?.carriers.filter(isServing).length ?? 0;
  if (count === 0) return 'no other exit node is approved';
  return count === 1 ? '1 other exit node is approved' : `${count} other exit nodes are approved`;
}

function othersFor(key: string, device: ListedDevice, table: RouteTable): string {
  const group = table.byKey.get(key);
  const serving = group?.carriers.filter((carrier) => isServing(carrier) && carrier.device !== device) ?? [];
  if (serving.length > 0) return `also served by ${listed(serving.map(({ facts }) => facts.name))}`;
  for (let around = group?.parent; around !== undefined; around = around.parent) {
    const routers = around.carriers.filter(isServing);
    const names = listed(routers.map(({ facts }) => facts.name));
    if (routers.some((carrier) => carrier.device === device)) return `inside ${around.key} on the same device`;
    if (routers.length > 0) return `inside ${around.key} of ${names}`;
  }
  return 'no other router';
}
