import { type ListedDevice, type DeviceList, readDeviceList } from '#contract/device-list.ts';
import { type Device, deviceSchema } from '#contract/device.ts';
import type { Attributes } from '#contract/posture.ts';
import type { Invite } from '#contract/invites.ts';
import type { DeviceRoutes } from '#contract/subnet-routes.ts';
import type { Answer } from '#contract/endpoints.ts';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { createPace } from './polling.ts';

/** The whole tailnet as the server last listed it. `hasRoutes` is false when the server could not list all fields. */
export type ListAnswer = DeviceList & { readonly hasRoutes: boolean };

/** Both lists of a device's routes; never undefined, as an absent list means an empty one. */
export type Routes = { readonly advertised: readonly string[]; readonly enabled: readonly string[] };

/** The parts of the policy file that a device console reads. */
export type Policy = Answer<'getPolicy'>;

/** Every key of the cache is made here; nobody else types one. */
export const deviceKeys = {
  list: ['devices'] as const,
  device: (deviceId: string) => ['device', deviceId] as const,
  detail: (deviceId: string) => ['device', deviceId, 'detail'] as const,
  routes: (deviceId: string) => ['device', deviceId, 'routes'] as const,
  attributes: (deviceId: string) => ['device', deviceId, 'attributes'] as const,
  invites: (deviceId: string) => ['device', deviceId, 'invites'] as const,
  policy: ['policy'] as const,
};

/** The lists of a routes answer, absent and null read as empty. */
export function readRoutes(answer: DeviceRoutes): Routes {
  return { advertised: answer.advertisedRoutes ?? [], enabled: answer.enabledRoutes ?? [] };
}

/** What can be asked of the server, as query options; the cache holds only what it answered. */
export type DeviceQueries = ReturnType<typeof createDeviceQueries>;

/** Query options for the list and for each aspect of a device. The list seeds the detail and the routes of a device. */
export function createDeviceQueries(client: Client, queryClient: QueryClient) {
  const pace = createPace(Math.random);
  const paced = {
    refetchInterval: pace.intervalOf,
    refetchOnMount: pace.mayAsk,
    refetchOnWindowFocus: pace.mayAsk,
    refetchOnReconnect: pace.mayAsk,
  };
  const list = () =>
    queryOptions({
      queryKey: deviceKeys.list,
      queryFn: ({ signal }) => fetchList(client, signal),
      staleTime: 10_000,
      // The request leaves before the page is drawn; one that was refused by then is not sent again by the first drawing.
      retryOnMount: false,
      ...paced,
      structuralSharing: (before, after) => shareDevices(before as ListAnswer | undefined, after as ListAnswer),
    });
  const listed = (deviceId: string) =>
    queryClient.getQueryData(list().queryKey)?.devices.find((device) => device.key === deviceId);
  const listedAt = () => queryClient.getQueryState(list().queryKey)?.dataUpdatedAt;

  return {
    list,
    /** How often queries ask, for those who tell when the next attempt begins. */
    pace,
    detail: (deviceId: string) =>
      queryOptions({
        queryKey: deviceKeys.detail(deviceId),
        queryFn: ({ signal }): Promise<Device> =>
          client('getDevice', { parameters: { deviceId }, query: { fields: 'all' }, signal }),
        staleTime: 5_000,
        ...paced,
        placeholderData: () => {
          const seed = listed(deviceId);
          return seed === undefined ? undefined : v.parse(deviceSchema, seed);
        },
      }),
    routes: (deviceId: string) =>
      queryOptions({
        queryKey: deviceKeys.routes(deviceId),
        queryFn: async ({ signal }): Promise<Routes> =>
          readRoutes(await client('getRoutes', { parameters: { deviceId }, signal })),
        staleTime: 5_000,
        ...paced,
        initialData: () => {
          const seed = listed(deviceId);
          return seed?.advertisedRoutes || seed?.enabledRoutes ? readRoutes(seed) : undefined;
        },
        initialDataUpdatedAt: listedAt,
      }),
    attributes: (deviceId: string) =>
      queryOptions({
        queryKey: deviceKeys.attributes(deviceId),
        queryFn: ({ signal }): Promise<Attributes> => client('getAttributes', { parameters: { deviceId }, signal }),
        staleTime: 5_000,
        ...paced,
      }),
    invites: (deviceId: string) =>
      queryOptions({
        queryKey: deviceKeys.invites(deviceId),
        queryFn: async ({ signal }): Promise<readonly Invite[]> =>
          (await client('listInvites', { parameters: { deviceId }, signal })) ?? [],
        staleTime: 5_000,
        ...paced,
      }),
    policy: () =>
      queryOptions({
        queryKey: deviceKeys.policy,
        queryFn: ({ signal }) => fetchPolicy(client, signal),
        staleTime: 60_000,
        retry: false,
      }),
  };
}

/**
 * Lists with all fields; where the server cannot ("unable to load devices", seen with shared-in devices), lists the
 * default ones, which leave the routes out.
 */
async function fetchList(client: Client, signal: AbortSignal): Promise<ListAnswer> {
  const parameters = { tailnet: '-' };
  try {
    const answer = await client('listDevices', { parameters, query: { fields: 'all' }, signal });
    return { ...readList(answer.devices), hasRoutes: true };
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'missing' || error.message !== 'unable to load devices')
      throw error;
    const answer = await client('listDevices', { parameters, query: { fields: 'default' }, signal });
    return { ...readList(answer.devices), hasRoutes: false };
  }
}

/** The policy file; null where it may not be read or there is none, as it only ever helps. */
async function fetchPolicy(client: Client, signal: AbortSignal): Promise<Policy | null> {
  try {
    return await client('getPolicy', { parameters: { tailnet: '-' }, signal });
  } catch (error) {
    const isNone = error instanceof ApiError && ['forbidden', 'missing', 'unsupported'].includes(error.kind);
    if (isNone) return null;
    throw error;
  }
}

/** A list answer without any `devices` is no empty tailnet but an answer of another kind. */
function readList(devices: readonly unknown[] | null | undefined): DeviceList {
  if (devices === undefined)
    throw new ApiError('The server sent an unexpected answer.', { kind: 'unexpected', status: 200 });
  return readDeviceList(devices);
}

/**
 * Keeps the object of every device that did not change, so that its row, facts and search text are kept too.
 * Compares by key and field instead of walking both trees: a third of the time at 10,000 devices.
 */
function shareDevices(before: ListAnswer | undefined, after: ListAnswer): ListAnswer {
  if (before === undefined) return after;
  const known = new Map(before.devices.map((device) => [device.key, device]));
  let isSame = before.devices.length === after.devices.length && before.hasRoutes === after.hasRoutes;
  const devices = after.devices.map((device, position) => {
    const old = known.get(device.key);
    const shared = old !== undefined && isSameDevice(old, device) ? old : device;
    if (shared !== before.devices[position]) isSame = false;
    return shared;
  });
  if (isSame && before.unreadable.length === after.unreadable.length) return before;
  return { ...after, devices };
}

function isSameDevice(one: ListedDevice, other: ListedDevice): boolean {
  for (const field in one) {
    // `in` gives the object's own field names as plain text.
    const name = field as keyof ListedDevice;
    const a = one[name];
    const b = other[name];
    if (a === b) continue;
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  }
  return true;
}
