import { expect, test } from 'vitest';
import { beginDraft, isWorthKeeping } from './tags-draft.ts';

test('a tag that is typed and not added yet would be lost, as one that is staged would', () => {
  const draft = beginDraft(['tag:prod'], []);
  expect(isWorthKeeping(draft)).toBe(false);
  expect(isWorthKeeping({ ...draft, text: ' ' })).toBe(false);
  expect(isWorthKeeping({ ...draft, text: 'mo' })).toBe(true);
  expect(isWorthKeeping({ ...draft, wish: { add: ['tag:web'], remove: [] } })).toBe(true);
  expect(isWorthKeeping({ ...draft, wish: { add: [], remove: ['tag:prod'] } })).toBe(true);
});
