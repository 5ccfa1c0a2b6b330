import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { useApi } from '#browser/api/api-context.ts';
import type { Refusal } from '#browser/api/intent.ts';
import type { Routes } from '#browser/api/queries.ts';
import { useSectionSource } from '#browser/device/section/section-source.ts';
import { Bars, PartState } from '#browser/device/section/section-state.tsx';
import { RefusalList } from '#browser/device/failure/refusal-list.tsx';
import { useOwner, usePart } from '#browser/device/section/use-part.ts';
import { LeftNotice } from '#browser/device/failure/left-notice.tsx';
import { StandingNote } from '#browser/device/failure/standing-note.tsx';
import { useStandingOff } from '#browser/device/failure/use-standing-off.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { useEditorFocus } from '#browser/device/editing/use-editor-focus.ts';
import { EditAction } from '#browser/device/section/edit-action.tsx';
import { Section } from '#browser/ui/section.tsx';
import { useNow } from '#browser/ui/use-now.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useMemo, useState } from 'react';
import { otherRouters } from './other-routers.ts';
import { refusalWords } from './refusal-words.ts';
import { intentOfEntry } from './routes-base.ts';
import { RoutesEditor } from './routes-editor.tsx';
import { RoutesReading } from './routes-reading.tsx';
import { type RoutesIntent, approvalWords, noIntent } from './subnet-routes.schema.ts';
import { useLate } from '#browser/device/editing/use-late.ts';
import { useRoutesEdit } from './use-routes-edit.ts';
import { useRoutesWriter } from './use-routes-writer.ts';

// Hardly anybody's first look.
const RoutesConflict = lazyPart(async () => (await import('./routes-conflict.tsx')).RoutesConflict);

const title = 'Subnet routes';
const none: Routes = { advertised: [], enabled: [] };
const subject = { plural: 'subnet routes', scope: 'devices:routes:read' };
const withoutTerminal = ['iOS', 'tvOS', 'Android'];

/**
 * Approves, pre-approves and withdraws the subnet routes and the exit node of one device.
 * `editRequest` opens the editor from elsewhere on the page, with `editIntent` staged: each new number above 0 is one
 * request.
 */
export function SubnetRoutesPanel(props: {
  deviceId: string;
  editRequest?: number;
  editIntent?: RoutesIntent;
}): ReactNode {
  const { deviceId, editRequest = 0, editIntent = noIntent } = props;
  const { queries } = useApi();
  const now = useNow(60_000);
  const { facts, name, isExternal } = useOwner(deviceId);
  const source = useSectionSource(useQuery({ ...queries.routes(deviceId), enabled: !isExternal }));
  const list = useQuery(queries.list()).data;
  const confirmed = source.data ?? none;
  const standing = useStandingOff('routes', 'change routes');
  const writer = useRoutesWriter(deviceId, confirmed);
  const isSlow = useLate(writer.pending.length > 0, 5000);
  const routesEdit = useRoutesEdit(deviceId, confirmed, writer);
  const { draft, base } = routesEdit;
  // Most devices route nothing, and reading who else does takes longer than drawing the panel.
  const isRouting = confirmed.advertised.length > 0 || confirmed.enabled.length > 0 || draft !== undefined;
  const others = useMemo(
    () => (isRouting && list?.hasRoutes ? otherRouters(list.devices, deviceId, now) : undefined),
    [isRouting, list, deviceId, now],
  );
  const [answeredRequest, setAnsweredRequest] = useState(0);

  const { failure, readOnlyReason, isEditable, ...part } = usePart(source, 'routes', subject);
  const offReason = part.offReason ?? standing.reason;
  const isEditing = draft !== undefined && isEditable;
  const focus = useEditorFocus(isEditing, 'routes');

  const open = (intent: RoutesIntent) => {
    routesEdit.open(intent);
    focus.toEditor();
  };
  const close = () => {
    focus.returnLater();
    routesEdit.close();
  };
  if (editRequest !== answeredRequest && isEditable) {
    setAnsweredRequest(editRequest);
    open(editIntent);
  }

  if (isExternal) return <ForeignRoutes />;
  const again = (refusal: Refusal<RoutesIntent>) => {
    writer.dismiss(refusal);
    standing.askAgain();
    open(refusal.intent);
  };
  const dismiss = (refusal: Refusal<RoutesIntent>) => {
    writer.dismiss(refusal);
    focus.toSection();
  };
  return (
    <Section
      id="routes"
      title={title}
      isEditing={isEditing}
      meta={
        isEditing
          ? draft.isAsked
            ? 'Conflict'
            : 'Editing'
          : failure === undefined
            ? source.data && approvalWords(writer.shown)
            : failure.meta
      }
      action={
        <EditAction
          ref={focus.button}
          title={title}
          source={source}
          failure={failure}
          isReadOnly={readOnlyReason !== undefined}
          isOffered={!isEditing && isEditable}
          label="Edit subnet routes"
          disabledReason={standing.reason}
          onEdit={() => open(noIntent)}
        >
          Edit
        </EditAction>
      }
    >
      <RefusalList
        refusals={routesEdit.refusals}
        wordsOf={refusalWords}
        againOf={(refusal) => (isEditable ? { label: 'Try again', onClick: () => again(refusal) } : undefined)}
        onDismiss={dismiss}
      />
      <LeftNotice
        deviceId={deviceId}
        aspect="routes"
        className="mb-2"
        onAgain={isEditable ? (entry) => open({ ...intentOfEntry(entry), undoes: entry.undoes }) : undefined}
      />
      <PartState source={source} failure={failure} bars={[300, 340, 260]} summary={approvalWords} />
      {source.data !== undefined && !isEditing && (
        <>
          <RoutesReading
            shown={writer.shown}
            confirmed={confirmed}
            pending={writer.pending}
            others={others}
            hasTerminal={!withoutTerminal.includes(facts?.os ?? '')}
          />
          {isSlow && <p className="mt-1.5 text-small text-ink-3">Still waiting for the server.</p>}
          {readOnlyReason !== undefined && <p className="mt-2 text-caption text-ink-3">{readOnlyReason}</p>}
        </>
      )}
      {isEditing && draft.isAsked && base !== undefined && (
        <Suspense fallback={<Bars widths={[300, 340, 260]} />}>
          <RoutesConflict
            device={{ id: deviceId, name }}
            confirmed={confirmed}
            base={base}
            intent={draft.intent}
            checkedAt={source.loadedAt ?? now}
            offReason={offReason}
            onAnswer={(intent) => {
              focus.returnLater();
              routesEdit.answer(intent);
              if (intent === undefined) announce('The version of the server stays.');
            }}
            onDiscard={() => {
              announce('Discarded.');
              close();
            }}
          />
        </Suspense>
      )}
      {isEditing && !draft.isAsked && base !== undefined && (
        <RoutesEditor
          deviceId={deviceId}
          shown={writer.shown}
          confirmed={confirmed}
          others={others}
          facts={facts}
          now={now}
          draft={draft}
          base={base}
          onDraft={routesEdit.setDraft}
          onSave={() => {
            if (routesEdit.save()) focus.returnLater();
          }}
          onClose={close}
          offReason={offReason}
          focusRequest={focus.request}
        />
      )}
      {isEditable && routesEdit.refusals.length === 0 && <StandingNote off={standing} isBrief={isEditing} />}
    </Section>
  );
}

function ForeignRoutes(): ReactNode {
  return (
    <Section id="routes" title={title}>
      <p className="text-small">Its routes are its owner's business.</p>
      <p className="text-small text-ink-3">This device is shared in and routes nothing into this tailnet.</p>
    </Section>
  );
}
