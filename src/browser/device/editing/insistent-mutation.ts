import type { EndpointName } from '#contract/endpoints.ts';
import type { Device } from '#contract/device.ts';
import type { MutationFunction, MutationFunctionContext, MutationKey, MutationOptions } from '@tanstack/react-query';
import { deviceMutation } from './device-mutation.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';

/** A change of a device that succeeds only when the device shows it; its answer is the device after it. */
export type InsistentMutation<Intent> = Pick<MutationOptions<Device, Error, Intent>, 'scope' | 'onSettled'> & {
  readonly mutationKey: MutationKey;
  readonly mutationFn: MutationFunction<Device, Intent>;
};

/**
 * Like `deviceMutation`, but a change that the server agreed to and does not show in the end is no success: it fails
 * with WriteError not-kept. Fails with ApiError when the device could not be read first, else with ChangeError.
 */
export function insistentMutation<N extends EndpointName, Intent>(
  options: Parameters<typeof deviceMutation<N, Intent>>[0],
): InsistentMutation<Intent> {
  const { isInEffect } = options;
  const { mutationFn, ...rest } = deviceMutation(options);
  return {
    ...rest,
    mutationFn: async (intent: Intent, context: MutationFunctionContext): Promise<Device> => {
      if (mutationFn === undefined) throw new TypeError('A change needs something that carries it out.');
      const device = await mutationFn(intent, context);
      if (!isInEffect(device, intent)) throw new WriteError('not-kept');
      return device;
    },
  };
}
