import type { Device } from '#contract/device.ts';
import * as v from 'valibot';
import { type TagsWriter, setTagsOptions } from './tags.mutation.ts';
import { tagsIntentSchema } from './tags.schema.ts';

/**
 * Takes the entry `undoes` of the log back by its inverse intent, over what the server has now; open panels show it under
 * way. Throws ValiError when `intent` is none; fails like any write of tags.
 */
export function undoTags(writer: TagsWriter, intent: unknown, undoes: string): Promise<Device> {
  const { queryClient } = writer;
  return queryClient
    .getMutationCache()
    .build(queryClient, setTagsOptions(writer, undoes))
    .execute(v.parse(tagsIntentSchema, intent));
}
