import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from './filter-language.ts';

const text = (value: string) => ({ kind: 'text', text: value });
const token = (key: string, value: string) => ({ kind: 'token', key, value });

describe('a filter line', () => {
  test('asks nothing when it is empty', () => {
    expect(parseFilter('   ')).toEqual({ kind: 'all', of: [] });
  });

  test('needs all of the words that stand side by side', () => {
    expect(parseFilter('tag:prod os:linux db')).toEqual({
      kind: 'all',
      of: [token('tag', 'prod'), token('os', 'linux'), text('db')],
    });
  });

  test('lets either side of OR match, and AND is what words do anyway', () => {
    expect(parseFilter('tag:db AND status:offline OR tag:web')).toEqual({
      kind: 'any',
      of: [{ kind: 'all', of: [token('tag', 'db'), token('status', 'offline')] }, token('tag', 'web')],
    });
  });

  test('excludes by NOT, by a leading minus and by a minus before brackets', () => {
    const excluded = { kind: 'not', of: token('tag', 'ci') };
    expect(parseFilter('NOT tag:ci')).toEqual(excluded);
    expect(parseFilter('-tag:ci')).toEqual(excluded);
    expect(parseFilter('-(tag:ci OR tag:kiosk)')).toEqual({
      kind: 'not',
      of: { kind: 'any', of: [token('tag', 'ci'), token('tag', 'kiosk')] },
    });
  });

  test('groups by brackets', () => {
    expect(parseFilter('(tag:db OR tag:web) os:linux')).toEqual({
      kind: 'all',
      of: [{ kind: 'any', of: [token('tag', 'db'), token('tag', 'web')] }, token('os', 'linux')],
    });
  });

  test('keeps the spaces of what is quoted', () => {
    expect(parseFilter('"joe mac" owner:"ada l"')).toEqual({
      kind: 'all',
      of: [text('joe mac'), token('owner', 'ada l')],
    });
  });

  test('reads an IPv6 address as text, although it has colons', () => {
    expect(parseFilter('fd7a:115c')).toEqual(text('fd7a:115c'));
  });

  test.each(['tag:', '(', ')', '-', 'NOT', 'OR', 'a OR', 'OR a', '((a', 'a))', '-(', '"', 'NOT OR', '- -'])(
    'is forgiving while somebody still types %j',
    (line) => {
      expect(() => parseFilter(line)).not.toThrow();
    },
  );

  test('never throws, whatever is typed', () => {
    const piece = fc.constantFrom('(', ')', '"', '-', ':', ' ', 'OR', 'NOT', 'AND', 'tag:', 'a', '\\', '[', '+)+$');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        parseFilter(pieces.join(''));
      }),
      { numRuns: 2000 },
    );
  });
});
