import { useApi } from '#browser/api/api-context.ts';
import type { Refusal } from '#browser/api/intent.ts';
import type { Entry } from '#browser/changes/change.ts';
import { useDraft } from '#browser/changes/draft.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { withoutSecrets } from '#browser/changes/without-secrets.ts';
import { ChangeFailureNotice } from '#browser/device/failure/change-failure-notice.tsx';
import { useKnownOutcome } from '#browser/device/failure/use-known-outcome.ts';
import { factsOf } from '#browser/device/device-facts.ts';
import { describeFailure } from '#browser/device/section/section-failure.ts';
import { useSectionSource } from '#browser/device/section/section-source.ts';
import { Bars, FailureText } from '#browser/device/section/section-state.tsx';
import { useOffReason } from '#browser/device/editing/use-off-reason.ts';
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
  const { queries, reasonAgainst } = useApi();
  const readOnlyReason = reasonAgainst('posture');
  const now = useNow(60_000);
  const device = useQuery(queries.detail(deviceId)).data;
  const facts = device && factsOf(device);
  const isExternal = facts?.isExternal === true;
  const source = useSectionSource(useQuery({ ...queries.attributes(deviceId), enabled: !isExternal }));
  const offReason = useOffReason(source.error);
  const [refused, forget] = useStandingRefusal(isPosture);
  const [missing, forgive] = useMissingRight('posture', 'change posture attributes');
  const askAgain = () => {
    forget();
    forgive();
  };
  const asKnown = useKnownOutcome();
  const writer = usePostureWriter(deviceId, source.data ?? none);
  const known = useKnownKeys(deviceId, writer.shown);
  const [draft, setDraft] = useDraft<PostureDraft>(`posture.${deviceId}`, postureDraft, isKept);

  const failure = source.error && describeFailure(source.error, subject);
  // A plain no to reading is a no to the reading before a write, too.
  const isEditable = source.data !== undefined && readOnlyReason === undefined && failure?.isBroken !== false;
  const isEditing = draft !== undefined && isEditable;
  const name = facts?.name ?? deviceId;
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
  const again = (refusal: Refusal<PostureIntent>) => {
    const quote = refusalQuote(refusal.error);
    writer.dismiss(refusal);
    askAgain();
    open(draftAgain(refusal.intent, source.data ?? none, quote));
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
      {writer.refusals.map((refusal) => (
        <div key={`${refusal.at} ${JSON.stringify(refusal.intent)}`} className="mb-2">
          <ChangeFailureNotice
            words={refusalWords(refusal.intent, asKnown(refusal.error))}
            again={isEditable ? { label: 'Try again', onClick: () => again(refusal) } : undefined}
            onDismiss={() => dismiss(refusal)}
          />
        </div>
      ))}
      {failure !== undefined && (
        <div className="mb-2">
          <FailureText
            failure={failure}
            loadedAt={source.loadedAt}
            summary={source.data && countAttributes(attributeRows(source.data).length)}
          />
        </div>
      )}
      {source.data === undefined && failure === undefined && <Bars widths={[210, 180, 200, 170, 190]} />}
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

function countAttributes(count: number): string {
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
