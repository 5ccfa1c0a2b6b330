import { draftKeys, readDraft } from '#browser/changes/draft.ts';
import { personalStorage } from '#browser/settings/storage.ts';
import * as v from 'valibot';

/** Parts of drafts that say what they were begun on, and not what the person wants. */
const beginnings = new Set(['opened', 'own', 'since', 'undo', 'base', 'seen', 'added']);

/** The drafts of a device as lines to read and copy, such as "routes: approve 10.0.0.0/16"; none without storage. */
export function unsavedOf(deviceId: string): readonly string[] {
  const storage = personalStorage();
  return draftKeys(storage).flatMap((key) => {
    const [aspect = '', ...rest] = key.split('.');
    return rest.join('.') === deviceId ? linesOf(aspect, readDraft(storage, key, v.unknown())) : [];
  });
}

/** Every text in a draft, after the name that it goes by. */
export function linesOf(aspect: string, draft: unknown): readonly string[] {
  return [...new Set(textsIn(draft, '').map((text) => `${aspect}: ${text}`))];
}

function textsIn(value: unknown, name: string): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [`${name} ${value}`.trim()];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (beginnings.has(key) ? [] : textsIn(item, key)));
}
