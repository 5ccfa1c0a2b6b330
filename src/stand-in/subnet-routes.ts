import { type Device } from '#contract/device.ts';
import { type Answer, json, refusal } from './answer.ts';
import { type Handlers, managed, visible } from './handlers.ts';
import { comparePrefixes, parsePrefix, type Prefix } from '#contract/prefix.ts';
import { type TailnetState } from './tailnet.ts';

/**
 * Approved routes: the list is replaced and sorted. A prefix that is not advertised is kept (pre-approval), and either
 * half of an exit node is stored as sent (https://tailscale.com/kb/1019/subnets).
 */
export function routeHandlers(tailnet: TailnetState): Pick<Handlers, 'getRoutes' | 'setRoutes'> {
  return {
    getRoutes: visible(tailnet, routesOf),
    setRoutes: managed(tailnet, (device, { body }) => {
      const prefixes = new Map<string, Prefix>();
      for (const route of body.routes) {
        const prefix = parsePrefix(route);
        if (prefix === undefined) return refusal(400, `invalid Prefix: ${JSON.stringify(route)}`);
        prefixes.set(prefix.text, prefix);
      }
      device.enabledRoutes = [...prefixes.values()].toSorted(comparePrefixes).map((prefix) => prefix.text);
      tailnet.store.touch(device);
      return routesOf(device);
    }),
  };
}

function routesOf(device: Device): Answer {
  return json({ advertisedRoutes: device.advertisedRoutes ?? [], enabledRoutes: device.enabledRoutes ?? [] });
}
