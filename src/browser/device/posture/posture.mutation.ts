import { ApiError } from '#browser/api/api-error.ts';
import { deviceKeys } from '#browser/api/queries.ts';
import { cachedName } from '#browser/device/cached-name.ts';
import { type DeviceWriter, aspectKey, usualPatience } from '#browser/device/editing/device-mutation.ts';
import { readUntil } from '#browser/device/editing/read-until.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import type { Attributes } from '#contract/posture.ts';
import { mutationOptions } from '@tanstack/react-query';
import { deleteChange, setChange } from './posture-change.ts';
import { type PostureIntent, isInEffect, isSameSeen, seenOf } from './posture.schema.ts';

/**
 * Sets or deletes one attribute of a device. The API has no condition for it, so the attributes are read right before:
 * when the one in question is no longer what the person saw, nothing is sent. They are read again afterwards, because a
 * write may answer null where attributes are promised. Fails with ChangeError or WriteError. `undoes` is the entry that
 * is taken back.
 */
export function postureOptions(writer: DeviceWriter, undoes?: string) {
  const { api, queryClient, deviceId, patience = usualPatience } = writer;
  return mutationOptions({
    mutationKey: aspectKey(deviceId, 'posture'),
    scope: { id: `posture of ${deviceId}` },
    mutationFn: async (intent: PostureIntent): Promise<Attributes> => {
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
      const device = { deviceId, deviceName: cachedName(queryClient, deviceId) };
      await (intent.kind === 'set'
        ? api.send({ ...setChange(device, intent, seen), undoes }, { verify })
        : api.send({ ...deleteChange(device, intent, seen), undoes }, { verify }));

      const after = await readUntil(() => read(writer), isThere, patience);
      if (after !== undefined && !isThere(after)) throw new WriteError('not-kept');
      // What cannot be read again is taken for done: the server said so.
      return after ?? before;
    },
    onSettled: () => {
      // Without waiting: they are read already, and the next write need not be held back.
      void queryClient.invalidateQueries({ queryKey: deviceKeys.attributes(deviceId), exact: true });
    },
  });
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
