import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf } from './filter-places.tsx';

/** The text with its lined words in angle brackets. */
const lined = (text: string) =>
  piecesOf(text)
    .map(({ start, end, isPlace }) => (isPlace ? `<${text.slice(start, end)}>` : text.slice(start, end)))
    .join('');

test.each([
  ['priya os:linux', 'priya os:linux'],
  ['priya user:me', 'priya <user:me>'],
  ['seen:soon x user:me', '<seen:soon> x <user:me>'],
  ['(tag:prod OR tag:db', '<(>tag:prod OR tag:db'],
  ['', ''],
])('%j is lined where it is not understood: %j', (text, expected) => {
  expect(lined(text)).toBe(expected);
});

test('whatever is typed stands there once more, each letter once', () => {
  const words = fc.constantFrom('user:', 'tag:a', '(', ')', '"', 'OR', 'NOT', '-', ' ', '  ', 'seen:soon', 'ü', '💻');
  fc.assert(
    fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      expect(
        piecesOf(text)
          .map(({ start, end }) => text.slice(start, end))
          .join(''),
      ).toBe(text);
    }),
  );
});
