import type { Routes } from '#browser/api/queries.ts';
import { curlCommand } from '#browser/changes/hand-off/curl.ts';
import type { DeviceFacts } from '#browser/device/device-facts.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { endpointPath } from '#contract/endpoint-path.ts';
import { endpoints } from '#contract/endpoints.ts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { EditorButtons } from './editor-buttons.tsx';
import { ForeignNotice, StagedChanges } from './editor-notices.tsx';
import { EditorRows } from './editor-rows.tsx';
import { foreignChanges } from './foreign-changes.ts';
import type { OtherRouters } from './other-routers.ts';
import { PreApproveField } from './pre-approve-field.tsx';
import { routeNotices } from './route-notices.ts';
import type { RoutesDraft } from './routes-draft.ts';
import {
  type RoutesIntent,
  applyRoutes,
  changesBetween,
  intentOf,
  requestedRoutes,
  routeRows,
  stage,
} from './subnet-routes.schema.ts';
import { useEditorKeys } from './use-editor-keys.ts';

/** The staged edit of a device's routes: ticks, a field to pre-approve, what it does, the request, and saving it. */
export function RoutesEditor(props: {
  deviceId: string;
  /** What is approved once everything under way has succeeded: the ticks stand on this. */
  shown: Routes;
  confirmed: Routes;
  others: OtherRouters | undefined;
  facts: DeviceFacts | undefined;
  now: number;
  draft: RoutesDraft;
  onDraft: (draft: RoutesDraft) => void;
  onSave: (intent: RoutesIntent) => void;
  onClose: () => void;
  /** Why nothing can be saved right now, as a sentence. */
  offReason: string | undefined;
  /** Each new number puts focus on the first tick; 0 leaves focus where it is. */
  focusRequest: number;
}): ReactNode {
  const { deviceId, shown, draft, onDraft, focusRequest } = props;
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);

  const after = applyRoutes(shown, draft.intent);
  const changes = changesBetween(shown, after);
  const rows = routeRows(after, [...shown.enabled, ...draft.added]);
  const isEmpty = changes.length === 0 && draft.text.trim() === '';

  // Focus belongs to the document.
  useEffect(() => {
    if (focusRequest > 0) root.current?.querySelector<HTMLInputElement>('input[type=checkbox]')?.focus();
  }, [focusRequest]);

  const tick = (prefix: string, isTicked: boolean) =>
    onDraft({ ...draft, intent: stage(draft.intent, shown, prefix, isTicked) });

  const save = () => {
    if (props.offReason !== undefined || isEmpty) return;
    if (draft.text.trim() !== '') {
      setTried(true);
      field.current?.focus();
      return;
    }
    props.onSave(intentOf(changes));
  };
  useEditorKeys(root, {
    onSave: save,
    onEscape: () => {
      if (isAsking) setAsking(false);
      else if (isEmpty) props.onClose();
      else setAsking(true);
    },
  });

  const discard = () => {
    announce('Discarded.');
    props.onClose();
  };

  return (
    <div ref={root} role="group" aria-label="Routes being edited">
      <ForeignNotice sentences={foreignChanges(draft.opened, props.confirmed, draft.own)} />
      <EditorRows rows={rows} before={shown} after={after} others={props.others} onTick={tick} />
      <PreApproveField
        ref={field}
        text={draft.text}
        onText={(text) => onDraft({ ...draft, text })}
        rows={rows}
        isTried={isTried}
        onTried={setTried}
        onAdd={(prefix) => {
          setTried(false);
          const intent = stage(draft.intent, shown, prefix, true);
          onDraft({ ...draft, intent, added: [...draft.added, prefix], text: '' });
        }}
      />
      <StagedChanges changes={changes} notices={routeNotices({ ...props, before: shown, after })} />
      {changes.length > 0 && (
        <RequestPreview
          request={{
            method: endpoints.setRoutes.method,
            path: `/api/v2${endpointPath('setRoutes', { deviceId })}`,
            body: { routes: requestedRoutes(after) },
            curl: curlCommand('setRoutes', { deviceId }, { routes: requestedRoutes(after) }),
          }}
          changed={new Set(intentOf(changes).approve)}
          note="Replaces the whole list of approved routes."
        />
      )}
      <EditorButtons
        count={changes.length}
        isEmpty={isEmpty}
        isAsking={isAsking}
        offReason={props.offReason}
        onSave={save}
        onDiscard={discard}
        onKeep={() => setAsking(false)}
      />
    </div>
  );
}
