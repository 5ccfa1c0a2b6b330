import { type DeviceFacts, factsOf } from '#browser/device/device-facts.ts';
import { readDate } from '#browser/device/moment.ts';
import { type InviteState, inviteName, stateOf } from '#browser/device/sharing/sharing.schema.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { Invite } from '#contract/invites.ts';
import type { ShareShow } from './shares-search.ts';

/** An invite without its link, which is a secret that this page has no use for. */
export type SharedInvite = Omit<Invite, 'inviteUrl'>;

/** One invite, and the device that it is for. */
export type Share = {
  readonly device: ListedDevice;
  readonly facts: DeviceFacts;
  readonly invite: SharedInvite;
  readonly name: string;
  readonly state: InviteState;
  /** True for a link that many may use and that lets each of them out through this device. */
  readonly isRisky: boolean;
  /** Milliseconds since 1970. */
  readonly created: number | undefined;
};

/** Takes the link out of an invite, so that it is neither kept nor drawn. */
export function withoutLink(invite: Invite): SharedInvite {
  const kept: SharedInvite & Pick<Invite, 'inviteUrl'> = { ...invite };
  delete kept.inviteUrl;
  return kept;
}

/** Every invite of the devices that were read, those at risk first and then the newest. */
export function listShares(
  devices: readonly ListedDevice[],
  invites: ReadonlyMap<string, readonly SharedInvite[]>,
  now: number,
): readonly Share[] {
  const shares = devices.flatMap((device) =>
    (invites.get(device.key) ?? []).map((invite): Share => {
      const state = stateOf(invite, now);
      const isRisky = invite.multiUse === true && invite.allowExitNode === true && state.kind !== 'expired';
      const created = readDate(invite.created);
      return { device, facts: factsOf(device), invite, name: inviteName(invite), state, isRisky, created };
    }),
  );
  return shares.sort(
    (one, other) => Number(other.isRisky) - Number(one.isRisky) || (other.created ?? 0) - (one.created ?? 0),
  );
}

/** True when a share belongs to a narrowing. */
export function isShareShown({ state, isRisky }: Share, show: ShareShow | undefined): boolean {
  if (show === undefined) return true;
  return show === 'risky' ? isRisky : state.kind === show;
}

/** True when a share has a text in its device, its address or whoever accepted it. */
export function mentionsText({ facts, name, invite }: Share, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [facts.name, name, invite.acceptedBy?.loginName ?? ''].some((part) => part.toLowerCase().includes(wanted));
}
