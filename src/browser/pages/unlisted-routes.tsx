import { useApi } from '#browser/api/api-context.ts';
import { type Routes, deviceKeys, readRoutes } from '#browser/api/queries.ts';
import { useGentleReading } from '#browser/api/use-gentle-reading.ts';
import { type RouteTable, routeTableSteps } from '#browser/fleet/route-table.ts';
import { finish } from '#browser/fleet/steps.ts';
import { ReadingBar } from '#browser/shell/reading-bar.tsx';
import { Button } from '#browser/ui/button.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent, useMemo } from 'react';

/** Up to so many devices are read without being asked to. */
const fewDevices = 200;

/**
 * The routes of a server that lists devices without them: read device by device, gently, and given to `children` as far
 * as they are there.
 */
export function UnlistedRoutes(props: { children: (table: RouteTable, now: number) => ReactNode }): ReactNode {
  const { client, queries } = useApi();
  const queryClient = useQueryClient();
  const now = useNow(60_000);
  const devices = useQuery(queries.list()).data?.devices;
  const own = useMemo(() => (devices ?? []).filter(({ isExternal }) => isExternal !== true), [devices]);
  const { reading, start, stop } = useGentleReading('routes', async (deviceId, signal): Promise<Routes> =>
    readRoutes(await client('getRoutes', { parameters: { deviceId }, signal })),
  );
  const begin = (again: boolean) =>
    start(
      own.map(({ key }) => key),
      again,
    );
  const arrive = useEffectEvent(() => {
    if (reading === undefined && own.length > 0 && own.length <= fewDevices) begin(false);
  });
  // The first reading of a small tailnet begins with its page.
  useEffect(() => arrive(), []);

  const answers = reading?.answers;
  const at = reading?.at ?? 0;
  const table = useMemo(() => {
    const routed = own.map((device) => {
      // What was changed here since is in the cache of its device.
      const state = queryClient.getQueryState<Routes>(deviceKeys.routes(device.key));
      const routes = (state?.dataUpdatedAt ?? 0) > at ? state?.data : answers?.get(device.key);
      if (routes === undefined) return device;
      return { ...device, advertisedRoutes: [...routes.advertised], enabledRoutes: [...routes.enabled] };
    });
    return finish(routeTableSteps(routed, now));
  }, [own, answers, at, now, queryClient]);

  if (reading === undefined)
    return (
      <div className="border-t border-line-strong px-gutter pt-6 pb-2 text-small max-md:px-4">
        <p className="text-body font-medium">This server lists devices without their routes.</p>
        <p className="mt-1 text-ink-2">
          Reading them takes {own.length.toLocaleString('en')} requests, four at a time. It can be stopped at any
          moment.
        </p>
        <Button className="mt-3" kind="primary" onClick={() => begin(false)}>
          {`Read ${own.length.toLocaleString('en')} devices`}
        </Button>
      </div>
    );
  return (
    <>
      <ReadingBar
        reading={reading}
        subject="routes"
        onStop={stop}
        onGoOn={() => begin(false)}
        onAgain={() => begin(true)}
      />
      {props.children(table, now)}
    </>
  );
}
