import { expect, test } from 'vitest';
import { fitColumns, sizedColumns } from './columns.ts';
import { defaultColumns } from './default-columns.tsx';

const widths = (width: number) =>
  Object.fromEntries(sizedColumns(fitColumns(defaultColumns, width), width).map((column) => [column.id, column.width]));

test('a wide table divides what Machine leaves by the shares of its columns', () => {
  const { name, owner = 0, ipv4, state = 0, seen } = widths(1440);
  expect([name, ipv4, seen]).toEqual([244, 148, 100]);
  expect(state / owner).toBeCloseTo(1.3);
  expect(244 + owner + 148 + 152 + state + 100 + 6 * 16 + 92).toBeCloseTo(1440);
});

test('a column whose least is more than its share keeps it, and the other has what is left', () => {
  const { owner = 0, state } = widths(985);
  expect(state).toBe(250);
  expect(owner).toBeCloseTo(985 - 92 - 4 * 16 - 244 - 148 - 250);
});
