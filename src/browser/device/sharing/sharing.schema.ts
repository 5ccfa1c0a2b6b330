import type { Invite } from '#contract/invites.ts';
import { day, readDate } from '#browser/device/moment.ts';
import * as v from 'valibot';

/** One invite as it is asked for: for an address, or as a link to hand on. */
export type NewInvite = {
  readonly email?: string;
  readonly multiUse: boolean;
  readonly allowExitNode: boolean;
};

/** What a person wants of the invites of a device. `name` is how the log calls the invite. */
export type SharingIntent =
  | { readonly kind: 'create'; readonly invites: readonly NewInvite[] }
  | { readonly kind: 'resend' | 'delete'; readonly id: string; readonly name: string };

/** What is typed and ticked for new invites. Never a link. */
export const sharingDraft = v.object({ text: v.string(), isReusable: v.boolean(), allowsExitNode: v.boolean() });
export type SharingDraft = v.InferOutput<typeof sharingDraft>;

export const emptyDraft: SharingDraft = { text: '', isReusable: false, allowsExitNode: false };

/** True when closing the form would lose something. */
export function isWorthKeeping(draft: SharingDraft): boolean {
  return draft.text.trim() !== '' || draft.isReusable || draft.allowsExitNode;
}

/** Invites in one request at most, as the contract has it. */
const most = 50;

/** The addresses in a text, each once, and what is wrong with it as a sentence. */
export function readEmails(text: string): { readonly emails: readonly string[]; readonly problem: string | undefined } {
  const found = new Map<string, string>();
  for (const word of text.split(/[\s,;]+/)) {
    const email = word.replace(/^<(.*)>$/, '$1');
    if (email !== '' && !found.has(email.toLowerCase())) found.set(email.toLowerCase(), email);
  }
  const emails = [...found.values()];
  const wrong = emails.find((email) => !/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 320);
  if (wrong !== undefined) return { emails, problem: `"${wrong}" is not an email address.` };
  if (emails.length > most)
    return { emails, problem: `${emails.length} addresses are too many for one request. Use at most ${most}.` };
  return { emails, problem: undefined };
}

/** The invites that a form asks for; one link to hand on where it has no address. */
export function newInvites(emails: readonly string[], draft: SharingDraft, hasExitNode: boolean): readonly NewInvite[] {
  const terms = { multiUse: draft.isReusable, allowExitNode: draft.allowsExitNode && hasExitNode };
  return emails.length === 0 ? [terms] : emails.map((email) => ({ email, ...terms }));
}

/** Who could use the links of new invites, in one line, before they exist (https://tailscale.com/kb/1084/sharing). */
export function audienceWords(invites: readonly NewInvite[]): string {
  const [first] = invites;
  const also = first?.allowExitNode ? ', also as an exit node' : '';
  const many = first?.multiUse === true;
  if (invites.length > 1) {
    const people = many ? 'up to 1,000 people per link' : 'one person per link';
    return `Mailed to ${invites.length} addresses, but anyone with one of these links can use this device, ${people}${also}.`;
  }
  const people = many ? 'up to 1,000 people' : 'one person only';
  const anyone = `nyone with this link can use this device, ${people}${also}.`;
  return first?.email === undefined ? `A${anyone}` : `Mailed to ${first.email}, but a${anyone}`;
}

/** Unused links die after this (https://tailscale.com/kb/1084/sharing). */
const lifespan = 30 * day;

/** Whether an invite waits, and until when (milliseconds since 1970, where its date is known), ran out, or was accepted. */
export type InviteState =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'pending'; readonly until: number | undefined }
  | { readonly kind: 'expired'; readonly at: number };

/** The state of an invite at the moment `now`. */
export function stateOf(invite: Invite, now: number): InviteState {
  if (invite.accepted === true) return { kind: 'accepted' };
  const created = readDate(invite.created);
  const until = created === undefined ? undefined : created + lifespan;
  return until !== undefined && until <= now ? { kind: 'expired', at: until } : { kind: 'pending', until };
}

const minute = 60_000;

/**
 * Milliseconds until an invite may be mailed again: once a minute (https://tailscale.com/api). 0 where its last mail is
 * unknown or, by a clock that goes wrong, more than a minute ahead.
 */
export function resendWait(invite: Invite, now: number): number {
  const sent = readDate(invite.lastEmailSentAt);
  if (sent === undefined || sent - now > minute) return 0;
  return Math.min(minute, Math.max(0, sent + minute - now));
}

/** True for an invite that was made for an address and still waits: only such a one can be mailed again. */
export function canResend(invite: Invite, now: number): boolean {
  return Boolean(invite.email) && stateOf(invite, now).kind === 'pending';
}

/**
 * Which of the wanted invites are there that were not `known` before, each for one wish, and which wishes have none.
 * Another admin may have made the same in the meantime; it serves the wish as well.
 */
export function fulfilled(
  wanted: readonly NewInvite[],
  known: ReadonlySet<string>,
  now: readonly Invite[],
): { readonly found: readonly Invite[]; readonly missing: readonly NewInvite[] } {
  const fresh = now.filter(({ id }) => !known.has(id));
  const found: Invite[] = [];
  const missing: NewInvite[] = [];
  for (const wish of wanted) {
    const match = fresh.find((invite) => !found.includes(invite) && serves(invite, wish));
    if (match === undefined) missing.push(wish);
    else found.push(match);
  }
  return { found, missing };
}

function serves(invite: Invite, wish: NewInvite): boolean {
  return (
    (invite.email || '').toLowerCase() === (wish.email ?? '').toLowerCase() &&
    (invite.multiUse === true) === wish.multiUse &&
    (invite.allowExitNode === true) === wish.allowExitNode
  );
}

/** How an invite is called: its address, or what it is without one. */
export function inviteName(invite: { readonly email?: string | null | undefined }): string {
  return invite.email || 'Link, no email';
}

/** A form with what was asked for. */
export function draftAgain(invites: readonly NewInvite[]): SharingDraft {
  const [first] = invites;
  return {
    text: invites.flatMap(({ email }) => email ?? []).join('\n'),
    isReusable: first?.multiUse === true,
    allowsExitNode: first?.allowExitNode === true,
  };
}
