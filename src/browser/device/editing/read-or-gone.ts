import { ApiError } from '#browser/api/api-error.ts';
import type { Device } from '#contract/device.ts';
import { type DeviceWriter, readDevice } from './device-mutation.ts';

/** What the log says of a change that may take an ephemeral device out of the tailnet. */
export const leftForGood = 'Cannot be undone. An ephemeral device leaves the tailnet when it is cut off.';

/** The device as the server has it now, or that there is none; undefined when it does not tell. Never rejects. */
export async function readOrGone(writer: DeviceWriter): Promise<Device | 'gone' | undefined> {
  try {
    return await readDevice(writer);
  } catch (error) {
    return error instanceof ApiError && error.kind === 'missing' ? 'gone' : undefined;
  }
}
