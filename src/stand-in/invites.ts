import { type Device } from '#contract/device.ts';
import { nothing, ready, refusal } from './answer.ts';
import { keyOf } from './device-store.ts';
import { type Handlers, managed } from './handlers.ts';
import { decimalDigits, type Random } from './random.ts';
import { minute, moment, rfc3339Nano } from './rfc3339.ts';
import { type StoredInvite, type TailnetState } from './tailnet.ts';

type InviteHandlers = Pick<Handlers, 'listInvites' | 'createInvites' | 'getInvite' | 'deleteInvite' | 'resendInvite'>;

export type NewInvite = {
  readonly multiUse?: boolean | undefined;
  readonly allowExitNode?: boolean | undefined;
  readonly email?: string | undefined;
};

const codeAlphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Mints an invite at a moment. Its code starts with `demo-`, so that nobody takes the link for a live one. */
export function mintInvite(device: Device, invite: NewInvite, at: number, random: Random): StoredInvite {
  const created = rfc3339Nano(at, random.text(decimalDigits, 6));
  return {
    id: `${1 + random.integer(9)}${random.text(decimalDigits, 15)}`,
    created,
    tailnetId: '5995401873',
    deviceId: device.id ?? '0',
    sharerId: '2201178324',
    ...(invite.multiUse ? { multiUse: true } : {}),
    ...(invite.allowExitNode ? { allowExitNode: true } : {}),
    ...(invite.email ? { email: invite.email, lastEmailSentAt: created } : {}),
    inviteUrl: `https://login.tailscale.com/admin/invite/demo-${random.text(codeAlphabet, 11)}`,
    accepted: false,
  };
}

/** Sharing a device with people outside (https://tailscale.com/kb/1084/sharing). */
export function inviteHandlers(tailnet: TailnetState): InviteHandlers {
  const find = (id: string): { invites: StoredInvite[]; index: number } | undefined => {
    for (const invites of tailnet.inviteLists.values()) {
      const index = invites.findIndex((invite) => invite.id === id);
      if (index >= 0) return { invites, index };
    }
    return undefined;
  };
  const noInvite = () => refusal(404, 'no invite matching this ID found');
  return {
    listInvites: managed(tailnet, (device) => {
      const invites = tailnet.invites(keyOf(device));
      return invites.length === 0 ? nothing() : ready(inviteText(invites));
    }),
    createInvites: managed(tailnet, (device, { body }) => {
      if (body.some(({ email }) => email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email))) {
        return refusal(400, 'invalid email address');
      }
      const created = body.map((invite) => mintInvite(device, invite, tailnet.now(), tailnet.random));
      tailnet.invites(keyOf(device)).push(...created);
      return ready(inviteText(created));
    }),
    getInvite({ parameters }) {
      const found = find(parameters.inviteId);
      const invite = found?.invites[found.index];
      return invite === undefined ? noInvite() : ready(inviteText(invite));
    },
    deleteInvite({ parameters }) {
      const found = find(parameters.inviteId);
      if (found === undefined) return noInvite();
      found.invites.splice(found.index, 1);
      return nothing();
    },
    resendInvite({ parameters }) {
      const found = find(parameters.inviteId);
      const invite = found?.invites[found.index];
      if (invite === undefined) return noInvite();
      if (invite.email === undefined) return refusal(400, 'invite was not created with an email address');
      if (invite.accepted) return refusal(400, 'invite has already been accepted');
      const sent = moment(invite.lastEmailSentAt);
      if (sent !== undefined && tailnet.now() - sent < minute) return refusal(429, 'too many requests');
      invite.lastEmailSentAt = rfc3339Nano(tailnet.now(), tailnet.random.text(decimalDigits, 6));
      return nothing();
    },
  };
}

/** The int64 fields as bare digits, which JSON.stringify cannot write past 2^53. Quotes inside texts are escaped, so only fields match. */
function inviteText(value: StoredInvite | readonly StoredInvite[]): string {
  return JSON.stringify(value)
    .replace(/"(tailnetId|deviceId|sharerId)":"(\d+)"/g, '"$1":$2')
    .replace(/"acceptedBy":\{"id":"(\d+)"/g, '"acceptedBy":{"id":$1');
}
