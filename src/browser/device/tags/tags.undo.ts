import { undoWith } from '#browser/device/editing/undo-with.ts';
import { setTagsOptions } from './tags.mutation.ts';
import { tagsIntentSchema } from './tags.schema.ts';

/** Removes the tags that were added, and adds those that were removed. */
export const undoTags = undoWith(setTagsOptions, tagsIntentSchema);
