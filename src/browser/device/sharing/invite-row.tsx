import { formatDue, formatExact, formatPast } from '#browser/device/moment.ts';
import { TimeText } from '#browser/device/time-text.tsx';
import { useCopied } from '#browser/ui/copied.ts';
import { Badge } from '#browser/ui/badge.tsx';
import { IconButton } from '#browser/ui/button.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import type { Invite } from '#contract/invites.ts';
import { Check, Eye, EyeOff, Link as LinkIcon, LoaderCircle, Mail, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { inviteWords } from './invite-words.ts';
import { canResend, inviteName, stateOf } from './sharing.schema.ts';

/** What a row asks before it is done. */
export type RowQuestion = 'resend' | 'delete';

/** One invite: for whom, its rights, its state, and what can be done about it. Its link is drawn only once asked for. */
export function InviteRow(props: {
  invite: Invite;
  now: number;
  /** What the server is carrying out on it. */
  doing: RowQuestion | undefined;
  onAsk: ((question: RowQuestion) => void) | undefined;
  /** The question that stands below. */
  children?: ReactNode;
}): ReactNode {
  const { invite, now, doing, onAsk } = props;
  const [isShown, setShown] = useState(false);
  const words = inviteWords(invite, now);
  const name = inviteName(invite);
  const link = invite.inviteUrl || undefined;
  return (
    <li
      data-invite={invite.id}
      tabIndex={-1}
      className="border-b border-line py-[7px] text-small -outline-offset-2 last:border-b-0"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {/* An address keeps its line as long as it fits on one; only then do its terms wrap beside the buttons. */}
        <span className="min-w-[150px] flex-auto wrap-anywhere">
          <span className={`block ${words.email === undefined ? 'text-ink-2' : ''}`}>{name}</span>
          <span
            className="block w-0 min-w-full text-ink-3"
            title={words.at === undefined ? undefined : formatExact(words.at)}
          >
            {words.terms}
          </span>
        </span>
        <span className="ml-auto flex items-center gap-1">
          <span className="mr-1">
            {doing === undefined ? (
              <StateMark invite={invite} now={now} />
            ) : (
              <span className="inline-flex items-center gap-1.5 text-ink-3">
                <LoaderCircle className="size-3.5 animate-spin" aria-hidden />
                {doing === 'delete' ? 'Deleting…' : 'Mailing…'}
              </span>
            )}
          </span>
          {onAsk !== undefined && canResend(invite, now) && (
            <RowButton icon={Mail} label={`Send the email to ${name} again`} onClick={() => onAsk('resend')} />
          )}
          {link !== undefined && (
            <>
              <CopyLink link={link} name={name} />
              <RowButton
                icon={isShown ? EyeOff : Eye}
                label={`${isShown ? 'Hide' : 'Show'} the link of ${name}`}
                onClick={() => setShown(!isShown)}
              />
            </>
          )}
          {onAsk !== undefined && (
            <RowButton icon={Trash2} label={`Delete the invite of ${name}`} onClick={() => onAsk('delete')} />
          )}
        </span>
      </div>
      {isShown && link !== undefined && (
        <p className="mt-1.5 rounded-control bg-sunken px-2.5 py-1.5 font-mono text-code-sm wrap-anywhere select-all">
          {link}
        </p>
      )}
      {props.children}
    </li>
  );
}

function StateMark(props: { invite: Invite; now: number }): ReactNode {
  const state = stateOf(props.invite, props.now);
  if (state.kind === 'accepted')
    return (
      <span className="inline-flex items-center gap-1 text-ok-ink">
        <Check className="size-3.5" strokeWidth={2.25} aria-hidden />
        Accepted
      </span>
    );
  if (state.kind === 'expired')
    return (
      <span className="flex flex-col items-end gap-0.5">
        <Badge kind="plain">Expired</Badge>
        <TimeText at={state.at} className="text-caption text-ink-3">
          {formatPast(state.at, props.now)}
        </TimeText>
      </span>
    );
  return (
    <span className="flex flex-col items-end gap-0.5">
      <Badge kind="plain">Pending</Badge>
      {state.until !== undefined && (
        <TimeText at={state.until} className="text-caption whitespace-nowrap text-ink-3">
          expires {formatDue(state.until, props.now)}
        </TimeText>
      )}
    </span>
  );
}

/** The words of the button never hold the link, and neither does the announcement. */
function CopyLink(props: { link: string; name: string }): ReactNode {
  const [isCopied, copy] = useCopied();
  return (
    <RowButton
      icon={isCopied ? Check : LinkIcon}
      label={isCopied ? 'Copied' : `Copy the link of ${props.name}`}
      onClick={() => copy(props.link)}
    />
  );
}

function RowButton(props: Pick<Parameters<typeof IconButton>[0], 'icon' | 'label' | 'onClick'>): ReactNode {
  const isTouch = useMedia('(pointer: coarse)');
  return <IconButton {...props} size={isTouch ? 'size-touch' : 'size-6'} iconSize="size-3.5" className="-my-1" />;
}
