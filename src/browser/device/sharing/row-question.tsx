import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';
import { homeAddress } from '#browser/place.ts';
import { Button } from '#browser/ui/button.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import type { Invite } from '#contract/invites.ts';
import { type ReactNode, useEffect, useRef } from 'react';
import type { RowQuestion as Question } from './invite-row.tsx';
import { type SharedDevice, sharingStep } from './sharing-change.ts';
import { type SharingIntent, inviteName, resendWait } from './sharing.schema.ts';

/** Asks within the row before it deletes or mails again; focus begins on the answer that changes nothing. */
export function RowQuestion(props: {
  device: SharedDevice;
  invite: Invite;
  question: Question;
  /** Why it cannot be sent right now, as sentences. */
  offReason: string | undefined;
  onAnswer: (intent: SharingIntent | undefined) => void;
}): ReactNode {
  const { invite, question, offReason, onAnswer } = props;
  const root = useRef<HTMLDivElement>(null);
  const stay = useRef<HTMLButtonElement>(null);
  const now = useNow(1000);
  const name = inviteName(invite);
  const intent: SharingIntent = { kind: question, id: invite.id, name };
  const wait = question === 'resend' ? Math.ceil(resendWait(invite, now) / 1000) : 0;

  // Focus belongs to the document.
  useEffect(() => stay.current?.focus(), []);
  useFormKeys(root, { onSave: () => undefined, onEscape: () => onAnswer(undefined) });

  return (
    <div ref={root} role="group" aria-label={question === 'delete' ? `Delete ${name}?` : `Mail ${name} again?`}>
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        <span className="mr-auto min-w-0 text-ink-3">
          {question === 'delete'
            ? 'Delete this invite? The link stops working.'
            : 'Send the email again? The link stays the same.'}
        </span>
        <span className="ml-auto flex flex-wrap gap-2">
          <Button ref={stay} kind="ghost" size="sm" onClick={() => onAnswer(undefined)}>
            Keep
          </Button>
          <Button
            kind={question === 'delete' ? 'danger' : 'outline'}
            size="sm"
            className="figures"
            disabledReason={offReason ?? (wait > 0 ? 'An invite can be mailed once a minute.' : undefined)}
            onClick={() => onAnswer(intent)}
          >
            {question === 'delete' ? 'Delete invite' : wait > 0 ? `Send again in ${wait} s` : 'Send again'}
          </Button>
        </span>
      </div>
      {offReason !== undefined && <p className="mt-1.5 text-ink-3">{offReason}</p>}
      <RequestPreview request={shownRequest(sharingStep(props.device, intent), homeAddress())} isOpenAtFirst={false} />
    </div>
  );
}
