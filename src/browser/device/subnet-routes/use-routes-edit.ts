import { useApi } from '#browser/api/api-context.ts';
import type { Refusal } from '#browser/api/intent.ts';
import type { Routes } from '#browser/api/queries.ts';
import { routeKey } from '#contract/prefix.ts';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { isConflict, mergeRoutes, moveOn } from './routes-base.ts';
import {
  type RoutesDraft,
  baseOf,
  beginDraft,
  keepForReload,
  undoOf,
  undoneBy,
  useRoutesDraft,
  withBase,
} from './routes-draft.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { type RoutesIntent, applyRoutes, keysOf, mergeIntents, noIntent } from './subnet-routes.schema.ts';
import type { RoutesWriter } from './use-routes-writer.ts';

/**
 * The draft of a device's routes from the first tick to its saving. A save that others were faster than comes back as the
 * draft that asks what to keep, together with what was staged since.
 */
export function useRoutesEdit(deviceId: string, confirmed: Routes, writer: RoutesWriter) {
  const { activity } = useApi();
  const entries = useSyncExternalStore(activity.subscribe, activity.entries);
  const [draft, setDraft] = useRoutesDraft(deviceId);
  const begin = () => beginDraft(confirmed, deviceId, entries);
  const movedOn = (of: RoutesDraft) => moveOn(baseOf(of), deviceId, entries, writer.pending);
  const base = draft && movedOn(draft);

  const outrun = writer.refusals.find(isChangedSince);
  const askAbout = useEffectEvent((refusal: Refusal<RoutesIntent>) => {
    setDraft(askedDraft(draft ?? begin(), refusal.intent));
    writer.dismiss(refusal);
  });
  // What became of a write stands in the cache of mutations, outside of React.
  useEffect(() => {
    if (outrun !== undefined) askAbout(outrun);
  }, [outrun]);

  const refusals = writer.refusals.filter((refusal) => !isChangedSince(refusal));
  const keepRefused = useEffectEvent((count: number) => {
    const intent = refusals.map((refusal) => refusal.intent).reduce(mergeIntents, noIntent);
    const undo = refusals.map((refusal) => undoOf(refusal.intent)).findLast((one) => one !== undefined);
    keepForReload(deviceId, count === 0 ? undefined : { ...begin(), intent, added: intent.approve, undo });
  });
  const isClosed = draft === undefined;
  const refused = refusals.length;
  // Storage is outside of React. Who signs in again loads the page anew, and finds what was refused staged.
  useEffect(() => {
    if (isClosed) keepRefused(refused);
  }, [isClosed, refused]);

  /** Closes the editor; what is typed and not yet added stays in it. */
  const finish = (text: string) => setDraft(text.trim() === '' ? undefined : { ...begin(), text });
  return {
    draft,
    setDraft,
    /** What the draft was decided on, with what this page did itself since. */
    base,
    /** Those that are no question but an answer. */
    refusals,
    open: (intent: RoutesIntent) => {
      const before = draft ?? begin();
      const added = [...before.added, ...intent.approve];
      setDraft({ ...before, intent: mergeIntents(before.intent, intent), added, undo: undoOf(intent) ?? before.undo });
    },
    close: () => setDraft(undefined),
    /** Sends the draft; where it is known already that others changed something, asks at once. False when it asks. */
    save: (): boolean => {
      if (draft === undefined || base === undefined) return true;
      if (isConflict(mergeRoutes(base, confirmed.enabled, draft.intent))) {
        setDraft({ ...draft, isAsked: true });
        return false;
      }
      writer.save({
        ...draft.intent,
        base: baseOf(draft),
        undoes: undoneBy(draft, applyRoutes(confirmed, draft.intent)),
      });
      setDraft(undefined);
      return true;
    },
    /** Sends what the person chose to keep, decided on what the server has now; undefined keeps the server's version. */
    answer: (intent: RoutesIntent | undefined) => {
      if (intent !== undefined) {
        const undoes = draft && undoneBy(draft, applyRoutes(confirmed, intent));
        writer.save({ ...intent, base: baseOf(begin()), undoes });
      }
      finish(draft?.text ?? '');
    },
  };
}

function isChangedSince({ error }: Refusal<RoutesIntent>): boolean {
  return error instanceof WriteError && error.outcome === 'changed-since';
}

/** The draft that asks about an intent that was not sent, with what is staged since having the last word. */
function askedDraft(draft: RoutesDraft, intent: RoutesIntent): RoutesDraft {
  const keys = keysOf([...intent.approve, ...intent.withdraw]);
  const own = draft.own.filter((route) => !keys.has(routeKey(route)));
  const asked = {
    ...draft,
    intent: mergeIntents(intent, draft.intent),
    added: [...intent.approve, ...draft.added],
    undo: undoOf(intent) ?? draft.undo,
    isAsked: true,
  };
  return intent.base === undefined ? asked : withBase(asked, { ...intent.base, own: [...intent.base.own, ...own] });
}
