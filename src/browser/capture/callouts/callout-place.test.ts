import { expect, test } from 'vitest';
import { boxAround, frameOf, placeDisc } from './callout-place.ts';

const view = { width: 1440, height: 900 };
const row = { left: 32, top: 200, right: 480, bottom: 240 };

test('the number stands in the gutter beside what it is about, and never outside of the window', () => {
  const frame = frameOf(row, view);
  expect(frame).toEqual({ left: 24, top: 192, right: 488, bottom: 248 });
  expect(placeDisc(frame, undefined, view, () => true)).toEqual({ left: 1, top: 209 });
  const atTheEdge = frameOf({ left: 0, top: 0, right: 1440, bottom: 900 }, view);
  expect(atTheEdge).toEqual({ left: 1, top: 1, right: 1439, bottom: 899 });
  const { left, top } = placeDisc(atTheEdge, undefined, view, () => true);
  expect(Math.min(left, top)).toBeGreaterThanOrEqual(1);
});

test('where the gutter of a row is taken, the number stands in that of its column', () => {
  const button = frameOf({ left: 300, top: 200, right: 380, bottom: 226 }, view);
  const column = { left: 100, top: 100, right: 480, bottom: 600 };
  const isFree = (box: { left: number }) => box.left < 100;
  expect(placeDisc(button, column, view, isFree)).toEqual({ left: 69, top: 202 });
});

test('several things under one number are framed together, as far as they are in view', () => {
  const hidden = { left: 0, top: 0, right: 0, bottom: 0 };
  expect(boxAround([row, hidden, { ...row, top: 260, bottom: 300 }])).toEqual({ ...row, bottom: 300 });
  expect(boxAround([hidden])).toBeUndefined();
});
