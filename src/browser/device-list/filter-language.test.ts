import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Filter, allOf, anyOf, isEmpty, noneOf, parseFilter, readFilter } from './filter-language.ts';
import { printFilter } from './filter-print.ts';
import { filterKeys } from './filter-tokens.ts';

const text = (value: string) => ({ kind: 'text', text: value });
const token = (key: string, value: string) => ({ kind: 'token', key, value });
const any = (...of: unknown[]) => ({ kind: 'any', of });
const all = (...of: unknown[]) => ({ kind: 'all', of });
const not = (of: unknown) => ({ kind: 'not', of });

describe('a filter line', () => {
  test('asks nothing when it is empty', () => {
    expect(parseFilter('   ')).toEqual(all());
  });

  test('needs all of the words that stand side by side', () => {
    expect(parseFilter('tag:prod os:linux db')).toEqual(all(token('tag', 'prod'), token('os', 'linux'), text('db')));
  });

  test('lets either side of OR match, and AND is what words do anyway', () => {
    expect(parseFilter('tag:db AND status:offline OR tag:web')).toEqual(
      any(all(token('tag', 'db'), token('status', 'offline')), token('tag', 'web')),
    );
  });

  test('excludes by NOT, by a leading minus and by a minus before brackets', () => {
    expect(parseFilter('NOT tag:ci')).toEqual(not(token('tag', 'ci')));
    expect(parseFilter('-tag:ci')).toEqual(not(token('tag', 'ci')));
    expect(parseFilter('NOT NOT tag:ci')).toEqual(token('tag', 'ci'));
    expect(parseFilter('-(tag:ci OR tag:kiosk)')).toEqual(not(any(token('tag', 'ci'), token('tag', 'kiosk'))));
  });

  test('groups by brackets', () => {
    expect(parseFilter('(tag:db OR tag:web) os:linux')).toEqual(
      all(any(token('tag', 'db'), token('tag', 'web')), token('os', 'linux')),
    );
  });

  test('keeps the spaces of what is quoted, and takes a quoted token for text', () => {
    expect(parseFilter('"joe mac" owner:"ada l"')).toEqual(all(text('joe mac'), token('owner', 'ada l')));
    expect(parseFilter('"tag:prod" "untagged"')).toEqual(all(text('tag:prod'), text('untagged')));
  });

  test.each([
    'tag:(db | web)',
    'tag:(db|web)',
    'tag:(db web)',
    'tag:(db, web)',
    'tag:(db OR web)',
    'tag:db|web',
    'tag:db,web',
  ])('reads the list %s as either of its values', (line) => {
    expect(parseFilter(line)).toEqual(any(token('tag', 'db'), token('tag', 'web')));
    expect(parseFilter(`-${line}`)).toEqual(not(any(token('tag', 'db'), token('tag', 'web'))));
  });

  test('reads an IPv6 address as text, although it has colons, and says nothing of it', () => {
    expect(readFilter('fd7a:115c')).toEqual({ filter: text('fd7a:115c'), notes: [] });
  });

  test('knows untagged as a word and attributes by the name of their own', () => {
    expect(parseFilter('-untagged')).toEqual(not(token('is', 'untagged')));
    expect(parseFilter('custom:tier=prod')).toEqual(token('attr', 'custom:tier=prod'));
    expect(parseFilter('custom:tier=(prod|dev)')).toEqual(
      any(token('attr', 'custom:tier=prod'), token('attr', 'custom:tier=dev')),
    );
    expect(parseFilter('node:os=linux')).toEqual(token('attr', 'node:os=linux'));
    expect(parseFilter('attr:ip:country=DE')).toEqual(token('attr', 'ip:country=de'));
  });
});

describe('a line that is not finished or not understood', () => {
  /** The notes on a line, each with the piece of the line that it points at. */
  const notes = (line: string) =>
    readFilter(line).notes.map(({ start, end, message }) => [line.slice(start, end), message]);
  const mended = (line: string) => readFilter(line).notes[0]?.mended?.line;

  test('is read as far as it goes, and each note points at its place', () => {
    expect(parseFilter('tag:')).toEqual(all());
    expect(notes('os:linux tag:')).toEqual([['tag:', 'tag: takes the name of a tag, such as tag:prod.']]);
    expect(parseFilter('(tag:a OR tag:b')).toEqual(any(token('tag', 'a'), token('tag', 'b')));
    expect(notes('(tag:a OR tag:b')).toEqual([['(', 'This bracket is open. Close it where the group ends.']]);
    expect(notes('tag:a) tag:b')).toEqual([[')', 'This bracket closes nothing. Open one before it, or remove it.']]);
    expect(notes('tag:a OR')).toEqual([['OR', 'OR needs a filter on both sides.']]);
    expect(notes('OR tag:a')).toEqual([['OR', 'OR needs a filter on both sides.']]);
    expect(notes('tag:a NOT')).toEqual([['NOT', 'NOT needs a filter after it.']]);
    expect(notes('owner:"ada l')).toEqual([['owner:"ada l', 'This quote is open. Close it where the text ends.']]);
    expect(notes('tag:(a | b')).toEqual([['tag:(a | b', 'This list is open. Close it with a bracket.']]);
  });

  test('takes an unknown key and an unknown value for text, and says what there is instead', () => {
    expect(parseFilter('colour:red')).toEqual(text('colour:red'));
    expect(notes('colour:red')).toEqual([
      ['colour:red', 'There is no filter colour:, so this is searched as text. Put it in quotes if that is meant.'],
    ]);
    expect(parseFilter('status:nonsense')).toEqual(text('status:nonsense'));
    expect(notes('os:linux status:nonsense')).toEqual([
      [
        'status:nonsense',
        'This is searched as text: status: takes connected, offline, expired, pending, external or locked.',
      ],
    ]);
  });

  test.each([
    ['user:ada', 'owner:ada'],
    ['-tags:prod', '-tag:prod'],
    ['os:linux statsu:offline', 'os:linux status:offline'],
    ['vers:<1.90', 'version:<1.90'],
    ['(tag:a OR tag:b', '(tag:a OR tag:b)'],
    ['tag:a) tag:b', 'tag:a tag:b'],
    ['owner:"ada l', 'owner:"ada l"'],
    ['tag:a OR', 'tag:a'],
  ])('mends %s to %s', (line, better) => {
    expect(mended(line)).toBe(better);
    expect(readFilter(better).notes).toEqual([]);
  });

  test('reads no more than a hundred words and brackets forty deep, and says so', () => {
    expect(notes('a '.repeat(101)).at(-1)?.[1]).toBe('Only the first 100 words are read. Remove some of them.');
    const deep = '('.repeat(100_000);
    expect(() => parseFilter(deep)).not.toThrow();
    expect(readFilter(deep).notes[0]?.message).toBe('Brackets are read 40 deep. Remove some of them.');
  });
});

const word = fc.oneof(
  fc.constantFrom(
    'or',
    'untagged',
    'tag:x',
    'fd7a:115c',
    '-',
    '-a',
    'a(b',
    'ad a',
    'ünïcode',
    '*',
    '|',
    'a,b',
    'custom:x=1',
  ),
  fc.string({ minLength: 1, maxLength: 8 }).map((some) => some.replaceAll('"', '').toLowerCase()),
);
const values: Readonly<Record<string, readonly string[]>> = {
  tag: ['prod', 'tag:prod', 'a b', 'a|b', '*'],
  ip: ['100.64.0.0/10', '100.64', 'fd7a::/48', '8c43', ':8c01:8c43'],
  status: ['connected', 'off'],
  version: ['1.92', '<1.90', '>=1.92.3'],
  seen: ['>30d', '<2026-11-01', 'never'],
  expires: ['<7d', 'off', 'soon'],
  created: ['2026', '<=24h'],
  route: ['10.0.0.0/8', 'waiting'],
  exit: ['yes'],
  expiry: ['off'],
  update: ['no'],
  ephemeral: ['yes'],
  shared: ['in'],
  is: ['attention', 'untagged'],
  attr: ['custom:tier=prod', 'custom:a b="c"'.replaceAll(/[" ]/g, ''), 'ip:country=de', 'custom:score>=80'],
};
const anyToken: fc.Arbitrary<Filter> = fc
  .constantFrom(...filterKeys)
  .chain((key) =>
    (values[key] === undefined
      ? word.filter((some) => some.trim() !== '' && !/^[<>]?=?$/.test(some))
      : fc.constantFrom(...values[key])
    ).map((value) => ({ kind: 'token' as const, key, value })),
  );
const anyFilter = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'filter' },
    word.filter((some) => some !== '').map((some): Filter => ({ kind: 'text', text: some })),
    anyToken,
    fc.array(tie('filter'), { maxLength: 3 }).map(allOf),
    fc.array(tie('filter'), { maxLength: 3 }).map(anyOf),
    tie('filter').map(noneOf),
  ),
})).filter;

describe('printing', () => {
  test('gives a line that is read as the same filter', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(parseFilter(printFilter(filter))).toEqual(filter);
      }),
      { numRuns: 3000 },
    );
  });

  test('of whatever was typed keeps its meaning', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '"',
      '-',
      ':',
      ' ',
      ' OR ',
      ' NOT ',
      'tag:',
      'a',
      'custom:x=',
      '<1.9',
      '|',
      ',',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme' })), { maxLength: 30 }), (pieces) => {
        const filter = parseFilter(pieces.join(''));
        expect(parseFilter(printFilter(filter))).toEqual(filter);
        expect(isEmpty(filter)).toBe(printFilter(filter) === '');
      }),
      { numRuns: 3000 },
    );
  });
});
