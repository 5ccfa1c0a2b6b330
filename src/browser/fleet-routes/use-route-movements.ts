import type { Movement } from '#browser/device/subnet-routes/route-marks.tsx';
import { type RoutesIntent, keysOf } from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import { useMutationState } from '@tanstack/react-query';
import { routesOf } from '#browser/fleet/route-table.ts';
import type { RouteLine } from './route-lines.ts';

/** Tells which way a line is moving while a change of its device's routes is under way. */
export function useRouteMovements(): (line: RouteLine) => Movement {
  const pending = useMutationState({
    filters: { status: 'pending', predicate: ({ options }) => deviceOf(options.mutationKey) !== undefined },
    select: ({ options, state }) => ({
      deviceId: deviceOf(options.mutationKey),
      // The mutation cache is untyped; the key belongs to the one mutation whose variables are these intents.
      intent: state.variables as RoutesIntent,
    }),
  });
  return ({ carrier, group }) => {
    const routes = routesOf(group);
    const isMeant = (list: readonly string[]) => {
      const keys = keysOf(list);
      return routes.some((route) => keys.has(route));
    };
    const last = pending.findLast(
      ({ deviceId, intent }) => deviceId === carrier.device.key && isMeant([...intent.approve, ...intent.withdraw]),
    );
    if (last === undefined) return undefined;
    return isMeant(last.intent.withdraw) ? 'withdrawing' : 'approving';
  };
}

function deviceOf(key: readonly unknown[] | undefined): string | undefined {
  const [kind, deviceId, aspect] = key ?? [];
  return kind === 'device' && aspect === 'routes' && typeof deviceId === 'string' ? deviceId : undefined;
}
