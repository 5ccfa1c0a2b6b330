import * as v from 'valibot';
import { expect, test } from 'vitest';
import { keepDraft, readDraft } from './draft.ts';

const schema = v.object({ text: v.string(), tags: v.pipe(v.array(v.string()), v.readonly()) });

/** Storage of one tab. */
function tab(items = new Map<string, string>()) {
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

test('a draft survives a reload of the tab, and ends when it is given up', () => {
  const storage = tab();
  const draft = { text: '10.0.', tags: ['tag:prod'] };
  keepDraft(storage, 'tags.n1', draft);
  expect([...storage.items.keys()]).toEqual(['tailboard.draft.tags.n1']);
  expect(readDraft(storage, 'tags.n1', schema)).toEqual(draft);
  keepDraft(storage, 'tags.n1', undefined);
  expect(storage.items.size).toBe(0);
  expect(readDraft(storage, 'tags.n1', schema)).toBeUndefined();
});

test('drafts of two devices do not mix', () => {
  const storage = tab();
  keepDraft(storage, 'tags.n1', { text: 'one', tags: [] });
  expect(readDraft(storage, 'tags.n2', schema)).toBeUndefined();
});

test.each(['nonsense', 'null', '{"text":1,"tags":[]}', '{"text":"x"}', '[]'])('%s is no draft', (text) => {
  expect(readDraft(tab(new Map([['tailboard.draft.k', text]])), 'k', schema)).toBeUndefined();
});

test('without storage there is no draft to find, and keeping one does no harm', () => {
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(readDraft({ getItem: refuse }, 'k', schema)).toBeUndefined();
  expect(() => keepDraft({ setItem: refuse, removeItem: refuse }, 'k', { text: '', tags: [] })).not.toThrow();
  expect(() => keepDraft(undefined, 'k', undefined)).not.toThrow();
  expect(readDraft(undefined, 'k', schema)).toBeUndefined();
});
