import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeLists } from '#browser/device/list-conflict/list-merge.ts';
import {
  applyTags,
  changesOfOthers,
  hasSameTags,
  isLastTag,
  isNoWish,
  joinWishes,
  noWish,
  stageTag,
  wishBetween,
} from './tags.schema.ts';

const tag: fc.Arbitrary<string> = fc.constantFrom('tag:a', 'tag:b', 'tag:c', 'tag:d', 'tag:e', 'tag:A');
const tags = fc.uniqueArray(tag).map((list) => list.toSorted());
const wish = fc.record({ add: fc.uniqueArray(tag), remove: fc.uniqueArray(tag) });

describe('carrying a wish out', () => {
  test('has what was to be added, lacks what was to be removed, and keeps the rest', () => {
    fc.assert(
      fc.property(tags, wish, (list, { add, remove }) => {
        const after = applyTags(list, { add, remove });
        const lost = list.filter((one) => !after.includes(one));
        const won = after.filter((one) => !list.includes(one));
        expect(lost.every((one) => remove.includes(one))).toBe(true);
        expect(won.every((one) => add.includes(one))).toBe(true);
        expect(remove.some((one) => after.includes(one))).toBe(false);
        expect(add.filter((one) => !remove.includes(one)).every((one) => after.includes(one))).toBe(true);
      }),
    );
  });

  test('twice is once, and nothing to do gives the very same list', () => {
    fc.assert(
      fc.property(tags, wish, (list, wanted) => {
        const once = applyTags(list, wanted);
        expect(applyTags(once, wanted)).toBe(once);
        expect(applyTags(list, noWish)).toBe(list);
      }),
    );
  });

  test('what differs between two lists leads from one to the other, and back', () => {
    fc.assert(
      fc.property(tags, tags, (before, after) => {
        const { add, remove } = wishBetween(before, after);
        expect(applyTags(before, { add, remove })).toEqual(after);
        expect(applyTags(after, { add: remove, remove: add })).toEqual(before);
      }),
    );
  });

  test('order is no difference, and upper case is one', () => {
    expect(hasSameTags(['tag:a', 'tag:b'], ['tag:b', 'tag:a', 'tag:a'])).toBe(true);
    expect(hasSameTags(['tag:a'], ['tag:A'])).toBe(false);
  });
});

describe('staging', () => {
  test('going back and forth leaves no change', () => {
    fc.assert(
      fc.property(tags, fc.array(fc.tuple(tag, fc.boolean())), (opened, steps) => {
        const staged = steps.reduce((before, [one, isWanted]) => stageTag(before, opened, one, isWanted), noWish);
        const differs = wishBetween(opened, applyTags(opened, staged));
        expect(differs.add.toSorted()).toEqual([...staged.add].toSorted());
        expect(differs.remove.toSorted()).toEqual([...staged.remove].toSorted());
        const back = [...new Set(steps.map(([one]) => one))].reduce(
          (before, one) => stageTag(before, opened, one, opened.includes(one)),
          staged,
        );
        expect(isNoWish(back)).toBe(true);
      }),
    );
  });

  test('of two wishes the second has the last word', () => {
    fc.assert(
      fc.property(tags, wish, wish, (list, first, second) => {
        const apart = { add: second.add.filter((one) => !second.remove.includes(one)), remove: second.remove };
        const sound = { add: first.add.filter((one) => !first.remove.includes(one)), remove: first.remove };
        expect(applyTags(list, joinWishes(sound, apart))).toEqual(applyTags(applyTags(list, sound), apart));
      }),
    );
  });

  test('the last tag of a tagged device is locked, that of an untagged one is only a draft', () => {
    expect(isLastTag(['tag:a', 'tag:b'], ['tag:a', 'tag:b'])).toBe(false);
    expect(isLastTag(['tag:a', 'tag:b'], ['tag:b'])).toBe(true);
    expect(isLastTag([], ['tag:a'])).toBe(false);
  });
});

describe('what others changed meanwhile', () => {
  test('is asked about exactly when merging differs from what the person made of the list', () => {
    fc.assert(
      fc.property(tags, tags, tags, (opened, current, wanted) => {
        const intent = { ...wishBetween(opened, wanted), opened };
        const { merged } = mergeLists({ opened, current, wanted });
        expect(isNoWish(changesOfOthers(current, intent))).toBe(hasSameTags(merged, wanted));
        expect(applyTags(current, intent).toSorted()).toEqual([...merged].toSorted());
      }),
    );
  });

  test('leaves out what this page was changing itself when the editor was opened', () => {
    const intent = { add: ['tag:x'], remove: [], opened: ['tag:a', 'tag:mine'], own: ['tag:mine'] };
    expect(changesOfOthers(['tag:a'], intent)).toEqual(noWish);
    expect(changesOfOthers(['tag:a', 'tag:theirs'], intent)).toEqual({ add: ['tag:theirs'], remove: [] });
  });

  test('is nobody’s question where a wish was made on no list: an undo', () => {
    expect(changesOfOthers(['tag:theirs'], { add: [], remove: ['tag:x'] })).toEqual(noWish);
  });
});
