import type { Routes } from '#browser/api/queries.ts';
import { keepDraft, useDraft } from '#browser/changes/draft.ts';
import * as v from 'valibot';
import { type RoutesBase, type RoutesIntent, noIntent } from './subnet-routes.schema.ts';

const texts = v.pipe(v.array(v.string()), v.readonly());
const draftSchema = v.object({
  /** Staged ticks as wishes, so that a list which changes on the server changes nothing of them. */
  intent: v.object({ approve: texts, withdraw: texts }),
  /** Prefixes that were added by typing: they keep their row even when unticked. */
  added: texts,
  /** What stands in the field. */
  text: v.string(),
  /** The routes when the editor was opened; an approval that was decided on later, as it stood then. */
  opened: v.object({ advertised: texts, enabled: texts }),
  /** The prefixes that this page was changing then, and the newest entry of its log. */
  own: texts,
  since: v.optional(v.string(), () => undefined),
  /** True from the moment the person is asked what to keep of what others changed. */
  isAsked: v.boolean(),
});

/** Everything about an edit that has not been sent. */
export type RoutesDraft = v.InferOutput<typeof draftSchema>;

/** A draft as it begins, with nothing staged, over what the server has now. `since` is the newest entry of the log. */
export function beginDraft(
  confirmed: Routes,
  pending: readonly RoutesIntent[],
  since: string | undefined,
): RoutesDraft {
  const { advertised, enabled } = confirmed;
  const own = pending.flatMap(({ approve, withdraw }) => [...approve, ...withdraw]);
  return { intent: noIntent, added: [], text: '', opened: { advertised, enabled }, own, since, isAsked: false };
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
  try {
    keepDraft(sessionStorage, keyOf(deviceId), draft);
  } catch {
    // Storage may be switched off; the refusal on screen is then all there is.
  }
}

function keyOf(deviceId: string): string {
  return `routes.${deviceId}`;
}
