import type { Entry } from '#browser/changes/change.ts';
import { ChangeError } from '#browser/changes/send-change.ts';
import type { FailureWords } from '#browser/device/failure/change-failure.ts';
import { writeFailureWords } from '#browser/device/failure/write-failure.ts';
import { standingReason } from '#browser/device/failure/use-standing-off.ts';
import type { Invite } from '#contract/invites.ts';
import { LostInvitesError } from './lost-invites-error.ts';
import { type NewInvite, type SharingIntent, fulfilled, inviteName } from './sharing.schema.ts';

/** What to do where the token of an OAuth client does not serve. */
const wayOfPerson =
  'The server creates and mails invites on behalf of a person: give Tailboard an API access token of an Owner, Admin or IT admin besides, or invite in the admin console.';

/** Why nothing can be created or mailed with the token of an OAuth client, known before anybody tries. */
export const personWords = `Tailboard runs with an OAuth client, which may not create or mail invites. ${wayOfPerson} Invites can be listed and deleted.`;

/** True when the server says that it refused for the kind of token: "… an API access token generated from an OAuth client". */
function isForToken(status: number | undefined, message: string | undefined): boolean {
  return status === 403 && /\boauth\b/i.test(message ?? '');
}

/** What a plain no means, where the server's own words do not say that it is for the kind of token. */
const forbidden = {
  create: 'The key that Tailboard uses may not create invites. Its role, its scopes or the plan decide that.',
  resend: 'The key that Tailboard uses may not mail invites. Its role, its scopes or the plan decide that.',
  delete:
    'The key that Tailboard uses may not delete invites. Its role or scopes decide that; the scope is device_invites.',
};

/** What a 403 to this intent means, by the server's own words where they tell. */
function forbiddenWords(kind: SharingIntent['kind'], error: Error): string {
  const isToken = error instanceof ChangeError && isForToken(error.reason.status, error.reason.message);
  return isToken && kind !== 'delete' ? wayOfPerson : forbidden[kind];
}

/** What became of an intent that did not succeed; `invites` are those that the server shows by now. */
export function sharingFailureWords(
  intent: SharingIntent,
  error: Error,
  invites: readonly Invite[] | undefined,
): FailureWords {
  if (error instanceof LostInvitesError) return lostWords(error, invites);
  const words = writeFailureWords(error, actionOf(intent), {
    plural: 'invites',
    forbidden: forbiddenWords(intent.kind, error),
  });
  if (!(error instanceof ChangeError) || error.outcome !== 'refused') return words;
  if (intent.kind === 'resend' && error.reason.kind === 'slow-down')
    return { ...words, body: 'An invite can be mailed once a minute.' };
  if (intent.kind !== 'create' && error.reason.kind === 'missing')
    return { ...words, body: 'It is gone already: deleted by someone else, or no longer on the server.' };
  return words;
}

function lostWords({ loss, wanted, known }: LostInvitesError, invites: readonly Invite[] | undefined): FailureWords {
  const words = writeFailureWords(loss, createAction(wanted), {
    plural: 'invites',
    forbidden: forbiddenWords('create', loss),
  });
  if (invites === undefined) return words;
  const { found, missing } = fulfilled(wanted, known, invites);
  if (found.length === 0)
    return { ...words, body: 'None was created: reading the invites again shows them as before.' };
  const there = `Reading again shows what is new: ${listed(found.map(inviteName))}.`;
  return {
    ...words,
    body:
      missing.length === 0 ? `${there} Nothing is missing.` : `${there} Not there: ${listed(missing.map(inviteName))}.`,
  };
}

/** What is still to be asked for after a failure; undefined while that cannot be told, or when nothing is. */
export function remaining(
  intent: SharingIntent,
  error: Error,
  invites: readonly Invite[] | undefined,
): SharingIntent | undefined {
  if (!(error instanceof LostInvitesError)) return intent;
  if (invites === undefined) return undefined;
  const { missing } = fulfilled(error.wanted, error.known, invites);
  return missing.length === 0 ? undefined : { kind: 'create', invites: missing };
}

/** Why invites are not offered to be created or mailed after a plain no, as sentences. */
export function standingWords({ status, message }: Entry): string {
  if (isForToken(status, message)) return `The server refused to create or mail invites (${status}). ${wayOfPerson}`;
  return standingReason({ status, message }, 'create or mail invites');
}

/** True for the calls that need a person's token; deleting does not. */
export function needsPerson({ aspect, request }: Entry): boolean {
  return aspect === 'sharing' && request.method === 'POST';
}

function actionOf(intent: SharingIntent): string {
  switch (intent.kind) {
    case 'create':
      return createAction(intent.invites);
    case 'resend':
      return `mail the invite for ${intent.name} again`;
    case 'delete':
      return intent.name.includes('@') ? `delete the invite for ${intent.name}` : 'delete the invite';
    default:
      return intent satisfies never;
  }
}

function createAction(invites: readonly NewInvite[]): string {
  const [first] = invites;
  if (invites.length > 1) return `create ${invites.length} invites`;
  return first?.email === undefined ? 'create a link' : `invite ${first.email}`;
}

/** "a, b and c". */
export function listed(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}
