import { useEffect, useState } from 'react';
import { personalStorage } from '#browser/settings/storage.ts';
import * as v from 'valibot';

/**
 * What a person has typed or ticked and not sent, undefined while there is nothing. It outlives fresh data, a lost
 * session, a walk to another page and a reload, as it is kept for this tab and this person under `tailboard.draft.<key>` until undefined
 * is set. Give it plain JSON and never a token or an invite link. What stands there in another shape is dropped, and
 * without storage the draft lives as long as the page. A draft that `isWorthKeeping` denies is not kept.
 */
export function useDraft<Draft>(
  key: string,
  schema: v.GenericSchema<unknown, Draft>,
  isWorthKeeping: (draft: Draft) => boolean = always,
): readonly [Draft | undefined, (draft: Draft | undefined) => void] {
  const [held, setHeld] = useState(() => ({ key, draft: readDraft(personalStorage(), key, schema) }));
  const current = held.key === key ? held : { key, draft: readDraft(personalStorage(), key, schema) };
  if (current !== held) setHeld(current);
  const { draft } = current;
  // The tab's storage is outside of React.
  useEffect(() => {
    keepDraft(personalStorage(), key, draft !== undefined && isWorthKeeping(draft) ? draft : undefined);
  }, [key, draft, isWorthKeeping]);
  return [draft, (next) => setHeld({ key, draft: next })];
}

const always = () => true;

/** The draft that `storage` has under a key; undefined for none and for what has another shape. */
export function readDraft<Draft>(
  storage: Pick<Storage, 'getItem'> | undefined,
  key: string,
  schema: v.GenericSchema<unknown, Draft>,
): Draft | undefined {
  try {
    const text = storage?.getItem(storageKey(key)) ?? undefined;
    if (text === undefined) return undefined;
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    // Storage may be switched off, and what stands there may be anything.
    return undefined;
  }
}

/** Keeps a draft under a key, or forgets it. */
export function keepDraft(
  storage: Pick<Storage, 'setItem' | 'removeItem'> | undefined,
  key: string,
  draft: unknown,
): void {
  try {
    if (draft === undefined) storage?.removeItem(storageKey(key));
    else storage?.setItem(storageKey(key), JSON.stringify(draft));
  } catch {
    // Without storage the draft lives as long as the page, which is what most editors offer.
  }
}

/** The keys of all drafts in `storage`, as they were given to `keepDraft`. */
export function draftKeys(storage: Pick<Storage, 'length' | 'key'> | undefined): readonly string[] {
  const names = Array.from({ length: storage?.length ?? 0 }, (_, position) => storage?.key(position) ?? '');
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

const prefix = 'tailboard.draft.';

function storageKey(key: string): string {
  return prefix + key;
}
