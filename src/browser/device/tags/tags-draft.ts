import { useDraft } from '#browser/changes/draft.ts';
import * as v from 'valibot';
import { type TagsIntent, type TagsWish, isNoWish, noWish } from './tags.schema.ts';

const tagList = v.pipe(v.array(v.string()), v.readonly());
const draftSchema = v.object({
  /** Staged tags as wishes, so that a list which changes on the server changes nothing of them. */
  wish: v.object({ add: tagList, remove: tagList }),
  /** What stands in the field. */
  text: v.string(),
  /** The tags when the editor was opened, and those that this page was changing then. */
  opened: tagList,
  own: tagList,
  /** True from saving until the server has it: a reload meanwhile loses nothing. */
  isSent: v.boolean(),
  /** True once the person was asked what to keep of what others changed. */
  isAsked: v.boolean(),
});

/** Everything about an edit that the server does not have yet. */
export type TagsDraft = v.InferOutput<typeof draftSchema>;

/** A draft as it begins: nothing staged but `wish`, over what is shown now. */
export function beginDraft(
  shown: readonly string[],
  pending: readonly TagsIntent[],
  wish: TagsWish = noWish,
): TagsDraft {
  const own = pending.flatMap(({ add, remove }) => [...add, ...remove]);
  return { wish, text: '', opened: shown, own, isSent: false, isAsked: false };
}

/** True when closing the editor would lose something. */
export function isWorthKeeping(draft: TagsDraft): boolean {
  return draft.text.trim() !== '' || !isNoWish(draft.wish);
}

/**
 * The draft of one device, or undefined while nothing is edited. It outlives a reload and a walk to other devices, as it
 * is kept for this tab until the server has it or it is discarded.
 */
export function useTagsDraft(deviceId: string) {
  return useDraft<TagsDraft>(`tags.${deviceId}`, draftSchema, isWorthKeeping);
}
