import { useApi } from '#browser/api/api-context.ts';
import { type Refusal, useIntents } from '#browser/api/intent.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { actionWords, resultWords } from './tag-words.ts';
import { type TagsDraft, beginDraft, useTagsDraft } from './tags-draft.ts';
import { setTagsOptions } from './tags.mutation.ts';
import {
  type TagsIntent,
  type TagsWish,
  applyTags,
  changesOfOthers,
  isNoWish,
  joinWishes,
  noWish,
  wishBetween,
} from './tags.schema.ts';

/** Where an edit of tags is: not begun, being made, being sent, or in need of an answer because others changed the list. */
export type EditPhase = 'reading' | 'editing' | 'conflict';

/** The tags of a device as a person will have them, the edit that is not sent, what is under way and what was refused. */
export function useTagsEdit(deviceId: string, confirmed: readonly string[], isEditable: boolean) {
  const api = useApi();
  const queryClient = useQueryClient();
  const mutation = setTagsOptions({ api, queryClient, deviceId });
  const { mutationKey } = mutation;
  const { shown, pending, refusals, dismiss } = useIntents<TagsIntent, readonly string[]>({
    mutationKey,
    confirmed,
    apply: applyTags,
  });
  const { mutate } = useMutation({
    ...mutation,
    // Refusals are announced by the notice that shows them.
    onSuccess: (_, intent) => announce(`Saved: ${resultWords(intent)}.`),
  });
  const [draft, setDraft] = useTagsDraft(deviceId);

  // Asked of the cache itself, as the list of what is under way is drawn a moment later.
  const isSending = pending.length > 0 || queryClient.isMutating({ mutationKey, exact: true }) > 0;
  const isOver = draft?.isSent === true && !isSending && refusals.length === 0;
  const isDone = isOver && applyTags(confirmed, draft.wish) === confirmed;
  // What the server has by now needs no draft any more; after a reload nobody else is there to notice.
  useEffect(() => {
    if (isDone) setDraft(undefined);
  }, [isDone, setDraft]);

  const theirs =
    draft === undefined ? noWish : changesOfOthers(confirmed, { ...draft.wish, opened: draft.opened, own: draft.own });
  const isEditing = draft !== undefined && isEditable && !isDone && !(draft.isSent && isSending);
  // What was sent and is not there was refused for that reason, or the page was left before the answer came.
  const isConflict = isEditing && !isNoWish(theirs) && (draft.isAsked || draft.isSent);
  const phase: EditPhase = isConflict ? 'conflict' : isEditing ? 'editing' : 'reading';

  const send = (next: TagsDraft) => {
    if (queryClient.isMutating({ mutationKey, exact: true }) > 0 && draft?.isSent === true) return;
    dismiss();
    setDraft({ ...next, text: '', isSent: true, isAsked: false });
    announce(`Saving: ${actionWords(next.wish)}.`);
    mutate({ ...next.wish, opened: next.opened, own: next.own });
  };
  return {
    shown,
    draft,
    setDraft,
    theirs,
    phase,
    isSending,
    /** True when the page was left while a change was being sent, and the server does not have it. */
    isUnfinished: isOver && !isDone,
    /** Those that still have something to say: a conflict that is on screen, or is none any more, says it itself. */
    refusals: refusals.filter(({ error }) => !(draft?.isSent === true && isChangedSince(error))),
    dismiss,
    open: (wish: TagsWish = noWish) => {
      const isOpen = draft !== undefined && !draft.isSent;
      const base = isOpen ? draft : beginDraft(shown, pending);
      setDraft({ ...base, wish: joinWishes(base.wish, wish) });
    },
    save: () => {
      if (draft === undefined) return;
      if (isNoWish(theirs)) send(draft);
      else setDraft({ ...draft, isAsked: true });
    },
    /** Saves what was decided about a conflict: all that is to be done to the list that the server has now. */
    settle: (wish: TagsWish) => {
      if (draft === undefined) return;
      if (isNoWish(wish)) setDraft(undefined);
      else send({ ...draft, wish, opened: confirmed, own: [] });
    },
    back: () => {
      dismiss();
      if (draft !== undefined) setDraft({ ...draft, isSent: false, isAsked: false });
    },
    close: () => {
      dismiss();
      setDraft(undefined);
    },
    wanted: draft === undefined ? shown : applyTags(draft.opened, draft.wish),
  };
}

/** A refused wish, for staging it once more over what is there now. */
export function wishOf({ intent }: Refusal<TagsIntent>, shown: readonly string[]): TagsWish {
  return wishBetween(shown, applyTags(shown, intent));
}

function isChangedSince(error: Error): boolean {
  return error instanceof WriteError && error.outcome === 'changed-since';
}
