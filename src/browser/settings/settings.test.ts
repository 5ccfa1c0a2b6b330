import { expect, test } from 'vitest';
import { createSettings } from './settings.ts';

/** A storage as a browser has it, over a map. */
function storageOver(kept: Map<string, string>): Storage {
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    removeItem: (name) => void kept.delete(name),
    setItem: (name, value) => void kept.set(name, value),
  };
}

test('what somebody sets is there again in the next tab, and gone when it is set back', () => {
  const kept = new Map<string, string>();
  createSettings(storageOver(kept), () => undefined).write('single-keys', 'off');
  const later = createSettings(storageOver(kept), () => undefined);
  expect(later.read('single-keys')).toBe('off');
  later.write('single-keys', undefined);
  expect(kept.size).toBe(0);
});

test('in a frame whose storage is blocked or full a setting lasts as long as the page', () => {
  const full = storageOver(new Map());
  full.setItem = () => {
    throw new Error('QuotaExceededError');
  };
  for (const storage of [undefined, full]) {
    const settings = createSettings(storage, () => undefined);
    const heard: (string | undefined)[] = [];
    settings.subscribe(() => heard.push(settings.read('theme')));
    settings.write('theme', 'dark');
    expect(heard).toEqual(['dark']);
  }
});

test('what another tab sets is heard here', () => {
  const kept = new Map<string, string>();
  let tell = () => {};
  const settings = createSettings(storageOver(kept), (listener) => {
    tell = listener;
  });
  expect(settings.read('theme')).toBeUndefined();
  kept.set('tailboard.theme', 'light');
  tell();
  expect(settings.read('theme')).toBe('light');
});
