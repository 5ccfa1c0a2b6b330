import { describe, expect, test } from 'vitest';
import { tagNotices } from './tag-notices.ts';

const laptop = { id: '1', user: 'amelie@example.com', keyExpiryDisabled: false };
const known = [{ tag: 'tag:web', devices: 2, isDefined: true }];

describe('what a change of tags does', () => {
  test('the first tag takes over from the owner by name, and says what becomes of key expiry', () => {
    const [takeover, expiry] = tagNotices(laptop, [], { add: ['tag:web'], remove: [] }, known);
    expect(takeover).toMatchObject({ kind: 'warn', title: 'The tag takes over from amelie@example.com.' });
    expect(expiry?.body).toContain('off by default');
  });

  test('on a device whose expiry is off already, nothing becomes of it', () => {
    const notices = tagNotices({ ...laptop, keyExpiryDisabled: true }, [], { add: ['tag:web'], remove: [] }, known);
    expect(notices[1]?.body).toBe('It is off already, and stays so.');
  });

  test('a tag more on a tagged device takes over from nobody', () => {
    const notices = tagNotices(laptop, ['tag:db'], { add: ['tag:web'], remove: [] }, known);
    expect(notices.map(({ kind }) => kind)).toEqual(['info']);
  });

  test('a tag that the policy file does not define is told before the server refuses it', () => {
    const titles = (uses: typeof known) =>
      tagNotices(laptop, ['tag:db'], { add: ['tag:mon'], remove: [] }, uses).map(({ title }) => title);
    expect(titles(known)).toContain('The policy file does not define tag:mon.');
    expect(titles([])).not.toContain('The policy file does not define tag:mon.');
  });

  test('a tag that differs from one in use only by its case is told apart', () => {
    const notices = tagNotices(laptop, ['tag:db'], { add: ['tag:Web'], remove: [] }, known);
    expect(notices.map(({ title }) => title)).toContain('tag:web is in use.');
  });
});
