import type { DeviceList, ListedDevice } from '#contract/device-list.ts';
import { type Device, deviceSchema } from '#contract/device.ts';
import type { Attributes } from '#contract/posture.ts';
import type { Invite } from '#contract/invites.ts';
import type { DeviceRoutes } from '#contract/subnet-routes.ts';
import type { Answer } from '#contract/endpoints.ts';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { type Preparation, fetchList } from './list-answer.ts';
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
  settings: ['settings'] as const,
};

/** The lists of a routes answer, absent and null read as empty. */
export function readRoutes(answer: DeviceRoutes): Routes {
  return { advertised: answer.advertisedRoutes ?? [], enabled: answer.enabledRoutes ?? [] };
}

/** What can be asked of the server, as query options; the cache holds only what it answered. */
export type DeviceQueries = ReturnType<typeof createDeviceQueries>;

/** Query options for the list and for each aspect of a device. The list seeds the detail and the routes of a device. */
export function createDeviceQueries(client: Client, queryClient: QueryClient, preparation?: Preparation) {
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
      queryFn: ({ signal }) =>
        fetchList(client, signal, queryClient.getQueryData<ListAnswer>(deviceKeys.list), preparation),
      staleTime: 10_000,
      // The request leaves before the page is drawn; one that was refused by then is not sent again by the first drawing.
      retryOnMount: false,
      ...paced,
      // Reading the list has shared already what did not change.
      structuralSharing: false,
    });
  const listed = (deviceId: string) =>
    queryClient.getQueryData(list().queryKey)?.devices.find((device) => device.key === deviceId);
  // Each panel of a page asks for its device, and what is derived from it is kept per object.
  const seeds = new WeakMap<ListedDevice, Device>();
  const seedOf = (device: ListedDevice): Device => {
    const seed = seeds.get(device) ?? v.parse(deviceSchema, device);
    seeds.set(device, seed);
    return seed;
  };
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
          return seed && seedOf(seed);
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
        queryFn: ({ signal }) => orNull(client('getPolicy', { parameters: { tailnet: '-' }, signal })),
        staleTime: 60_000,
        retry: false,
      }),
    /** What the tailnet has set, as far as the key may see it; null where it may not, as it only ever helps. */
    settings: () =>
      queryOptions({
        queryKey: deviceKeys.settings,
        queryFn: ({ signal }) => orNull(client('getSettings', { parameters: { tailnet: '-' }, signal })),
        staleTime: 600_000,
        refetchOnWindowFocus: false,
        retry: false,
      }),
  };
}

/** What was asked for; null where it may not be read or there is none, for what only ever helps. */
async function orNull<Answered>(answer: Promise<Answered>): Promise<Answered | null> {
  try {
    return await answer;
  } catch (error) {
    const isNone = error instanceof ApiError && ['forbidden', 'missing', 'unsupported'].includes(error.kind);
    if (isNone) return null;
    throw error;
  }
}
