import { expect, test } from 'vitest';
import { keySigns } from './key-label.ts';
import { type Pressed, isSingle, pressOf } from './key-press.ts';

function pressed(key: string, held: Partial<Pressed> & { altGraph?: boolean } = {}): Pressed {
  const { altGraph = false, ...rest } = held;
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
  return { key, ...none, ...rest, getModifierState: (name) => name === 'AltGraph' && altGraph };
}

test('a letter is a letter, with Caps Lock on, too', () => {
  expect(pressOf(pressed('c'), false)).toBe('c');
  expect(pressOf(pressed('C'), false)).toBe('c');
  expect(pressOf(pressed('C', { shiftKey: true }), false)).toBe('shift+c');
  expect(pressOf(pressed('ArrowDown', { shiftKey: true }), false)).toBe('shift+ArrowDown');
  expect(pressOf(pressed(' '), false)).toBe('Space');
});

test('somebody with a German keyboard presses Shift for "/" and "?", and AltGr or Option for brackets', () => {
  expect(pressOf(pressed('/', { shiftKey: true }), false)).toBe('/');
  expect(pressOf(pressed('?', { shiftKey: true }), false)).toBe('?');
  expect(pressOf(pressed('[', { ctrlKey: true, altKey: true, altGraph: true }), false)).toBe('[');
  expect(pressOf(pressed('[', { altKey: true }), true)).toBe('[');
  expect(pressOf(pressed('[', { altKey: true }), false)).toBeUndefined();
});

test('⌘ on a Mac is Ctrl elsewhere, and Ctrl on a Mac stays with the text', () => {
  expect(pressOf(pressed('k', { metaKey: true }), true)).toBe('mod+k');
  expect(pressOf(pressed('k', { ctrlKey: true }), false)).toBe('mod+k');
  expect(pressOf(pressed('k', { ctrlKey: true }), true)).toBeUndefined();
  expect(pressOf(pressed('k', { metaKey: true }), false)).toBeUndefined();
  expect(pressOf(pressed('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+z');
});

test('who composes a syllable presses no shortcut', () => {
  expect(pressOf(pressed('j', { isComposing: true }), false)).toBeUndefined();
  expect(pressOf(pressed('Process'), false)).toBeUndefined();
  expect(pressOf(pressed('r', { altKey: true }), false)).toBeUndefined();
});

test('only characters are single keys', () => {
  expect(['j', '?', '.', 'shift+c', '['].filter((press) => !isSingle(press))).toEqual([]);
  expect(['mod+k', 'Escape', 'ArrowDown', 'shift+ArrowDown', 'Backspace'].filter(isSingle)).toEqual([]);
});

test('hints show the keys of the machine that one sits at', () => {
  expect(keySigns('mod+k', true)).toEqual(['⌘', 'K']);
  expect(keySigns('mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(keySigns('g,d', false)).toEqual(['G', 'D']);
  expect(keySigns('shift+ArrowDown', true)).toEqual(['⇧', '↓']);
});
