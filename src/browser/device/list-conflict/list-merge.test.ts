import { assert, constantFrom, property, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeLists } from './list-merge.ts';

const letters = uniqueArray(constantFrom('a', 'b', 'c', 'd', 'e', 'x4', 'x6'));
/** As the two halves of an exit node do, both x move together. */
const unitOf = (key: string) => key.slice(0, 1);
const sorted = (list: readonly string[]) => [...list].sort();

describe('merging two changes of one list', () => {
  test('keeps what the other added, and does what the person did', () => {
    const merge = mergeLists({
      opened: ['10.20', '192.168'],
      current: ['10.20', '10.30', '192.168'],
      wanted: ['10.0', '10.20'],
    });
    expect(sorted(merge.merged)).toEqual(['10.0', '10.20', '10.30']);
    expect(merge.theirs).toEqual({ added: ['10.30'], removed: [] });
    expect(merge.yours).toEqual({ added: ['10.0'], removed: ['192.168'] });
    expect(merge.contested).toEqual([]);
  });

  test('another spelling is no change, and what is kept is spelled as the server has it', () => {
    const keyOf = (element: string) => element.toLowerCase();
    const merge = mergeLists({ opened: ['fd00'], current: ['FD00', 'Fd00'], wanted: ['fd00', 'FE00'], keyOf });
    expect(merge.merged).toEqual(['FD00', 'FE00']);
    expect(merge.theirs).toEqual({ added: [], removed: [] });
    expect(merge.yours).toEqual({ added: ['fe00'], removed: [] });
  });

  test('a unit that both changed to different ends is contested, and the merge has it as the person wants it', () => {
    const merge = mergeLists({ opened: ['x4', 'a'], current: ['a'], wanted: ['x4', 'x6', 'a'], unitOf });
    expect(merge.contested).toEqual(['x']);
    expect(sorted(merge.merged)).toEqual(['a', 'x4', 'x6']);
    expect(merge.rows).toContainEqual({ unit: 'x', opened: ['x4'], current: [], wanted: ['x4', 'x6'] });
  });

  test('without a change of others it is what the person wants', () => {
    assert(
      property(letters, letters, (opened, wanted) => {
        const { merged, theirs } = mergeLists({ opened, current: opened, wanted, unitOf });
        expect(sorted(merged)).toEqual(sorted(wanted));
        expect(theirs).toEqual({ added: [], removed: [] });
      }),
    );
  });

  test('without a change of the person it is what the server has', () => {
    assert(
      property(letters, letters, (opened, current) => {
        expect(sorted(mergeLists({ opened, current, wanted: opened, unitOf }).merged)).toEqual(sorted(current));
      }),
    );
  });

  test('it does not matter who was first, unless something is contested', () => {
    assert(
      property(letters, letters, letters, (opened, one, other) => {
        const there = mergeLists({ opened, current: one, wanted: other, unitOf });
        const back = mergeLists({ opened, current: other, wanted: one, unitOf });
        expect(back.contested.toSorted()).toEqual(there.contested.toSorted());
        const settled = (merged: readonly string[]) =>
          sorted(merged.filter((key) => !there.contested.includes(unitOf(key))));
        expect(settled(back.merged)).toEqual(settled(there.merged));
      }),
    );
  });

  test('nothing is dropped that neither side removed, and nothing is there that neither side has', () => {
    assert(
      property(letters, letters, letters, (opened, current, wanted) => {
        const { merged } = mergeLists({ opened, current, wanted, unitOf });
        const kept = opened.filter((element) => current.includes(element) && wanted.includes(element));
        expect(merged).toEqual(expect.arrayContaining(kept));
        for (const element of merged) expect([...current, ...wanted]).toContain(element);
      }),
    );
  });

  test('an element that moves alone is never contested: every change of both sides is in', () => {
    assert(
      property(letters, letters, letters, (opened, current, wanted) => {
        const { merged, theirs, yours, contested } = mergeLists({ opened, current, wanted });
        expect(contested).toEqual([]);
        expect(merged).toEqual(expect.arrayContaining([...theirs.added, ...yours.added]));
        for (const element of [...theirs.removed, ...yours.removed]) expect(merged).not.toContain(element);
      }),
    );
  });

  test('merging what is merged changes nothing', () => {
    assert(
      property(letters, letters, letters, (opened, current, wanted) => {
        const { merged } = mergeLists({ opened, current, wanted, unitOf });
        expect(sorted(mergeLists({ opened, current: merged, wanted: merged, unitOf }).merged)).toEqual(sorted(merged));
        expect(sorted(mergeLists({ opened: current, current, wanted: merged, unitOf }).merged)).toEqual(sorted(merged));
      }),
    );
  });
});
