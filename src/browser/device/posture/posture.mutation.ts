import { ApiError } from '#browser/api/api-error.ts';
import { deviceKeys } from '#browser/api/queries.ts';
import { wishOf } from '#browser/changes/waiting.ts';
import { cachedName } from '#browser/device/cached-device.ts';
import { type DeviceWriter, usualPatience } from '#browser/device/editing/device-mutation.ts';
import { intentMutation } from '#browser/device/editing/intent-mutation.ts';
import { readUntil } from '#browser/device/editing/read-until.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import type { Attributes } from '#contract/posture.ts';
import { type ChangedDevice, deleteChange, setChange } from './posture-change.ts';
import { type PostureIntent, isInEffect, isSameSeen, seenOf } from './posture.schema.ts';

/**
 * Sets or deletes one attribute of a device. The API has no condition for it, so the attributes are read right before:
 * when the one in question is no longer what the person saw, nothing is sent. They are read again afterwards, because a
 * write may answer null where attributes are promised. Fails with ChangeError or WriteError. `undoes` is the entry that
 * is taken back.
 */
export function postureOptions(writer: DeviceWriter, undoes?: string) {
  const { queryClient, deviceId } = writer;
  return {
    ...intentMutation({
      writer,
      aspect: 'posture',
      foresee: (intent: PostureIntent) => {
        const device = deviceOf(writer);
        return intent.kind === 'set'
          ? wishOf({ ...setChange(device, intent, intent.base), undoes })
          : wishOf({ ...deleteChange(device, intent, intent.base), undoes });
      },
      carryOut: (own, intent) => write(own, intent, undoes),
    }),
    onSettled: () => {
      // Without waiting: they are read already, and the next write need not be held back.
      void queryClient.invalidateQueries({ queryKey: deviceKeys.attributes(deviceId), exact: true });
    },
  };
}

async function write(writer: DeviceWriter, intent: PostureIntent, undoes: string | undefined): Promise<Attributes> {
  const { api, patience = usualPatience } = writer;
  const before = await read(writer).catch((error: unknown) => {
    throw new WriteError('not-sent', error instanceof ApiError ? error : undefined);
  });
  const isCommented = intent.kind === 'set' && intent.comment !== undefined;
  if (isInEffect(before, intent) && !isCommented) return before;
  const seen = seenOf(before, intent.key);
  if (!isSameSeen(seen, intent.base)) throw new WriteError('changed-since');

  const isThere = (answer: Attributes) => isInEffect(answer, intent);
  const verify = async () => {
    const last = await readUntil(() => read(writer), isThere, patience.slice(0, 3));
    return last && isThere(last);
  };
  const device = deviceOf(writer);
  await (intent.kind === 'set'
    ? api.send({ ...setChange(device, intent, seen), undoes }, { verify })
    : api.send({ ...deleteChange(device, intent, seen), undoes }, { verify }));

  const after = await readUntil(() => read(writer), isThere, patience);
  if (after !== undefined && !isThere(after)) throw new WriteError('not-kept');
  // What cannot be read again is taken for done: the server said so.
  return after ?? before;
}

function deviceOf({ queryClient, deviceId }: DeviceWriter): ChangedDevice {
  return { deviceId, deviceName: cachedName(queryClient, deviceId) };
}

/** The attributes as the server has them now; they land in the cache. Rejects with ApiError. */
async function read({ api, queryClient, deviceId }: DeviceWriter): Promise<Attributes> {
  const answer = await api.client('getAttributes', { parameters: { deviceId } });
  const queryKey = deviceKeys.attributes(deviceId);
  // A reading that began before the change would bring the old attributes back.
  await queryClient.cancelQueries({ queryKey, exact: true });
  queryClient.setQueryData<Attributes>(queryKey, answer);
  return answer;
}
