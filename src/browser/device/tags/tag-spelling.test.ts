import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTags, refusedTags } from './tag-spelling.ts';

describe('a typed tag', () => {
  test.each([
    ['mon', ['tag:mon']],
    ['tag:mon', ['tag:mon']],
    ['  TAG:mon ', ['tag:mon']],
    ['Web-01', ['tag:Web-01']],
    ['tag:a, tag:b\ntag:a', ['tag:a', 'tag:b']],
  ])('%j is read with its prefix, once', (text, tags) => {
    expect(readTags(text, [])).toEqual({ kind: 'ok', tags });
  });

  test.each([
    ['1a', 'tag:1a has to begin with a letter.'],
    ['-a', 'tag:-a has to begin with a letter.'],
    ['tag:', 'Type a name after tag:, such as tag:web.'],
    ['a_b', 'tag:a_b has “_” in it. Use letters, digits and hyphens.'],
    ['a.b', 'tag:a.b has “.” in it. Use letters, digits and hyphens.'],
    ['wäb', 'tag:wäb has “ä” in it. Use letters, digits and hyphens.'],
    ['a😀', 'tag:a😀 has “😀” in it. Use letters, digits and hyphens.'],
    ['web', 'tag:web is there already.'],
  ])('%j says how to mend it', (text, sentence) => {
    expect(readTags(text, ['tag:web'])).toEqual({ kind: 'bad', sentence });
  });

  test('longer than the server takes is told with its length', () => {
    expect(readTags('a'.repeat(252), [])).toEqual({
      kind: 'bad',
      sentence: 'A tag has at most 255 characters, and this one has 256.',
    });
    expect(readTags('a'.repeat(251), []).kind).toBe('ok');
  });

  test('nothing is nothing', () => {
    expect(readTags(' , ', [])).toEqual({ kind: 'empty' });
  });

  test('what is taken always has the spelling that the server takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const typed = readTags(text, []);
        const taken = typed.kind === 'ok' ? typed.tags : [];
        expect(taken.every((tag) => /^tag:[a-zA-Z][a-zA-Z0-9-]*$/.test(tag))).toBe(true);
      }),
    );
  });
});

test('a refusal names its tags, and other words name none', () => {
  expect(refusedTags('requested tags [tag:x tag:y] are invalid or not permitted')).toEqual(['tag:x', 'tag:y']);
  expect(refusedTags('tagged nodes cannot be untagged without reauth')).toEqual([]);
  expect(refusedTags('dial [::1]:443')).toEqual([]);
});
