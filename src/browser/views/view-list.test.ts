import { describe, expect, test } from 'vitest';
import { mergeViews, moveView, renameView, saveView } from './view-list.ts';

const a = { name: 'a', url: '/devices?filter=a' };
const b = { name: 'b', url: '/devices?filter=b' };
const c = { name: 'c', url: '/devices?filter=c' };

describe('saved views', () => {
  test('are added at the end, and one of the same name is saved anew in its place', () => {
    expect(saveView([a], b)).toEqual([a, b]);
    expect(saveView([a, b], { ...a, url: '/devices' })).toEqual([{ name: 'a', url: '/devices' }, b]);
  });

  test('move up and down, and not beyond the ends', () => {
    expect(moveView([a, b, c], 'c', -1)).toEqual([a, c, b]);
    expect(moveView([a, b, c], 'a', 1)).toEqual([b, a, c]);
    expect(moveView([a, b, c], 'a', -1)).toEqual([a, b, c]);
    expect(moveView([a, b, c], 'c', 1)).toEqual([a, b, c]);
  });

  test('never get the name of another one', () => {
    expect(renameView([a, b], 'a', 'x')).toEqual([{ ...a, name: 'x' }, b]);
    expect(renameView([a, b], 'a', 'b')).toEqual([a, b]);
  });

  test('take those of a file besides', () => {
    expect(mergeViews([a, b], [c, { ...a, url: '/devices' }])).toEqual([{ name: 'a', url: '/devices' }, b, c]);
  });
});
