import { factsOf, machineName } from '#browser/device/device-facts.ts';
import { suggestAddress } from '#browser/device/addresses/free-address.ts';
import { ipv4Change } from '#browser/device/addresses/ipv4.mutation.ts';
import { checkIpv4 } from '#browser/device/addresses/ipv4.schema.ts';
import { deleteChange } from '#browser/device/delete/delete-device.mutation.ts';
import { listed } from '#browser/device/listed.ts';
import { nameChange } from '#browser/device/name/name.mutation.ts';
import { routesChange } from '#browser/device/subnet-routes/subnet-routes.mutation.ts';
import { applyRoutes, keysOf } from '#browser/device/subnet-routes/subnet-routes.schema.ts';
import { routeKey } from '#contract/prefix.ts';
import { type Verdict, cannot, conflict, soAlready, toSend } from './handover-line.ts';
import type { World } from './handover-world.ts';
import { keyOf } from './new-device-lines.ts';

const longestLabel = 63;

/** A name for the device that gives up its own: "edge-old", or with a number where that is taken. */
export function asideName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '-old' : `-old-${count}`;
    const label = `${name.slice(0, longestLabel - suffix.length).replace(/-+$/, '')}${suffix}`;
    if (!taken.has(label)) return label;
  }
}

/** Gives up the name, so that the new device can take it; a device that is gone has given it up. */
export function oldNameLine({ sheet, old, devices }: World): Verdict | undefined {
  if (old === undefined) return undefined;
  if (machineName(old) !== sheet.name) return soAlready(machineName(old));
  const intent = { name: asideName(sheet.name, new Set(devices.map(machineName))) };
  return toSend({ kind: 'name', intent }, nameChange(keyOf(old), intent, old));
}

/** Takes the name. */
export function nameLine({ sheet, old, next, before, devices }: World): Verdict {
  const name = machineName(next);
  if (name === sheet.name) return soAlready(name);
  if (name !== before.name) return conflict(`Its name is ${name} now`);
  const holder = devices.find(
    (device) =>
      device.key !== keyOf(next) &&
      device.key !== sheet.id &&
      device.isExternal !== true &&
      machineName(device) === sheet.name,
  );
  if (holder !== undefined) return cannot('Another device has this name by now.');
  const intent = { name: sheet.name };
  return toSend(
    { kind: 'name', intent },
    nameChange(keyOf(next), intent, next),
    old === undefined
      ? 'The server holds the name of a deleted device for a while and may refuse it until then.'
      : undefined,
  );
}

/** Gives up the IPv4 address for a free one. */
export function oldAddressLine({ sheet, old, devices, policy }: World): Verdict | undefined {
  if (old === undefined) return undefined;
  const { ipv4 } = factsOf(old);
  if (ipv4 === undefined || ipv4 !== sheet.ipv4) return soAlready(ipv4 ?? 'It has none');
  const free = suggestAddress(old, devices, policy);
  if (free === undefined) return cannot('No address of its pools is free to move it to.');
  const intent = { ipv4: free.ipv4 };
  return toSend(
    { kind: 'ipv4', intent },
    ipv4Change(keyOf(old), intent, old),
    factsOf(old).isConnected ? 'It is connected now. Connections to its address break.' : undefined,
  );
}

/** Takes the IPv4 address. */
export function addressLine(world: World): Verdict {
  const { sheet, old, next, before, devices } = world;
  const { ipv4 } = factsOf(next);
  if (sheet.ipv4 === null) return cannot(`${sheet.name} has none.`);
  if (ipv4 === sheet.ipv4) return soAlready(ipv4);
  if ((ipv4 ?? null) !== before.ipv4) return conflict(`Its address is ${ipv4 ?? 'none'} now`);
  // The old device is no obstacle: it gives the address up right before.
  const others = devices.filter(({ key }) => key !== sheet.id);
  const check = checkIpv4(sheet.ipv4, ipv4, keyOf(next), others);
  if (check.kind === 'taken') return cannot(`${check.holder.name} has this address by now.`);
  if (check.kind === 'wrong') return cannot(check.words);
  const giving = oldAddressLine(world);
  if (giving?.kind === 'cannot') return cannot(`${sheet.name} cannot give it up. ${giving.reason}`);
  const intent = { ipv4: sheet.ipv4 };
  return toSend(
    { kind: 'ipv4', intent },
    ipv4Change(keyOf(next), intent, next),
    old === undefined ? undefined : check.kind === 'fits' ? check.doubt : undefined,
  );
}

/**
 * Takes from the device that is kept aside the routes that the new one carries: the server sends traffic to the router
 * that was added first as long as that one is connected (https://tailscale.com/kb/1115/high-availability). A prefix that
 * the new device does not advertise yet, or cannot carry while it is not connected, stays. `isApproving` is false where
 * the approvals of the new device are left out.
 */
export function oldRoutesLine({ sheet, old, next }: World, isApproving: boolean): Verdict | undefined {
  if (old === undefined || sheet.routes.length === 0) return undefined;
  const routes = { advertised: old.advertisedRoutes ?? [], enabled: old.enabledRoutes ?? [] };
  const approved = keysOf(next.enabledRoutes ?? []);
  const advertised = keysOf(next.advertisedRoutes ?? []);
  const meant = keysOf(sheet.routes);
  const left = routes.enabled.filter((route) => meant.has(routeKey(route)));
  if (left.length === 0) return soAlready('Withdrawn');
  // Where the new device is to be approved for them, that comes first.
  const isCarried = (route: string) =>
    advertised.has(routeKey(route)) && (isApproving || approved.has(routeKey(route)));
  const withdraw = factsOf(next).isConnected ? left.filter(isCarried) : [];
  if (withdraw.length === 0)
    return cannot(
      factsOf(next).isConnected
        ? `The new device advertises none of ${listed(left)}, so nobody else would carry them.`
        : `The new device is not connected, so nobody else would carry ${listed(left)}.`,
    );
  const intent = { approve: [], withdraw, isExact: true };
  const stay = left.length - withdraw.length;
  return toSend(
    { kind: 'routes', intent },
    routesChange({ id: keyOf(old), name: machineName(old) }, routes, applyRoutes(routes, intent)),
    stay === 0
      ? undefined
      : `${stay === 1 ? 'One more stays' : `${stay} more stay`}: the new device does not advertise ${stay === 1 ? 'it' : 'them'}.`,
  );
}

/** Removes the old device; the person confirms it when everything else is done. */
export function removeLine({ old }: World): Verdict {
  if (old === undefined) return soAlready('It is gone');
  return toSend({ kind: 'delete' }, deleteChange(keyOf(old), machineName(old)));
}
