import type { Routes } from '#browser/api/queries.ts';
import type { Entry } from '#browser/changes/change.ts';
import { keepDraft, useDraft } from '#browser/changes/draft.ts';
import { personalStorage } from '#browser/settings/storage.ts';
import * as v from 'valibot';
import { type RoutesBase, type RoutesIntent, applyRoutes, hasSameApprovals, noIntent } from './subnet-routes.schema.ts';

const texts = v.pipe(v.array(v.string()), v.readonly());
const draftSchema = v.object({
  /** Staged ticks as wishes, so that a list which changes on the server changes nothing of them. */
  intent: v.object({ approve: texts, withdraw: texts, isExact: v.optional(v.boolean()) }),
  /** Prefixes that were added by typing: they keep their row even when unticked. */
  added: texts,
  /** What stands in the field. */
  text: v.string(),
  /** The routes when the editor was opened; an approval that was decided on later, as it stood then. */
  opened: v.object({ advertised: texts, enabled: texts }),
  /** Prefixes that this page changes itself, and the newest entry of its log whose end was known then. */
  own: texts,
  since: v.optional(v.string(), () => undefined),
  /** The change that the draft began by taking back, as the entry of the log and as what it takes. */
  undo: v.optional(
    v.object({ entry: v.string(), approve: texts, withdraw: texts, isExact: v.optional(v.boolean()) }),
    () => undefined,
  ),
  /** True from the moment the person is asked what to keep of what others changed. */
  isAsked: v.boolean(),
});

/** Everything about an edit that has not been sent. */
export type RoutesDraft = v.InferOutput<typeof draftSchema>;

/**
 * A draft as it begins, with nothing staged, over what the server has now. What this page is sending at that moment is in
 * the log after `since`, so that its end counts. `entries` are those of the whole log, oldest first.
 */
export function beginDraft(confirmed: Routes, deviceId: string, entries: readonly Entry[]): RoutesDraft {
  const { advertised, enabled } = confirmed;
  const sending = entries.findIndex(
    ({ outcome, aspect, deviceId: id }) =>
      (outcome === 'waiting' || outcome === 'sending') && aspect === 'routes' && id === deviceId,
  );
  return {
    intent: noIntent,
    added: [],
    text: '',
    opened: { advertised, enabled },
    own: [],
    since: (sending < 0 ? entries.at(-1) : entries[sending - 1])?.id,
    undo: undefined,
    isAsked: false,
  };
}

/** The entry that a draft takes back when `after` is what will be approved; undefined when it does not. */
export function undoneBy({ undo }: Pick<RoutesDraft, 'undo'>, after: Routes): string | undefined {
  return undo !== undefined && hasSameApprovals(after, applyRoutes(after, undo)) ? undo.entry : undefined;
}

/** What an intent takes back, for the draft that it becomes. */
export function undoOf({ undoes, approve, withdraw, isExact }: RoutesIntent): RoutesDraft['undo'] {
  return undoes === undefined ? undefined : { entry: undoes, approve, withdraw, isExact };
}

/** What the wishes of a draft were decided on. */
export function baseOf({ opened, own, since }: RoutesDraft): RoutesBase {
  return { approved: opened.enabled, own, since };
}

/** A draft that stands on another base. */
export function withBase(draft: RoutesDraft, { approved, own, since }: RoutesBase): RoutesDraft {
  return { ...draft, opened: { ...draft.opened, enabled: approved }, own, since };
}

/** True when closing the editor would lose something. */
function isWorthKeeping(draft: RoutesDraft): boolean {
  return draft.text.trim() !== '' || draft.intent.approve.length + draft.intent.withdraw.length > 0;
}

/**
 * The draft of one device, or undefined while nothing is edited. It outlives a reload and a walk to other devices, as it
 * is kept for this tab until it is saved or discarded; one without any change lasts as long as its editor.
 */
export function useRoutesDraft(deviceId: string) {
  return useDraft<RoutesDraft>(keyOf(deviceId), draftSchema, isWorthKeeping);
}

/** Keeps a draft for the next load of the page without opening it now; undefined forgets it. */
export function keepForReload(deviceId: string, draft: RoutesDraft | undefined): void {
  // Where storage is switched off, the refusal on screen is all there is.
  keepDraft(personalStorage(), keyOf(deviceId), draft);
}

function keyOf(deviceId: string): string {
  return `routes.${deviceId}`;
}
