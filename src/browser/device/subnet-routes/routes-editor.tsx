import type { Routes } from '#browser/api/queries.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import type { DeviceFacts } from '#browser/device/device-facts.ts';
import { homeAddress } from '#browser/place.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { RequestPreview } from '#browser/ui/request-preview.tsx';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useFormKeys } from '#browser/device/editing/use-form-keys.ts';
import { EditorButtons } from '#browser/device/editing/editor-buttons.tsx';
import { countWords } from '#browser/device/editing/editor-buttons.tsx';
import { ForeignNotice, StagedChanges } from './editor-notices.tsx';
import { EditorRows } from './editor-rows.tsx';
import { foreignChanges } from './foreign-changes.ts';
import type { OtherRouters } from './other-routers.ts';
import { PreApproveField } from './pre-approve-field.tsx';
import { routeNotices } from './route-notices.ts';
import { mergeRoutes, seenNow } from './routes-base.ts';
import type { RoutesDraft } from './routes-draft.ts';
import { routesChange } from './subnet-routes.mutation.ts';
import { type RoutesBase, applyRoutes, changesBetween, intentOf, routeRows, stage } from './subnet-routes.schema.ts';

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
  /** What the draft was decided on, with what this page did itself since. */
  base: RoutesBase;
  onSave: () => void;
  onClose: () => void;
  /** Why nothing can be saved right now, as a sentence. */
  offReason: string | undefined;
  /** Each new number puts focus on the first tick; 0 leaves focus where it is. */
  focusRequest: number;
}): ReactNode {
  const { deviceId, shown, confirmed, draft, onDraft, focusRequest } = props;
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);

  const after = applyRoutes(shown, draft.intent);
  const changes = changesBetween(shown, after);
  const rows = routeRows(after, [...shown.enabled, ...draft.added]);
  const merge = mergeRoutes(props.base, confirmed.enabled, draft.intent);
  const isEmpty = changes.length === 0 && draft.text.trim() === '';
  useLeaveGuard(!isEmpty, leaveWords(changes.length, props.facts?.name ?? 'this device'));

  // Focus belongs to the document.
  useEffect(() => {
    if (focusRequest > 0) root.current?.querySelector<HTMLInputElement>('input[type=checkbox]')?.focus();
  }, [focusRequest]);

  // Whoever ticks a route decides about it as it stands now, whatever it was when the editor was opened.
  const decided = (before: RoutesDraft, prefix: string): RoutesDraft => {
    const enabled = seenNow(before.opened.enabled, confirmed.enabled, prefix);
    return { ...before, opened: { ...before.opened, enabled } };
  };
  const tick = (prefix: string, isTicked: boolean) =>
    onDraft({ ...decided(draft, prefix), intent: stage(draft.intent, shown, prefix, isTicked) });

  const save = () => {
    if (props.offReason !== undefined || isEmpty) return;
    if (draft.text.trim() !== '') {
      setTried(true);
      field.current?.focus();
      return;
    }
    props.onSave();
  };
  useFormKeys(root, {
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
      <ForeignNotice sentences={foreignChanges(draft.opened, confirmed, merge)} />
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
          onDraft({ ...decided(draft, prefix), intent, added: [...draft.added, prefix], text: '' });
        }}
      />
      <StagedChanges changes={changes} notices={routeNotices({ ...props, before: shown, after })} />
      {changes.length > 0 && (
        <RequestPreview
          request={shownRequest(
            stepOf(routesChange({ id: deviceId, name: props.facts?.name ?? deviceId }, shown, after)),
            homeAddress(),
          )}
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

function leaveWords(count: number, name: string): string {
  if (count === 0) return `A prefix typed for the routes of ${name} is not added.`;
  return `${countWords(count)} to the routes of ${name} ${count === 1 ? 'is' : 'are'} not saved.`;
}
