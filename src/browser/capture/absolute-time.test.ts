import { expect, test } from 'vitest';
import { absoluteWords } from './absolute-time.ts';

test('what was some time ago is a moment in a picture, and what is a moment stays as it is', () => {
  const year = new Date().getUTCFullYear();
  expect(absoluteWords('48 min ago', `${year}-01-02T16:24:10Z`)).toBe('2 Jan, 16:24 UTC');
  expect(absoluteWords('48 min ago', `${year}-01-02T16:24:10Z`, true)).toBe('2 Jan 16:24');
  expect(absoluteWords('41 d ago', `${year - 1}-12-02T16:24:10Z`)).toBe(`2 Dec ${year - 1}`);
  expect(absoluteWords('In 3 d', `${year}-01-02T16:24:10Z`, true)).toBe('2 Jan 16:24');
  expect(absoluteWords('Added 2 h ago', `${year}-01-02T16:24:10Z`, true)).toBe('Added 2 Jan');
  expect(absoluteWords('8 Mar', `${year}-03-08T16:24:10Z`)).toBe('8 Mar');
  expect(absoluteWords('3 h ago', 'no date')).toBe('3 h ago');
});
