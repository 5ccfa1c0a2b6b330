import type { Entry } from '#browser/changes/change.ts';
import { singleEntries } from '#browser/changes/change.ts';
import { inverseStep } from '#browser/changes/hand-off/inverse-step.ts';
import { undoChange } from '#browser/device/undo-change.ts';
import type { Step } from '#browser/changes/hand-off/step.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { bareTag } from './tags.ts';
import { type BulkAction, changed, leftOut } from '#browser/bulk/bulk-action.ts';

/** Takes a bulk change back on every device where it was applied and has a way back, over what the server has now. */
export function undoAction(entry: Entry): BulkAction {
  const parts = new Map(singleEntries([entry]).map((part) => [part.deviceId, part]));
  return {
    aspect: entry.aspect,
    title: `Undone: ${entry.title.charAt(0).toLowerCase()}${entry.title.slice(1)}`,
    lead: 'Take it back where it was applied, over what each device has now',
    verb: 'take it back',
    scope: 'change this',
    isDestructive: false,
    verdictOn(device) {
      const part = parts.get(device.key);
      if (part === undefined || part.outcome !== 'applied') return leftOut('It was not applied here.');
      if (part.undoneAt !== undefined) return leftOut('It was taken back already.');
      const step = inverseStep(part);
      if (step === undefined) return leftOut(part.finality ?? 'There is no way back.');
      return changed(keptTags(device, step), () => step);
    },
    async carryOut(writer, device) {
      const part = parts.get(device.key);
      if (part === undefined) return 'changed';
      await undoChange(writer, part);
      // Where the server had it so already, nothing was sent that would say so.
      writer.api.activity.update(part.id, { undoneAt: Date.now() });
      return 'changed';
    },
  };
}

/** What stays of the tags where tags are taken back; "" for everything else, of which the differences say it all. */
function keptTags({ tags }: ListedDevice, { aspect, differences }: Step): string {
  if (aspect !== 'tags') return '';
  const moved = new Set(differences.map((difference) => (difference.kind === 'became' ? '' : difference.text)));
  return (tags ?? [])
    .filter((tag) => !moved.has(tag))
    .map(bareTag)
    .join(' ');
}
