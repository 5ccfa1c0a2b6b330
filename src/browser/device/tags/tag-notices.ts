import type { AnyDevice } from '#browser/device/device-facts.ts';
import { listed } from '#browser/device/listed.ts';
import type { TagUse } from './tag-suggestions.ts';
import type { TagsWish } from './tags.schema.ts';

/** Something worth knowing before saving: what is the case, what follows. */
export type TagNotice = { readonly kind: 'info' | 'warn'; readonly title: string; readonly body: string };

/**
 * What a change of tags does. The first tag takes a device over from its user, and the way back is a new sign-in
 * (https://tailscale.com/kb/1068/tags). `opened` are the tags as the editor was opened.
 */
export function tagNotices(
  device: AnyDevice,
  opened: readonly string[],
  wish: TagsWish,
  uses: readonly TagUse[],
): readonly TagNotice[] {
  const notices: TagNotice[] = [];
  const user = device.user ?? '';
  if (opened.length === 0 && wish.add.length > 0) {
    const tags = wish.add.length === 1 ? 'The tag takes' : 'The tags take';
    const owner = user === '' ? 'its user' : user;
    notices.push(
      {
        kind: 'warn',
        title: `${tags} over from ${owner}.`,
        body: 'Access rules for the user no longer apply to this device. Only a new sign-in without tags gives it back.',
      },
      { kind: 'info', title: 'Key expiry.', body: keyExpiryWords(device) },
    );
  } else if (wish.add.length + wish.remove.length > 0) {
    const changed = [...wish.add, ...wish.remove];
    notices.push({
      kind: 'info',
      title: 'Access changes with the tags.',
      body: `Rules that name ${listed(changed)} apply, or no longer apply, to this device within seconds.`,
    });
  }
  const undefinedTags = wish.add.filter((tag) => isUndefined(tag, uses));
  if (undefinedTags.length > 0)
    notices.push({
      kind: 'warn',
      title: `The policy file does not define ${listed(undefinedTags)}.`,
      body: `The server refuses a tag without an owner in tagOwners.`,
    });
  const look = wish.add.flatMap((tag) => lookalikeOf(tag, uses) ?? []);
  for (const [typed, known] of look)
    notices.push({
      kind: 'warn',
      title: `${known} is in use.`,
      body: `${typed} is another tag: upper and lower case count.`,
    });
  return notices;
}

function keyExpiryWords(device: AnyDevice): string {
  if (device.keyExpiryDisabled === true) return 'It is off already, and stays so.';
  return 'It is off by default for a tagged device: its key then no longer expires. What the server sets shows after saving.';
}

/** Known only where the policy file could be read: then every tag in it is among the uses, marked as defined. */
function isUndefined(tag: string, uses: readonly TagUse[]): boolean {
  const use = uses.find((known) => known.tag === tag);
  if (use !== undefined) return use.isDefined === false;
  return uses.some(({ isDefined }) => isDefined !== undefined);
}

function lookalikeOf(tag: string, uses: readonly TagUse[]): readonly (readonly [string, string])[] | undefined {
  if (uses.some((use) => use.tag === tag)) return undefined;
  const known = uses.find((use) => use.tag.toLowerCase() === tag.toLowerCase());
  return known === undefined ? undefined : [[tag, known.tag]];
}
