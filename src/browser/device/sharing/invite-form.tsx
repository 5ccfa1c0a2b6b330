import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { DiscardQuestion } from '#browser/device/editing/discard-question.tsx';
import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';
import { homeAddress } from '#browser/place.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import type { Invite } from '#contract/invites.ts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { EmailField } from './email-field.tsx';
import { type SharedDevice, sharingStep } from './sharing-change.ts';
import {
  type SharingDraft,
  type SharingIntent,
  audienceWords,
  isWorthKeeping,
  newInvites,
  readEmails,
} from './sharing.schema.ts';
import { listed } from './sharing-words.ts';

/** The form for new invites: for whom, with which rights, who could use the links, the request, and sending it. */
export function InviteForm(props: {
  device: SharedDevice;
  draft: SharingDraft;
  onDraft: (draft: SharingDraft) => void;
  /** The invites that there are. */
  invites: readonly Invite[];
  /** Why the exit node cannot be shared, as a sentence; undefined when it can. */
  exitNodeReason: string | undefined;
  /** Why nothing can be sent right now, as sentences. */
  offReason: string | undefined;
  isSending: boolean;
  isSlow: boolean;
  onSend: (intent: SharingIntent) => void;
  onClose: () => void;
  /** Each new number puts focus on the address; 0 leaves it where it is. */
  focusRequest: number;
}): ReactNode {
  const { draft, onDraft, exitNodeReason, focusRequest } = props;
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);

  const { emails, problem } = readEmails(draft.text);
  const wanted = newInvites(emails, draft, exitNodeReason === undefined);
  const intent: SharingIntent = { kind: 'create', invites: wanted };
  const isRisky = wanted[0]?.multiUse === true && wanted[0].allowExitNode;

  // Focus belongs to the document.
  useEffect(() => {
    if (focusRequest > 0) field.current?.focus();
  }, [focusRequest]);

  const send = () => {
    if (props.offReason !== undefined || props.isSending || isAsking) return;
    if (problem === undefined) {
      props.onSend(intent);
      return;
    }
    setTried(true);
    field.current?.focus();
  };
  useFormKeys(root, {
    onSave: send,
    onEscape: () => {
      if (isAsking) setAsking(false);
      else if (isWorthKeeping(draft) && !props.isSending) setAsking(true);
      else props.onClose();
    },
  });
  const discard = () => {
    if (isWorthKeeping(draft)) announce('Discarded.');
    props.onClose();
  };

  return (
    <div ref={root} role="group" aria-label="New invite" className="pb-3">
      <EmailField
        ref={field}
        text={draft.text}
        onText={(text) => {
          setTried(false);
          onDraft({ ...draft, text });
        }}
        // While the last address is being typed, it is none yet.
        error={isTried || /[\s,;]$/.test(draft.text) || emails.length > 1 ? problem : undefined}
        warning={pendingWords(emails, props.invites)}
        onBlur={() => setTried(draft.text.trim() !== '')}
        onSend={send}
      />
      <div className="mt-3 flex flex-col gap-2.5 text-small">
        <Checkbox
          label="Reusable link"
          note="Up to 1,000 people can accept it."
          isChecked={draft.isReusable}
          onChange={(isReusable) => onDraft({ ...draft, isReusable })}
          isStacked
        />
        {exitNodeReason === undefined ? (
          <Checkbox
            label="Allow use as an exit node"
            note="Their traffic can leave through this device."
            isChecked={draft.allowsExitNode}
            onChange={(allowsExitNode) => onDraft({ ...draft, allowsExitNode })}
            isStacked
          />
        ) : (
          <ExitNodeOff reason={exitNodeReason} />
        )}
      </div>
      <div className="mt-3">
        <Notice kind={isRisky ? 'warn' : 'info'} title={audienceWords(wanted)}>
          They reach nothing else here, and this device cannot connect to them. Unused links stop working after 30 days.
        </Notice>
      </div>
      {problem === undefined && (
        <RequestPreview
          request={shownRequest(sharingStep(props.device, intent), homeAddress())}
          changed={new Set(emails)}
        />
      )}
      {isAsking ? (
        <DiscardQuestion onDiscard={discard} onKeep={() => setAsking(false)} />
      ) : (
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Button kind="primary" disabledReason={props.offReason ?? problem} isBusy={props.isSending} onClick={send}>
            {sendLabel(emails.length)}
          </Button>
          <Button kind="ghost" onClick={discard}>
            Cancel
          </Button>
          {props.isSlow && <span className="text-small text-ink-3">Still waiting for the server.</span>}
        </div>
      )}
      {props.offReason !== undefined && <p className="mt-1.5 text-small text-ink-3">{props.offReason}</p>}
    </div>
  );
}

function sendLabel(count: number): string {
  if (count === 0) return 'Create and copy link';
  return count === 1 ? 'Send invite' : `Send ${count} invites`;
}

/** The addresses that have an invite already which still waits. */
function pendingWords(emails: readonly string[], invites: readonly Invite[]): string | undefined {
  const waiting = new Set(invites.flatMap(({ email, accepted }) => (email && !accepted ? [email.toLowerCase()] : [])));
  const twice = emails.filter((email) => waiting.has(email.toLowerCase()));
  if (twice.length === 0) return undefined;
  return twice.length === 1
    ? `${twice[0]} has an invite that is still pending. This makes a second one.`
    : `${listed(twice)} have invites that are still pending. This makes second ones.`;
}

function ExitNodeOff(props: { reason: string }): ReactNode {
  return (
    <label className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
      <input
        type="checkbox"
        disabled
        checked={false}
        readOnly
        className="mt-0.5 size-4 appearance-none rounded-chip bg-active ring-1 ring-line-strong ring-inset forced-colors:appearance-auto"
      />
      <span className="text-ink-3">
        Allow use as an exit node
        <span className="block">{props.reason}</span>
      </span>
    </label>
  );
}
