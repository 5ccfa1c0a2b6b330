import { useApi } from '#browser/api/api-context.ts';
import type { Refusal } from '#browser/api/intent.ts';
import { keepDraft, useDraft } from '#browser/changes/draft.ts';
import { personalStorage } from '#browser/settings/storage.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { withoutSecrets } from '#browser/changes/without-secrets.ts';
import { useSectionSource } from '#browser/device/section/section-source.ts';
import { PartState } from '#browser/device/section/section-state.tsx';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { announce } from '#browser/ui/announcer.tsx';
import { copyText } from '#browser/ui/copied.ts';
import { useEditorFocus } from '#browser/device/editing/use-editor-focus.ts';
import { EditAction } from '#browser/device/section/edit-action.tsx';
import { Section } from '#browser/ui/section.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import type { Invite } from '#contract/invites.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { CreatedNotice, type Creation, creationTitle } from './created-notice.tsx';
import { useExitNodeReason } from './exit-node-reason.ts';
import { InviteForm } from './invite-form.tsx';
import { InviteList } from './invite-list.tsx';
import { countInvites } from './invite-words.ts';
import { remaining, sharingFailureWords } from './sharing-words.ts';
import {
  type SharingDraft,
  type SharingIntent,
  draftAgain,
  emptyDraft,
  isWorthKeeping,
  sharingDraft,
} from './sharing.schema.ts';
import { RefusalList } from '#browser/device/failure/refusal-list.tsx';
import { useOwner, usePart } from '#browser/device/section/use-part.ts';
import { useSharingOff } from './use-sharing-off.ts';
import { useSharingWriter } from './use-sharing-writer.ts';
import { useLate } from '#browser/device/editing/use-late.ts';

const title = 'Sharing';
const subject = { plural: 'invites', scope: 'device_invites:read' };
const none: readonly Invite[] = [];

/** With whom outside of the tailnet a device is shared, and inviting them (https://tailscale.com/kb/1084/sharing). */
export function SharingPanel({ deviceId }: { deviceId: string }): ReactNode {
  const { queries } = useApi();
  const now = useNow(30_000);
  const { name, isExternal } = useOwner(deviceId);
  const source = useSectionSource(useQuery({ ...queries.invites(deviceId), enabled: !isExternal }));
  const { failure, readOnlyReason, offReason, isEditable } = usePart(source, 'sharing', subject);
  const { standing, isForPerson, askAgain } = useSharingOff();
  const exitNodeReason = useExitNodeReason(deviceId, isExternal);
  const writer = useSharingWriter(deviceId);
  const [draft, setDraft] = useDraft<SharingDraft>(draftKey(deviceId), sharingDraft, isKept);
  const [creation, setCreation] = useState<Creation>();

  const isSending = writer.pending.some(({ kind }) => kind === 'create');
  const isSlow = useLate(isSending, 5000);
  const isEditing = draft !== undefined && isEditable;
  const invites = source.data ?? none;
  useLeaveGuard(isEditing && isWorthKeeping(draft), `An invite to ${name} is not sent.`);
  const focus = useEditorFocus(isEditing, 'sharing');

  if (isExternal) return <ForeignSharing />;
  const open = (next: SharingDraft) => {
    setCreation(undefined);
    setDraft(next);
    focus.toEditor();
  };
  const close = () => {
    focus.returnLater();
    setDraft(undefined);
  };
  const send = async (intent: SharingIntent) => {
    const created = await writer.send(intent);
    if (created === undefined || intent.kind !== 'create') return;
    // Sent is sent, also when the person has left this page in the meantime.
    forgetDraft(deviceId);
    const link = intent.invites[0]?.email === undefined ? created[0]?.inviteUrl : undefined;
    const isCopied = link ? await copyText(link) : undefined;
    const result = { wanted: intent.invites, created, isCopied };
    setCreation(result);
    announce(creationTitle(result));
    close();
  };
  const dismiss = (refusal: Refusal<SharingIntent>) => {
    writer.dismiss(refusal);
    if (isEditing) focus.toEditor();
    else focus.toSection();
  };
  const again = (refusal: Refusal<SharingIntent>) => {
    // Only an answer of the list says what has come about.
    const rest = remaining(refusal.intent, refusal.error, failure === undefined ? source.data : undefined);
    if (!isEditable || rest === undefined) return undefined;
    const onClick = () => {
      writer.dismiss(refusal);
      askAgain();
      if (rest.kind === 'create') open(draftAgain(rest.invites));
      else void send(rest);
    };
    return { label: 'Try again', onClick };
  };

  return (
    <Section
      id="sharing"
      title={title}
      isEditing={isEditing}
      meta={failure?.meta ?? (invites.length === 0 ? undefined : metaOf(invites))}
      action={
        <EditAction
          ref={focus.button}
          title={title}
          source={source}
          failure={failure}
          isReadOnly={readOnlyReason !== undefined}
          isOffered={!isEditing && isEditable}
          disabledReason={standing}
          onEdit={() => open(emptyDraft)}
        >
          Invite
        </EditAction>
      }
    >
      <RefusalList
        refusals={writer.refusals}
        wordsOf={(intent, error) => sharingFailureWords(intent, error, failure === undefined ? source.data : undefined)}
        againOf={again}
        onDismiss={dismiss}
      />
      {creation !== undefined && <CreatedNotice creation={creation} onDismiss={() => setCreation(undefined)} />}
      <PartState
        source={source}
        failure={failure}
        bars={[160, 120, 150, 110]}
        summary={(list) => countInvites(list.length)}
      />
      <div className={isEditing ? '@2xl:grid @2xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] @2xl:gap-x-8' : undefined}>
        {isEditing && (
          <InviteForm
            device={{ deviceId, deviceName: name }}
            draft={draft}
            onDraft={setDraft}
            invites={invites}
            exitNodeReason={exitNodeReason}
            offReason={offReason ?? standing}
            isSending={isSending}
            isSlow={isSlow}
            onSend={(intent) => void send(intent)}
            onClose={close}
            focusRequest={focus.request}
          />
        )}
        {source.data !== undefined && (
          <div>
            <InviteList
              device={{ deviceId, deviceName: name }}
              invites={invites}
              now={now}
              pending={writer.pending}
              isEditable={isEditable}
              offReason={offReason}
              resendOffReason={offReason ?? standing}
              onSend={send}
            />
            {readOnlyReason !== undefined && <p className="mt-2 text-caption text-ink-3">{readOnlyReason}</p>}
            {readOnlyReason === undefined &&
              (isForPerson
                ? !isEditing && <p className="mt-2 text-caption text-ink-3">{standing}</p>
                : writer.refusals.length === 0 && (
                    <StandingNote off={{ reason: standing, askAgain }} isBrief={isEditing} />
                  ))}
          </div>
        )}
      </div>
    </Section>
  );
}

/** A link that was pasted by mistake is not kept anywhere. */
function isKept(draft: SharingDraft): boolean {
  return isWorthKeeping(draft) && withoutSecrets(draft) === draft;
}

function draftKey(deviceId: string): string {
  return `sharing.${deviceId}`;
}

function forgetDraft(deviceId: string): void {
  keepDraft(personalStorage(), draftKey(deviceId), undefined);
}

/** "6 invites, 2 accepted". */
function metaOf(invites: readonly Invite[]): string {
  const accepted = invites.filter((invite) => invite.accepted === true).length;
  return accepted === 0 ? countInvites(invites.length) : `${countInvites(invites.length)}, ${accepted} accepted`;
}

function ForeignSharing(): ReactNode {
  return (
    <Section id="sharing" title={title}>
      <p className="text-small">Its owner decides with whom it is shared.</p>
    </Section>
  );
}
