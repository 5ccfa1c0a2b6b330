import { useApi } from '#browser/api/api-context.ts';
import type { Refusal } from '#browser/api/intent.ts';
import type { Entry } from '#browser/changes/change.ts';
import { useDraft } from '#browser/changes/draft.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { withoutSecrets } from '#browser/changes/without-secrets.ts';
import { RefusalList } from '#browser/device/failure/refusal-list.tsx';
import { useOwner, usePart } from '#browser/device/section/use-part.ts';
import { LeftNotice } from '#browser/device/failure/left-notice.tsx';
import { useSectionSource } from '#browser/device/section/section-source.ts';
import { PartState } from '#browser/device/section/section-state.tsx';
import { useMissingRight } from '#browser/device/failure/use-missing-right.ts';
import { useStandingRefusal } from '#browser/device/failure/use-standing-refusal.ts';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { useEditorFocus } from '#browser/device/editing/use-editor-focus.ts';
import { EditAction } from '#browser/device/section/edit-action.tsx';
import { Section } from '#browser/ui/section.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import type { Attributes } from '#contract/posture.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AttributeEditor } from './attribute-editor.tsx';
import { attributeRows, countCustom } from './attribute-rows.ts';
import { countBySource, groupRows } from './attribute-sources.ts';
import { AttributeTable } from './attribute-table.tsx';
import { LastChange } from './last-change.tsx';
import {
  type PostureDraft,
  draftAgain,
  draftOf,
  emptyDraft,
  isWorthKeeping,
  keyOf,
  postureDraft,
} from './posture-draft.ts';
import { intentOfEntry } from './posture-change.ts';
import { refusalQuote, refusalWords, standingWords } from './posture-words.ts';
import { type PostureIntent, seenOf } from './posture.schema.ts';
import { useKnownKeys } from './use-known-keys.ts';
import { movementIn, usePostureWriter } from './use-posture-writer.ts';

const title = 'Posture attributes';
const subject = { plural: 'posture attributes', scope: 'devices:posture_attributes:read' };
const none: Attributes = {};
const isPosture = ({ aspect }: Entry) => aspect === 'posture';

/** What is known of the state of a machine, as policy can ask for it; those of the tailnet itself can be changed. */
export function PosturePanel({ deviceId }: { deviceId: string }): ReactNode {
  const { queries } = useApi();
  const now = useNow(60_000);
  const { name, isExternal } = useOwner(deviceId);
  const source = useSectionSource(useQuery({ ...queries.attributes(deviceId), enabled: !isExternal }));
  const { failure, readOnlyReason, offReason, isEditable } = usePart(source, 'posture', subject);
  const [refused, forget] = useStandingRefusal(isPosture);
  const [missing, forgive] = useMissingRight('posture', 'change posture attributes');
  const askAgain = () => {
    forget();
    forgive();
  };
  const writer = usePostureWriter(deviceId, source.data ?? none);
  const known = useKnownKeys(deviceId, writer.shown);
  const [draft, setDraft] = useDraft<PostureDraft>(`posture.${deviceId}`, postureDraft, isKept);

  const isEditing = draft !== undefined && isEditable;
  useLeaveGuard(
    isEditing && isWorthKeeping(draft),
    draft?.name ? `${keyOf(draft)} on ${name} is not saved.` : `A new posture attribute of ${name} is not saved.`,
  );
  const focus = useEditorFocus(isEditing, 'posture');

  if (isExternal) return <ForeignPosture />;
  const open = (next: PostureDraft) => {
    setDraft(next);
    focus.toEditor();
  };
  const close = () => {
    focus.returnLater();
    setDraft(undefined);
  };
  const openWith = (intent: PostureIntent | undefined, quote?: string) =>
    open(intent === undefined ? emptyDraft : draftAgain(intent, source.data ?? none, quote));
  const again = (refusal: Refusal<PostureIntent>) => {
    writer.dismiss(refusal);
    askAgain();
    openWith(refusal.intent, refusalQuote(refusal.error));
  };
  const dismiss = (refusal: Refusal<PostureIntent>) => {
    writer.dismiss(refusal);
    focus.toSection();
  };

  const { shown, pending } = writer;
  const gone = pending.filter(({ kind, key }) => kind === 'delete' && seenOf(shown, key) === null);
  // What is on its way out stays in its row until it is gone.
  const visible = gone.reduce((answer, { key }) => withKey(answer, source.data ?? none, key), shown);
  const rows = attributeRows(visible);
  const groups = groupRows(rows);
  const custom = groups.find(({ setBy }) => setBy === undefined);
  const movementOf = (key: string) => movementIn(pending, key);
  const standing = refused === undefined ? missing : standingWords(refused);
  return (
    <Section
      id="posture"
      title={title}
      isEditing={isEditing}
      meta={failure?.meta ?? (source.data && (isEditing ? countBySource(rows) : countCustom(rows)))}
      action={
        <EditAction
          ref={focus.button}
          title={title}
          source={source}
          failure={failure}
          isReadOnly={readOnlyReason !== undefined}
          isOffered={!isEditing && isEditable}
          label="Edit posture attributes"
          disabledReason={standing}
          onEdit={() => open(emptyDraft)}
        >
          Edit
        </EditAction>
      }
    >
      <RefusalList
        refusals={writer.refusals}
        wordsOf={refusalWords}
        againOf={(refusal) => (isEditable ? { label: 'Try again', onClick: () => again(refusal) } : undefined)}
        onDismiss={dismiss}
      />
      <LeftNotice
        deviceId={deviceId}
        aspect="posture"
        className="mb-2"
        onAgain={isEditable ? (entry) => openWith(intentOfEntry(entry)) : undefined}
      />
      <PartState source={source} failure={failure} bars={[210, 180, 200, 170, 190]} summary={countAttributes} />
      {source.data !== undefined && (
        <>
          {rows.length === 0 && !isEditing && <p className="text-small">No posture attributes.</p>}
          {custom !== undefined && (
            <AttributeTable
              group={custom}
              movementOf={movementOf}
              controls={
                isEditing
                  ? {
                      onEdit: (key) => open(draftOf('edit', key, seenOf(shown, key))),
                      onDelete: (key) => open(draftOf('delete', key, seenOf(shown, key))),
                    }
                  : undefined
              }
            />
          )}
          {isEditing && (
            <AttributeEditor
              device={{ deviceId, deviceName: name }}
              draft={draft}
              onDraft={setDraft}
              shown={shown}
              known={known}
              now={now}
              offReason={offReason ?? standing}
              onSave={(intent) => {
                writer.save(intent);
                close();
              }}
              onClose={close}
              focusRequest={focus.request}
            />
          )}
          {groups
            .filter((group) => group !== custom)
            .map((group) => (
              <AttributeTable key={group.namespace} group={group} movementOf={movementOf} />
            ))}
          {readOnlyReason === undefined && (
            <LastChange
              deviceId={deviceId}
              offReason={offReason}
              onUndo={({ undo, id }) => writer.undo(undo?.intent, id)}
            />
          )}
          {readOnlyReason !== undefined && <p className="mt-2 text-caption text-ink-3">{readOnlyReason}</p>}
          {readOnlyReason === undefined && writer.refusals.length === 0 && (
            <StandingNote off={{ reason: standing, askAgain }} isBrief={isEditing} />
          )}
        </>
      )}
    </Section>
  );
}

/** A key or a link that was pasted by mistake is not kept anywhere. */
function isKept(draft: PostureDraft): boolean {
  return isWorthKeeping(draft) && withoutSecrets(draft) === draft;
}

function countAttributes(answer: Attributes): string {
  const count = attributeRows(answer).length;
  return count === 1 ? '1 attribute' : `${count} attributes`;
}

/** An answer with one attribute as another answer has it. */
function withKey(answer: Attributes, other: Attributes, key: string): Attributes {
  return {
    attributes: { ...answer.attributes, [key]: other.attributes?.[key] },
    expiries: { ...answer.expiries, [key]: other.expiries?.[key] },
  };
}

function ForeignPosture(): ReactNode {
  return (
    <Section id="posture" title={title}>
      <p className="text-small">Its own tailnet keeps its attributes.</p>
    </Section>
  );
}
