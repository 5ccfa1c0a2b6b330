import { describe, expect, test } from 'vitest';
import { effectWords } from './list-conflict-words.ts';
import { mergeLists } from './list-merge.ts';

const verbs = { add: 'approves', remove: 'withdraws', added: 'approved', removed: 'withdrawn' };
const words = (opened: string[], current: string[], wanted: string[]) =>
  effectWords(mergeLists({ opened, current, wanted, unitOf: (key) => key.replace(/^x.$/, 'x') }), verbs, (unit) =>
    unit === 'x' ? 'the exit node' : unit,
  );

describe('what a way out of a conflict does', () => {
  test('is told for what was added since and for each change of mine', () => {
    expect(words(['b', 'd'], ['b', 'c', 'd'], ['a', 'b'])).toEqual({
      merge: 'Keeps c, approves a, withdraws d.',
      take: 'My 2 changes are discarded.',
      overwrite: 'C, approved since you opened this, is withdrawn.',
    });
  });

  test('is told for what was taken away since', () => {
    expect(words(['b', 'c', 'd'], ['d'], ['a', 'b', 'c', 'd'])).toEqual({
      merge: 'Leaves b and c withdrawn, approves a.',
      take: 'My change is discarded.',
      overwrite: 'B and c, withdrawn since you opened this, are approved again.',
    });
  });

  test('names the exit node as one thing, and who wins where both changed it', () => {
    const { merge, overwrite } = words(['x4', 'a'], ['a'], ['x4', 'x6', 'a']);
    expect(merge).toBe('Approves the exit node.');
    expect(overwrite).toBe('The exit node, withdrawn since you opened this, is approved again.');
  });

  test('says so when nothing of theirs is lost', () => {
    expect(words(['a', 'b'], ['a', 'b', 'c'], ['a', 'c']).overwrite).toBe('Nothing of theirs is lost.');
  });

  test('counts what a line has no room for', () => {
    const many = ['b', 'c', 'd', 'e', 'f', 'g', 'h'];
    expect(words([], many, ['a']).merge).toBe('Keeps b, c, d, e, f and 2 more, approves a.');
  });
});
