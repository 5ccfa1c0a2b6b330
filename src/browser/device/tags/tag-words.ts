import type { FailureWords } from '#browser/device/failure/change-failure.ts';
import { changeFailureWords } from '#browser/device/failure/change-failure.ts';
import { listed } from '#browser/device/listed.ts';
import { WriteError } from '#browser/device/failure/write-error.ts';
import { refusedTags } from './tag-spelling.ts';
import type { TagsWish } from './tags.schema.ts';

/** "add tag:mon and remove tag:prod". */
export function actionWords({ add, remove }: TagsWish): string {
  return [
    ...(add.length > 0 ? [`add ${listed(add)}`] : []),
    ...(remove.length > 0 ? [`remove ${listed(remove)}`] : []),
  ].join(' and ');
}

/** "tag:mon added, tag:prod removed". */
export function resultWords({ add, remove }: TagsWish): string {
  return [
    ...(add.length > 0 ? [`${listed(add)} added`] : []),
    ...(remove.length > 0 ? [`${listed(remove)} removed`] : []),
  ].join(', ');
}

/** What became of a change of tags that did not succeed. */
export function tagFailureWords(wish: TagsWish, error: Error): FailureWords {
  if (error instanceof WriteError && error.outcome === 'changed-since')
    return {
      title: `Tailboard did not ${actionWords(wish)}.`,
      body: 'Someone else changed the tags since you saw them, so nothing was sent.',
      quote: undefined,
      requestId: undefined,
    };
  return changeFailureWords(error, actionWords(wish), 'change tags');
}

/** The tags that a refusal names; none where the failure is another. */
export function tagsNamedBy(error: Error | undefined): readonly string[] {
  return error === undefined ? [] : refusedTags(error.message);
}
