import { ApiError } from '#browser/api/api-error.ts';
import { deviceKeys } from '#browser/api/queries.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import { type Wish, wishOf } from '#browser/changes/waiting.ts';
import { cachedName } from '#browser/device/cached-device.ts';
import { type DeviceWriter, usualPatience } from '#browser/device/editing/device-mutation.ts';
import { intentMutation } from '#browser/device/editing/intent-mutation.ts';
import { readUntil } from '#browser/device/editing/read-until.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import type { Invite } from '#contract/invites.ts';
import { LostInvitesError } from './lost-invites-error.ts';
import { type SharedDevice, createChange, deleteChange, resendChange } from './sharing-change.ts';
import { type NewInvite, type SharingIntent, fulfilled } from './sharing.schema.ts';

/**
 * Creates, mails again and deletes invites of a device, one request at a time; each waits for the server. Resolves with
 * what was created, links and all, which belongs into no log. A creation whose answer was lost is never sent again by
 * itself: the list is read and compared with what was there before, and what is missing then is a LostInvitesError.
 * Fails with ChangeError or WriteError else.
 */
export function sharingOptions(writer: DeviceWriter) {
  const { queryClient, deviceId } = writer;
  const deviceNow = () => ({ deviceId, deviceName: cachedName(queryClient, deviceId) });
  return {
    ...intentMutation({
      writer,
      aspect: 'sharing',
      foresee: (intent: SharingIntent) => sharingWish(deviceNow(), intent),
      carryOut: async (own, intent): Promise<readonly Invite[]> => {
        const device = deviceNow();
        const before = await read(own).catch((error: unknown) => {
          throw new WriteError('not-sent', error instanceof ApiError ? error : undefined);
        });
        if (intent.kind === 'create') return await create(own, device, before, intent.invites);
        if (intent.kind === 'resend') await resend(own, device, before, intent);
        else await remove(own, device, before, intent);
        return [];
      },
    }),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: deviceKeys.invites(deviceId), exact: true });
    },
  };
}

function sharingWish(device: SharedDevice, intent: SharingIntent): Wish {
  switch (intent.kind) {
    case 'create':
      return wishOf(createChange(device, intent.invites));
    case 'resend':
      return wishOf(resendChange(device, intent));
    case 'delete':
      return wishOf(deleteChange(device, intent));
    default:
      return intent satisfies never;
  }
}

async function create(
  writer: DeviceWriter,
  device: SharedDevice,
  before: readonly Invite[],
  wanted: readonly NewInvite[],
): Promise<readonly Invite[]> {
  const known = new Set(before.map(({ id }) => id));
  const { patience = usualPatience } = writer;
  let seen: readonly Invite[] | undefined;
  const areThere = (list: readonly Invite[]) => fulfilled(wanted, known, list).missing.length === 0;
  const verify = async () => {
    seen = await readUntil(() => read(writer), areThere, patience.slice(0, 3));
    if (seen === undefined) return undefined;
    const { found, missing } = fulfilled(wanted, known, seen);
    if (missing.length === 0) return true;
    // Some of several: neither applied nor not applied.
    return found.length === 0 ? false : undefined;
  };
  try {
    const result = await writer.api.send(createChange(device, wanted), { verify });
    if (result === undefined) return fulfilled(wanted, known, seen ?? []).found;
    const created = result.answer ?? [];
    await readUntil(
      () => read(writer),
      (list) => created.every(({ id }) => list.some((invite) => invite.id === id)),
      patience,
    );
    return created;
  } catch (error) {
    if (error instanceof ChangeError && error.outcome !== 'refused') throw new LostInvitesError(error, wanted, known);
    throw error;
  }
}

type Named = { readonly id: string; readonly name: string };

async function resend(
  writer: DeviceWriter,
  device: SharedDevice,
  before: readonly Invite[],
  intent: Named,
): Promise<void> {
  const sentAt = (list: readonly Invite[]) => list.find(({ id }) => id === intent.id)?.lastEmailSentAt;
  const isSent = (list: readonly Invite[]) => sentAt(list) !== undefined && sentAt(list) !== sentAt(before);
  const { patience = usualPatience } = writer;
  const verify = async () => {
    const seen = await readUntil(() => read(writer), isSent, patience.slice(0, 3));
    return seen && isSent(seen);
  };
  await writer.api.send(resendChange(device, intent), { verify });
  await readUntil(() => read(writer), isSent, patience);
}

async function remove(
  writer: DeviceWriter,
  device: SharedDevice,
  before: readonly Invite[],
  intent: Named,
): Promise<void> {
  const isGone = (list: readonly Invite[]) => list.every(({ id }) => id !== intent.id);
  // Somebody else was faster, and that is what was wanted.
  if (isGone(before)) return;
  const { patience = usualPatience } = writer;
  const verify = async () => {
    const seen = await readUntil(() => read(writer), isGone, patience.slice(0, 3));
    return seen && isGone(seen);
  };
  await writer.api.send(deleteChange(device, intent), { verify });
  const after = await readUntil(() => read(writer), isGone, patience);
  if (after !== undefined && !isGone(after)) throw new WriteError('not-kept');
}

/** The invites as the server has them now; they land in the cache. Rejects with ApiError. */
async function read({ api, queryClient, deviceId }: DeviceWriter): Promise<readonly Invite[]> {
  const invites = (await api.client('listInvites', { parameters: { deviceId } })) ?? [];
  const queryKey = deviceKeys.invites(deviceId);
  // A reading that began before the change would bring the old ones back.
  await queryClient.cancelQueries({ queryKey, exact: true });
  queryClient.setQueryData<readonly Invite[]>(queryKey, invites);
  return invites;
}
