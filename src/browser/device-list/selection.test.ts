import { describe, expect, test } from 'vitest';
import { createSelection } from './selection.ts';

const rows = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key }));
const at = (selection: ReturnType<typeof createSelection>) => [...selection.now().keys].toSorted().join('');

describe('a selection', () => {
  test('takes one more and one less, and ends with the last', () => {
    const selection = createSelection();
    selection.toggle('b');
    selection.toggle('d');
    expect([at(selection), selection.now().isPicking]).toEqual(['bd', true]);
    selection.toggle('b');
    selection.toggle('d');
    expect([at(selection), selection.now().isPicking]).toEqual(['', false]);
  });

  test('reaches from the last one that was clicked, in both directions, and shrinks again', () => {
    const selection = createSelection();
    selection.toggle('a');
    selection.toggle('c');
    selection.extend(rows, 'e');
    expect(at(selection)).toBe('acde');
    selection.extend(rows, 'd');
    expect(at(selection)).toBe('acd');
    selection.extend(rows, 'b');
    expect(at(selection)).toBe('abc');
  });

  test('begins where the keyboard was when nothing was clicked, or when that row is filtered away', () => {
    const selection = createSelection();
    selection.extend(rows, 'c', 'b');
    expect(at(selection)).toBe('bc');
    selection.extend(rows.slice(3), 'e', 'd');
    expect(at(selection)).toBe('bcde');
  });

  test('takes all rows of a filter, keeps those outside of it, and lets the same rows go', () => {
    const selection = createSelection();
    selection.toggle('a');
    selection.addAll(rows.slice(2));
    expect(at(selection)).toBe('acde');
    selection.removeAll(rows.slice(2));
    expect(at(selection)).toBe('a');
  });

  test('loses a device that is deleted and nothing else', () => {
    const selection = createSelection();
    selection.addAll(rows);
    const before = selection.now();
    selection.keep(rows);
    expect(selection.now()).toBe(before);
    selection.keep(rows.slice(1));
    expect(at(selection)).toBe('bcde');
    selection.keep([]);
    expect(selection.now().isPicking).toBe(false);
  });

  test('shows its boxes on request, and hides them when it is cleared', () => {
    const selection = createSelection();
    let told = 0;
    const stop = selection.subscribe(() => (told += 1));
    selection.startPicking();
    expect([selection.now().isPicking, selection.now().keys.size]).toEqual([true, 0]);
    selection.toggle('a');
    selection.clear();
    stop();
    selection.toggle('b');
    expect([told, selection.now().isPicking]).toEqual([3, true]);
  });
});
