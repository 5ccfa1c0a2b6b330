import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { useApi } from '#browser/api/api-context.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { useChangeOff } from '#browser/device/editing/use-change-off.ts';
import { type AnyDevice, machineName } from '#browser/device/device-facts.ts';
import { ReadOnlyMark } from '#browser/device/section/read-only-mark.tsx';
import { useLate } from '#browser/device/editing/use-late.ts';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { useStandingOff } from '#browser/device/failure/use-standing-off.ts';
import { useDevice, useNewestDevice } from '#browser/device/use-device.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { RefusalList } from '#browser/device/failure/refusal-list.tsx';
import { Notice } from '#browser/ui/notice.tsx';
import { useEditorFocus } from '#browser/device/editing/use-editor-focus.ts';
import { Section } from '#browser/ui/section.tsx';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useMemo, useState } from 'react';
import { ownerWords } from './owner-words.ts';
import { TagList } from './tag-chips.tsx';
import { tagsInUse } from './tag-suggestions.ts';
import { tagFailureWords, tagsNamedBy } from './tag-words.ts';
import { isWorthKeeping } from './tags-draft.ts';
import { useTagsEdit, wishOf } from './use-tags-edit.ts';

// Nobody's first look: most visits to a device change no tags.
const TagsEditor = lazyPart(async () => (await import('./tags-editor.tsx')).TagsEditor);
const TagsConflict = lazyPart(async () => (await import('./tags-conflict.tsx')).TagsConflict);

const title = 'Tags';

/**
 * The tags of a device, who owns it, and the edit of them. `editRequest` opens the editor from elsewhere on the page:
 * each new number above 0 is one request.
 */
export function TagsPanel(props: { deviceId: string; editRequest?: number }): ReactNode {
  const { deviceId, editRequest = 0 } = props;
  const { device, error } = useDevice(deviceId);
  if (device === undefined)
    return (
      <Section id="tags" title={title}>
        {null}
      </Section>
    );
  if (device.isExternal === true)
    return (
      <Section id="tags" title={title}>
        <Reading device={device} confirmed={device.tags ?? []} shown={device.tags ?? []} />
      </Section>
    );
  return <OwnTags deviceId={deviceId} device={device} error={error} editRequest={editRequest} />;
}

function OwnTags(props: { deviceId: string; device: AnyDevice; error: Error | null; editRequest: number }): ReactNode {
  const { deviceId, editRequest } = props;
  const device = useNewestDevice(deviceId, props.device);
  const { reasonAgainst } = useApi();
  const readOnlyReason = reasonAgainst('tags');
  const standing = useStandingOff('tags', 'change tags');
  const offReason = useChangeOff('tags', device, props.error) ?? standing.reason;
  const confirmed = device.tags ?? [];
  const isEditable = readOnlyReason === undefined;
  const edit = useTagsEdit(deviceId, confirmed, isEditable);
  const { draft, phase } = edit;
  const uses = useTagUses(phase !== 'reading');
  const isSlow = useLate(edit.isSending, 5000);
  const focus = useEditorFocus(phase !== 'reading', 'tags');
  const [answeredRequest, setAnsweredRequest] = useState(0);

  const open: typeof edit.open = (wish) => {
    edit.open(wish);
    focus.toEditor();
  };
  const leaveEditor = (act: () => void) => {
    focus.returnLater();
    act();
  };
  if (editRequest !== answeredRequest && isEditable) {
    setAnsweredRequest(editRequest);
    open();
  }
  const count = draft === undefined ? 0 : draft.wish.add.length + draft.wish.remove.length;
  useLeaveGuard(
    phase !== 'reading' && draft !== undefined && isWorthKeeping(draft),
    `${count === 0 ? 'A tag' : count === 1 ? 'One tag change' : `${count} tag changes`} on ${machineName(device)} ${count > 1 ? 'are' : 'is'} not saved.`,
  );

  return (
    <Section
      id="tags"
      title={title}
      isEditing={phase !== 'reading'}
      meta={
        phase === 'reading' ? (edit.isSending ? 'Saving…' : undefined) : phase === 'conflict' ? 'Conflict' : 'Editing'
      }
      action={
        readOnlyReason !== undefined ? (
          <ReadOnlyMark />
        ) : (
          phase === 'reading' && (
            <Button
              ref={focus.button}
              kind="ghost"
              size="sm"
              className="-mr-2.5"
              label="Edit tags"
              disabledReason={standing.reason}
              onClick={() => open()}
            >
              Edit
            </Button>
          )
        )
      }
    >
      <RefusalList
        refusals={edit.refusals}
        wordsOf={tagFailureWords}
        againOf={(refusal) =>
          draft?.isSent !== true && isEditable
            ? {
                label: 'Stage it again',
                onClick: () => {
                  edit.dismiss();
                  standing.askAgain();
                  open(wishOf(refusal, edit.shown));
                },
              }
            : undefined
        }
        onDismiss={() => {
          if (draft?.isSent === true) edit.back();
          else edit.dismiss();
          focus.button.current?.focus();
          focus.toEditor();
        }}
      />
      {edit.isUnfinished && phase === 'editing' && (
        <div className="mb-2">
          <Notice kind="warn" title="The page was left while this was being saved.">
            The server does not have it. Save again, or discard it.
          </Notice>
        </div>
      )}
      <Suspense fallback={<div className="min-h-control" />}>
        {phase === 'editing' && draft !== undefined && (
          <TagsEditor
            deviceId={deviceId}
            device={device}
            uses={uses}
            draft={draft}
            onDraft={edit.setDraft}
            onSave={() => leaveEditor(edit.save)}
            onClose={() => leaveEditor(edit.close)}
            theirs={edit.theirs}
            refused={edit.refusals.flatMap(({ error }) => tagsNamedBy(error))}
            offReason={offReason}
            focusRequest={focus.request}
          />
        )}
        {phase === 'conflict' && draft !== undefined && (
          <TagsConflict
            deviceId={deviceId}
            device={device}
            opened={draft.opened}
            current={confirmed}
            wanted={edit.wanted}
            offReason={offReason}
            onSave={(wish) => leaveEditor(() => edit.settle(wish))}
            onTake={() =>
              leaveEditor(() => {
                announce("The server's version is kept.");
                edit.close();
              })
            }
            onDiscard={() =>
              leaveEditor(() => {
                announce('Discarded.');
                edit.close();
              })
            }
          />
        )}
      </Suspense>
      {phase === 'reading' && (
        <>
          <Reading device={device} confirmed={confirmed} shown={edit.shown} />
          {isSlow && <p className="mt-1.5 text-small text-ink-3">Still waiting for the server.</p>}
        </>
      )}
      {readOnlyReason !== undefined && <p className="mt-2 text-caption text-ink-3">{readOnlyReason}</p>}
      {isEditable && edit.refusals.length === 0 && <StandingNote off={standing} isBrief={phase !== 'reading'} />}
    </Section>
  );
}

function Reading(props: { device: AnyDevice; confirmed: readonly string[]; shown: readonly string[] }): ReactNode {
  const { confirmed, shown } = props;
  return (
    <>
      {confirmed.length + shown.length === 0 ? (
        <p className="text-small">No tags.</p>
      ) : (
        <TagList confirmed={confirmed} shown={shown} />
      )}
      <p className="mt-2 text-small wrap-anywhere text-ink-3">{ownerWords(props.device)}</p>
    </>
  );
}

/** The tags of the tailnet, asked for once somebody edits: the policy file may be large, or not ours to read. */
function useTagUses(isWanted: boolean) {
  const { queries } = useApi();
  const devices = useQuery({ ...queries.list(), enabled: isWanted }).data?.devices;
  const policy = useQuery({ ...queries.policy(), enabled: isWanted }).data;
  return useMemo(() => (isWanted ? tagsInUse(devices ?? [], policy) : []), [isWanted, devices, policy]);
}
