import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from './filter-language.ts';
import { joinLine, lineParts, splitLine, withToken, withoutTokens } from './filter-parts.ts';

const texts = (line: string) => lineParts(line).map(({ text }) => text);

describe('the parts of a line', () => {
  test('are its words, its lists and its groups', () => {
    expect(texts('edge tag:(a | b) -(os:linux OR os:ios)  "joe mac"')).toEqual([
      'edge',
      'tag:(a | b)',
      '-(os:linux OR os:ios)',
      '"joe mac"',
    ]);
  });

  test.each(['tag:a OR tag:b', 'NOT tag:a', 'tag:a AND tag:b', '(tag:a tag:b', 'tag:a) tag:b', 'tag:a -'])(
    '%s is one part, as its words cannot go alone',
    (line) => {
      expect(texts(line)).toEqual([line]);
    },
  );
});

describe('the input', () => {
  /** The chips and the text with the caret as "|", of a line with one. */
  const shown = (line: string) => {
    const caret = line.indexOf('|');
    const { chips, rest, caret: at } = splitLine(line.replace('|', ''), caret === -1 ? undefined : caret);
    return [...chips, caret === -1 ? rest : `${rest.slice(0, at)}|${rest.slice(at)}`];
  };

  test.each([
    ['tag:prod|', ['tag:prod|']],
    ['tag:prod |', ['tag:prod', '|']],
    ['tag:prod', ['tag:prod', '']],
    ['tag:prod st|', ['tag:prod', 'st|']],
    ['edge tag:prod |', ['tag:prod', 'edge |']],
    ['tag:a| edge', ['tag:a| edge']],
    ['tag:prod |edge', ['tag:prod', '|edge']],
    ['-tag:ci (os:ios OR os:macos) |', ['-tag:ci', '(os:ios OR os:macos)', '|']],
    ['tag:prod OR x |', ['tag:prod OR x |']],
    ['colour:red tag: |', ['colour:red tag: |']],
    ['untagged |', ['untagged', '|']],
    ['(a+)+$ |', ['(a+)+$ |']],
  ])('shows %s as %j', (line, view) => {
    expect(shown(line)).toEqual(view);
  });

  test('asks the same, however it shows a line', () => {
    const piece = fc.constantFrom(
      'tag:a',
      '-tag:b',
      'edge',
      '"joe mac"',
      '(os:ios OR x)',
      'status:offline',
      'tag:(a b)',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const line = pieces.join(' ');
        const { chips, rest } = splitLine(line, undefined);
        const kinds = (text: string) => {
          const filter = parseFilter(text);
          return (filter.kind === 'all' ? filter.of : [filter]).map((part) => JSON.stringify(part)).toSorted();
        };
        expect(kinds(joinLine(chips, rest))).toEqual(kinds(line));
      }),
    );
  });
});

describe('a quick filter', () => {
  const tokens = ['', 'status:expired', 'update:yes'];

  test('stands beside the rest of the line and takes the place of another one', () => {
    expect(withoutTokens('os:linux status:expired', tokens)).toEqual({ line: 'os:linux', token: 'status:expired' });
    expect(withToken('os:linux', 'update:yes')).toBe('os:linux update:yes');
    expect(withToken('', 'update:yes')).toBe('update:yes');
    expect(withToken('os:linux ', '')).toBe('os:linux');
  });

  test('keeps an OR of the line to itself', () => {
    expect(withToken('tag:a OR tag:b', 'update:yes')).toBe('(tag:a OR tag:b) update:yes');
    expect(withoutTokens('tag:a OR update:yes', tokens)).toEqual({ line: 'tag:a OR update:yes', token: undefined });
  });
});
