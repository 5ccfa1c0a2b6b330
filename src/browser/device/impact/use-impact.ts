import { useApi } from '#browser/api/api-context.ts';
import { type Impact, impactOf } from './impact.ts';
import { useNow } from '#browser/ui/use-now.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

/**
 * What hangs on a device, from what the page has read: the device, its routes and invites, and the whole tailnet. Walks
 * the tailnet, so it is for what is open and not for what only could be opened. Undefined until the device is known.
 */
export function useImpact(deviceId: string): Impact | undefined {
  const { queries } = useApi();
  const now = useNow(60_000);
  const device = useQuery(queries.detail(deviceId)).data;
  const isOwn = device !== undefined && device.isExternal !== true;
  const routes = useQuery({ ...queries.routes(deviceId), enabled: isOwn }).data;
  const invites = useQuery({ ...queries.invites(deviceId), enabled: isOwn }).data;
  const list = useQuery(queries.list()).data;
  return useMemo(
    () =>
      device &&
      impactOf({
        device:
          routes === undefined
            ? device
            : { ...device, advertisedRoutes: [...routes.advertised], enabledRoutes: [...routes.enabled] },
        devices: list?.hasRoutes === true ? list.devices : undefined,
        invites,
        now,
        consoleAddresses: [window.location.hostname],
      }),
    [device, routes, invites, list, now],
  );
}
