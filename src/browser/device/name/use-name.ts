import { useApi } from '#browser/api/api-context.ts';
import type { AnyDevice } from '#browser/device/device-facts.ts';
import { useDeviceIntents } from '#browser/device/editing/use-device-intents.ts';
import { useNewestDevice } from '#browser/device/use-device.ts';
import { useQueryClient } from '@tanstack/react-query';
import { setNameOptions } from './name.mutation.ts';
import { type NameIntent, applyName, labelOf } from './name.schema.ts';

/** The name of a device as a person wants it, what is under way, what was refused, and how to change it. */
export function useName(deviceId: string, drawn: AnyDevice) {
  const device = useNewestDevice(deviceId, drawn);
  const api = useApi();
  const queryClient = useQueryClient();
  return useDeviceIntents<NameIntent, AnyDevice>({
    mutation: setNameOptions({ api, queryClient, deviceId }),
    confirmed: device,
    apply: applyName<AnyDevice>,
    words: ({ name }) => {
      const label = labelOf(name, device);
      return { sending: `Renaming to ${label}.`, done: name === '' ? 'The name is reset.' : `The name is ${label}.` };
    },
  });
}
