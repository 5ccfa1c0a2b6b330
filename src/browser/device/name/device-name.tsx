import { useIntents } from '#browser/api/intent.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import { aspectKey } from '#browser/device/editing/intent-mutation.ts';
import { useNewestDevice } from '#browser/device/use-device.ts';
import { type ReactNode, useMemo } from 'react';
import { type NameIntent, applyName } from './name.schema.ts';

/** The machine name of a device, with a rename that is under way folded over what the server said. */
export function DeviceName(props: { deviceId: string; device: AnyDevice }): ReactNode {
  const { deviceId } = props;
  const device = useNewestDevice(deviceId, props.device);
  const mutationKey = useMemo(() => aspectKey(deviceId, 'name'), [deviceId]);
  const { shown } = useIntents<NameIntent, AnyDevice>({ mutationKey, confirmed: device, apply: applyName });
  return machineName(shown);
}
