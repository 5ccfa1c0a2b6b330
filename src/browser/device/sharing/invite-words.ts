import type { Invite } from '#contract/invites.ts';
import { formatDay, readDate } from '#browser/device/moment.ts';

/** One invite in words. The link itself is a secret that anyone can use, so it is not among them. */
export type InviteWords = {
  readonly id: string;
  /** The address that it was sent to; undefined for a link to hand on. */
  readonly email: string | undefined;
  /** What it allows, and since when it waits: "Reusable, exit node allowed. Created 18 Nov". */
  readonly terms: string;
  /** The date that `terms` ends with, milliseconds since 1970. */
  readonly at: number | undefined;
  readonly isAccepted: boolean;
};

/** The words for one invite at the moment `now`. */
export function inviteWords(invite: Invite, now: number): InviteWords {
  const isAccepted = invite.accepted === true;
  const email = invite.email || undefined;
  const sent = readDate(invite.lastEmailSentAt);
  const created = readDate(invite.created);
  const at = email === undefined ? created : (sent ?? created);
  const dated =
    at === undefined
      ? undefined
      : `${email !== undefined && sent !== undefined ? 'Emailed' : 'Created'} ${formatDay(at, now)}`;
  const accepter = invite.acceptedBy?.loginName;
  const by = isAccepted && accepter && accepter !== email ? `Accepted by ${accepter}` : undefined;
  const allowances = [
    invite.multiUse === true && 'reusable',
    invite.allowExitNode === true && 'exit node allowed',
  ].filter((word) => word !== false);
  const allowed = allowances.length === 0 ? undefined : capital(allowances.join(', '));
  // An accepted invite that says something of itself needs no date.
  const last = isAccepted && (allowed ?? by) !== undefined ? undefined : dated;
  return {
    id: invite.id,
    email,
    terms: [allowed, by, last].filter((part) => part !== undefined).join('. '),
    at: last === undefined ? undefined : at,
    isAccepted,
  };
}

/** "2 invites" beside the title. */
export function countInvites(count: number): string {
  return count === 1 ? '1 invite' : `${count} invites`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
