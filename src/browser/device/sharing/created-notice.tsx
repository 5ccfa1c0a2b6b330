import { Button } from '#browser/ui/button.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import type { Invite } from '#contract/invites.ts';
import type { ReactNode } from 'react';
import { type NewInvite, fulfilled, inviteName } from './sharing.schema.ts';

/** What came of asking for invites: `wanted` of them, `created` by the server, and whether a link could be copied. */
export type Creation = {
  readonly wanted: readonly NewInvite[];
  readonly created: readonly Invite[];
  /** Undefined where there was no link to copy. */
  readonly isCopied: boolean | undefined;
};

const nothing: ReadonlySet<string> = new Set();

/** The result, address by address. The link itself is not part of it. */
export function CreatedNotice(props: { creation: Creation; onDismiss: () => void }): ReactNode {
  const { wanted, created, isCopied } = props.creation;
  const { found, missing } = fulfilled(wanted, nothing, created);
  return (
    <div className="mb-2">
      <Notice
        kind={missing.length === 0 ? 'ok' : 'warn'}
        title={creationTitle(props.creation)}
        action={
          <Button size="sm" kind="ghost" className="-my-1 -mr-2" onClick={props.onDismiss}>
            Dismiss
          </Button>
        }
      >
        {isCopied === undefined
          ? undefined
          : isCopied
            ? 'Hand it on to the person it is for.'
            : 'The browser did not let this page copy it: use the copy button in its row.'}
        {wanted.length > 1 && (
          <ul aria-label="Result" className="mt-1">
            {found.map((invite) => (
              <li key={invite.id}>{inviteName(invite)}: invited</li>
            ))}
            {missing.map((wish) => (
              <li key={wish.email}>
                <span className="text-warn-ink">{inviteName(wish)}: not in the server&apos;s answer</span>
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}

/** The result in one sentence, also for the announcement. */
export function creationTitle({ wanted, created, isCopied }: Creation): string {
  const { found, missing } = fulfilled(wanted, nothing, created);
  if (missing.length > 0) return `${found.length} of ${wanted.length} invites created.`;
  if (wanted.length > 1) return `${wanted.length} invites created.`;
  const email = wanted[0]?.email;
  if (email !== undefined) return `Invite for ${email} created.`;
  return isCopied ? 'Link created and copied.' : 'Link created.';
}
