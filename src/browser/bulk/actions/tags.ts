import { stepOf } from '#browser/changes/hand-off/step.ts';
import { setTagsOptions, tagsChange } from '#browser/device/tags/tags.mutation.ts';
import { applyTags, hasSameTags, isLastTag, lastTagReason } from '#browser/device/tags/tags.schema.ts';
import { listed } from '#browser/device/listed.ts';
import { type BulkAction, changed, foreignReason, leftOut } from '#browser/bulk/bulk-action.ts';
import { runMutation } from '#browser/bulk/run-mutation.ts';
import type { BulkWish } from '#browser/bulk/wish.ts';

/** Adds and removes tags; every device keeps the others that it has. */
export function tagsAction({ add, remove }: Extract<BulkWish, { kind: 'tags' }>): BulkAction {
  const verb = [
    ...(add.length > 0 ? [`add ${listed(add)}`] : []),
    ...(remove.length > 0 ? [`remove ${listed(remove)}`] : []),
  ].join(' and ');
  return {
    aspect: 'tags',
    title: 'Tags changed',
    lead: `${verb.charAt(0).toUpperCase()}${verb.slice(1)} and keep the other tags`,
    verb,
    scope: 'change tags',
    isDestructive: false,
    verdictOn(device) {
      const foreign = foreignReason(device);
      if (foreign !== undefined) return leftOut(foreign);
      const tags = device.tags ?? [];
      const wanted = applyTags(tags, { add, remove });
      if (hasSameTags(tags, wanted)) return leftOut('Its tags are so already.');
      if (wanted.length === 0 && isLastTag(tags, wanted)) return leftOut(lastTagReason);
      const kept = tags.filter((tag) => wanted.includes(tag)).map(bareTag);
      return changed(kept.join(' '), () => stepOf(tagsChange(device.key, { add, remove }, device, undefined)));
    },
    async carryOut(writer) {
      await runMutation(writer.queryClient, setTagsOptions(writer), { add, remove });
      return 'changed';
    },
  };
}

/** A tag as it stands where every word is one. */
export function bareTag(tag: string): string {
  return tag.replace(/^tag:/, '');
}
