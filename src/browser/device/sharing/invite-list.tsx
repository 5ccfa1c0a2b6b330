import type { Invite } from '#contract/invites.ts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { InviteRow, type RowQuestion as Question } from './invite-row.tsx';
import { RowQuestion } from './row-question.tsx';
import type { SharedDevice } from './sharing-change.ts';
import type { SharingIntent } from './sharing.schema.ts';

/** The invites of a device; each row asks before it does anything, and focus stays in the list. */
export function InviteList(props: {
  device: SharedDevice;
  invites: readonly Invite[];
  now: number;
  pending: readonly SharingIntent[];
  isEditable: boolean;
  /** Why nothing can be sent right now, as sentences, and why nothing can be mailed. */
  offReason: string | undefined;
  resendOffReason: string | undefined;
  /** Resolves when it is over, whatever came of it. */
  onSend: (intent: SharingIntent) => Promise<void>;
}): ReactNode {
  const { device, invites, pending, isEditable } = props;
  const [asked, setAsked] = useState<{ readonly id: string; readonly question: Question }>();
  // Drawn again when something is over, as the answer itself may have changed nothing.
  const [, setOver] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  /** The invite whose row, or the one that takes its place, gets the focus while it has been lost. */
  const returnTo = useRef<{
    readonly id: string;
    readonly index: number;
    readonly question: Question;
    readonly isOver: boolean;
  }>(undefined);

  // Focus belongs to the document. What had it goes with any rendering: the question, the buttons, in the end the row.
  useEffect(() => {
    const place = returnTo.current;
    if (place === undefined || asked !== undefined) return;
    const isOver = place.isOver && !pending.some(isAbout(place.id));
    if (isOver) returnTo.current = undefined;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-invite]') ?? [])];
    const own = rows.find(({ dataset }) => dataset['invite'] === place.id);
    const row = own ?? rows[Math.min(place.index, rows.length - 1)];
    if (document.activeElement !== document.body && document.activeElement !== row) return;
    // While the server carries it out, the row has no button for it.
    const buttons = isOver ? [...(row?.querySelectorAll('button') ?? [])] : [];
    const asker = place.question === 'resend' && row === own ? buttons[0] : buttons.at(-1);
    (asker ?? row ?? document.getElementById('sharing'))?.focus();
  });

  const answer = async (id: string, index: number, question: Question, intent: SharingIntent | undefined) => {
    returnTo.current = { id, index, question, isOver: intent === undefined };
    setAsked(undefined);
    if (intent === undefined) return;
    await props.onSend(intent);
    if (returnTo.current?.id !== id) return;
    returnTo.current = { id, index, question, isOver: true };
    setOver((count) => count + 1);
  };
  if (invites.length === 0) return <p className="text-small">Not shared with anyone outside this tailnet.</p>;
  return (
    <ul ref={list} aria-label="Invites" className="-mt-1">
      {invites.map((invite, index) => {
        const doing = pending.find(isAbout(invite.id));
        const question = asked?.id === invite.id && isEditable && doing === undefined ? asked.question : undefined;
        return (
          <InviteRow
            key={invite.id}
            invite={invite}
            now={props.now}
            doing={doing === undefined || doing.kind === 'create' ? undefined : doing.kind}
            onAsk={
              isEditable && doing === undefined && question === undefined
                ? (next) => setAsked({ id: invite.id, question: next })
                : undefined
            }
          >
            {question !== undefined && (
              <RowQuestion
                device={device}
                invite={invite}
                question={question}
                offReason={question === 'resend' ? props.resendOffReason : props.offReason}
                onAnswer={(intent) => void answer(invite.id, index, question, intent)}
              />
            )}
          </InviteRow>
        );
      })}
    </ul>
  );
}

function isAbout(id: string): (intent: SharingIntent) => boolean {
  return (intent) => intent.kind !== 'create' && intent.id === id;
}
