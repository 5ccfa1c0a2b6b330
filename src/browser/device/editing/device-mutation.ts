import type { Api } from '#browser/api/api-context.ts';
import { type ListAnswer, deviceKeys } from '#browser/api/queries.ts';
import type { Aspect, Change } from '#browser/changes/change.ts';
import { wishOf } from '#browser/changes/waiting.ts';
import { cachedDevice } from '#browser/device/cached-device.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import type { Device } from '#contract/device.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { EndpointName } from '#contract/endpoints.ts';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { type IntentMutation, intentMutation } from './intent-mutation.ts';
import { readUntil } from './read-until.ts';

/** Who changes a device: the page's API, its cache, and which device. */
export type DeviceWriter = {
  readonly api: Pick<Api, 'client' | 'send'> & Partial<Pick<Api, 'waiting'>>;
  readonly queryClient: QueryClient;
  readonly deviceId: string;
  /** Milliseconds between the readings that wait for an accepted change to show; 30 s in all unless given. */
  readonly patience?: readonly number[];
};

/** Milliseconds between the readings that wait for an accepted change to show; half a minute in all. */
export const usualPatience: readonly number[] = [0, 500, 1500, 3000, 5000, 8000, 12_000];

/** A change of something that stands in the device object itself. */
export type DeviceChange<N extends EndpointName, Intent> = {
  readonly writer: DeviceWriter;
  readonly aspect: Aspect;
  /** What is sent and logged; `now` is the device as the server has it just before, or as it is known until then. */
  readonly changeOf: (intent: Intent, now: AnyDevice) => Change<N>;
  readonly isInEffect: (device: Device, intent: Intent) => boolean;
  /** Given where some devices go another way; undefined for those that go this one. */
  readonly otherWay?: (writer: DeviceWriter, intent: Intent, before: Device) => Promise<Device> | undefined;
};

/** How react-query carries out a change that succeeds only when the device shows it; its answer is the device after it. */
export type DeviceMutation<Intent> = IntentMutation<Intent, Device> & { readonly onSettled: () => Promise<void> };

/**
 * Changes a device, one at a time per device and aspect. After it the device is read again until `isInEffect` says that
 * it shows, because the server may rewrite what it was sent; the answer lands in the cache of the page and of the list.
 * Fails with ApiError when the device could not be read first, with ChangeError, or with WriteError: not-read, or
 * not-kept when the server agreed to it and does not show it in the end.
 */
export function deviceMutation<N extends EndpointName, Intent>(
  options: DeviceChange<N, Intent>,
): DeviceMutation<Intent> {
  const { aspect, changeOf, isInEffect, otherWay } = options;
  const { queryClient, deviceId } = options.writer;
  return {
    ...intentMutation({
      writer: options.writer,
      aspect,
      foresee: (intent) => wishOf(changeOf(intent, cachedDevice(queryClient, deviceId))),
      carryOut: async (writer, intent: Intent): Promise<Device> => {
        const before = await readDevice(writer);
        const gone = otherWay?.(writer, intent, before);
        if (gone !== undefined) return await gone;
        const verify = async () => {
          const seen = await readDevice(writer).catch(() => undefined);
          return seen === undefined ? undefined : isInEffect(seen, intent);
        };
        await writer.api.send(changeOf(intent, before), { verify });
        const isThere = (device: Device) => isInEffect(device, intent);
        const after = await readUntil(() => readDevice(writer), isThere, writer.patience ?? usualPatience);
        if (after === undefined) throw new WriteError('not-read');
        if (!isThere(after)) throw new WriteError('not-kept');
        return after;
      },
    }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deviceKeys.device(deviceId) }),
  };
}

/** The device as the server has it now, all fields; it lands in the cache. Rejects with ApiError. */
export async function readDevice(writer: DeviceWriter): Promise<Device> {
  const { api, queryClient, deviceId } = writer;
  const device = await api.client('getDevice', { parameters: { deviceId }, query: { fields: 'all' } });
  await keepDevice(queryClient, deviceId, device);
  return device;
}

/** Puts a device that the server sent into the cache of its page and, field by field, of the list. */
export async function keepDevice(queryClient: QueryClient, deviceId: string, device: Device): Promise<void> {
  // A reading that began before the change would bring the old device back.
  await queryClient.cancelQueries({ queryKey: deviceKeys.detail(deviceId), exact: true });
  queryClient.setQueryData<Device>(deviceKeys.detail(deviceId), device);
  patchQuery<ListAnswer>(queryClient, deviceKeys.list, (answer) => ({
    ...answer,
    devices: answer.devices.map((listed) => (listed.key === deviceId ? relist(listed, device) : listed)),
  }));
}

/** The list's entry with the values of a newer answer; it keeps the list's fields and no others. */
export function relist(listed: ListedDevice, device: Device): ListedDevice {
  const fields = Object.keys(listed).filter((field): field is Exclude<keyof ListedDevice, 'key'> => field !== 'key');
  return { ...listed, ...Object.fromEntries(fields.map((field) => [field, device[field]])) };
}

/** Takes a device that is gone out of the list and forgets everything read of it. */
export function forgetDevice(queryClient: QueryClient, deviceId: string): void {
  queryClient.removeQueries({ queryKey: deviceKeys.device(deviceId) });
  patchQuery<ListAnswer>(queryClient, deviceKeys.list, (answer) => ({
    ...answer,
    devices: answer.devices.filter(({ key }) => key !== deviceId),
  }));
}

/** Changes a part of a cached answer without making the rest look younger than it is, or hiding that a refresh failed. */
export function patchQuery<Data>(queryClient: QueryClient, queryKey: QueryKey, change: (data: Data) => Data): void {
  const query = queryClient.getQueryCache().find<Data>({ queryKey, exact: true });
  if (query?.state.data !== undefined) query.setState({ data: change(query.state.data) });
}
