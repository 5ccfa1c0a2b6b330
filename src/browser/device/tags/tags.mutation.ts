// An intent: the chips show it at once, and it is folded over what the server has at the moment of sending.
import type { Api } from '#browser/api/api-context.ts';
import { ApiError } from '#browser/api/api-error.ts';
import type { Change } from '#browser/changes/change.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { wishOf } from '#browser/changes/waiting.ts';
import { cachedDevice } from '#browser/device/cached-device.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import { type DeviceWriter, keepDevice, usualPatience } from '#browser/device/editing/device-mutation.ts';
import { type IntentMutation, intentMutation } from '#browser/device/editing/intent-mutation.ts';
import { readUntil } from '#browser/device/editing/read-until.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { deviceKeys } from '#browser/api/queries.ts';
import type { Device } from '#contract/device.ts';
import { type TagsIntent, applyTags, changesOfOthers, hasSameTags, isNoWish, wishBetween } from './tags.schema.ts';

/** Who changes the tags of a device; reading tells the entity tag of the list, too. */
export type TagsWriter = DeviceWriter & { readonly api: Pick<Api, 'exchange' | 'send' | 'client'> };

/** How often an intent without a base is folded anew because someone else wrote between its reading and its sending. */
const mostAttempts = 5;

/**
 * Adds and removes tags of a device. The API replaces the whole list, so it is read again right before and written with
 * the entity tag of that reading. Fails with WriteError (changed-since: others changed it since `opened`, nothing was
 * sent; not-sent: it could not be read; not-kept) or ChangeError. `undoes` is the entry that is taken back.
 */
export function setTagsOptions(
  writer: TagsWriter,
  undoes?: string,
): IntentMutation<TagsIntent, Device> & { readonly onSettled: () => void } {
  const { queryClient, deviceId } = writer;
  return {
    ...intentMutation({
      writer,
      aspect: 'tags',
      foresee: (intent: TagsIntent) =>
        wishOf({ ...tagsChange(deviceId, intent, cachedDevice(queryClient, deviceId), undefined), undoes }),
      carryOut: async (own, intent) => {
        await write(own, intent, undoes);
        return await confirm(own, intent);
      },
    }),
    onSettled: () => {
      // Without waiting: the device is read already, and the rest of the page need not hold back the next write.
      void queryClient.invalidateQueries({ queryKey: deviceKeys.device(deviceId) });
    },
  };
}

async function write(writer: TagsWriter, intent: TagsIntent, undoes: string | undefined): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { device, tagsEtag } = await read(writer).catch((error: unknown) => {
      throw new WriteError('not-sent', apiErrorOf(error));
    });
    const current = device.tags ?? [];
    if (!isNoWish(changesOfOthers(current, intent))) throw new WriteError('changed-since');
    if (isInEffect(device, intent)) return;
    const verify = () =>
      read(writer).then(
        (seen) => isInEffect(seen.device, intent),
        () => undefined,
      );
    try {
      await writer.api.send({ ...tagsChange(writer.deviceId, intent, device, tagsEtag), undoes }, { verify });
      return;
    } catch (error) {
      const isOutrun = error instanceof ChangeError && error.reason.status === 412;
      if (!isOutrun || attempt === mostAttempts) throw error;
      // Reading again tells what someone else changed: it is asked about, or folded under an intent without a base.
    }
  }
}

/** The change that an intent is for a device as the server has it: what is sent, logged and handed on. */
export function tagsChange(
  deviceId: string,
  intent: Pick<TagsIntent, 'add' | 'remove'>,
  before: AnyDevice,
  ifMatch: string | undefined,
): Change<'setTags'> {
  const current = before.tags ?? [];
  const tags = applyTags(current, intent);
  const { add, remove } = wishBetween(current, tags);
  const isFirst = current.length === 0;
  return {
    aspect: 'tags',
    deviceId,
    deviceName: machineName(before),
    title: 'Tags changed',
    differences: [
      ...add.map((text) => ({ kind: 'added', text }) as const),
      ...remove.map((text) => ({ kind: 'removed', text }) as const),
    ],
    undo: isFirst ? undefined : { aspect: 'tags', intent: { add: remove, remove: add } },
    ...(isFirst ? { finality: 'Cannot be undone. A tagged device stays tagged until it signs in without tags.' } : {}),
    call: { name: 'setTags', parameters: { deviceId }, ifMatch, body: { tags: [...tags] } },
  };
}

/** Reads until the tags show; what the server says then is in the cache. */
async function confirm(writer: TagsWriter, intent: TagsIntent): Promise<Device> {
  const isThere = ({ device }: Awaited<ReturnType<typeof read>>) => isInEffect(device, intent);
  const last = await readUntil(() => read(writer), isThere, writer.patience ?? usualPatience);
  if (last === undefined) throw new WriteError('not-read');
  if (!isThere(last)) throw new WriteError('not-kept');
  return last.device;
}

async function read({
  api,
  queryClient,
  deviceId,
}: TagsWriter): Promise<{ device: Device; tagsEtag?: string | undefined }> {
  const { answer, tagsEtag } = await api.exchange('getDevice', { parameters: { deviceId }, query: { fields: 'all' } });
  await keepDevice(queryClient, deviceId, answer);
  return { device: answer, tagsEtag };
}

function isInEffect(device: Device, intent: TagsIntent): boolean {
  const tags = device.tags ?? [];
  return hasSameTags(tags, applyTags(tags, intent));
}

function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('This page made a mistake.', { kind: 'unexpected', cause: error });
}
