import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type KeyId, type KeyScope, keyMap } from './key-map.ts';
import { isSingle } from './key-press.ts';
import { keyWords } from './key-words.ts';
import { type KeyHandler, type KeyHandlers, type Keyboard, createKeyboard } from './keyboard.ts';

const table = Object.entries(keyMap).flatMap(([scope, keys]) =>
  Object.entries(keys).flatMap(([id, presses]) => presses.split(' ').map((press) => ({ scope, id, press }))),
);

/** A keyboard on which one scope answers, and what it was asked for. */
function keyboardWith(scope: KeyScope, areSinglesOn = true): { keyboard: Keyboard; done: string[] } {
  const keyboard = createKeyboard(() => areSinglesOn);
  const done: string[] = [];
  answer(keyboard, scope, (id) => {
    done.push(id);
  });
  return { keyboard, done };
}

function answer(keyboard: Keyboard, scope: KeyScope, act: (id: string) => boolean | void): () => void {
  const handlers: Readonly<Record<string, KeyHandler>> = Object.fromEntries(
    Object.keys(keyMap[scope]).map((id) => [id, () => act(id)]),
  );
  // Made from the scope's own names, whichever scope it is.
  return keyboard.on(scope, () => handlers as KeyHandlers<'undo'>);
}

function press(keyboard: Keyboard, keys: string, place: 'page' | 'field' | 'layer' = 'page'): boolean {
  return keys
    .split(',')
    .map((key, at) => keyboard.take(key, place, at * 100))
    .includes(true);
}

describe('the table of keys', () => {
  test('reaches what it names, whichever way it is pressed', () => {
    for (const { scope, id, press: keys } of table) {
      const { keyboard, done } = keyboardWith(scope as KeyScope);
      expect(press(keyboard, keys), `${scope} ${keys}`).toBe(true);
      expect(done, `${scope} ${keys}`).toEqual([id]);
    }
  });

  test('names a thing once, and gives no press of a scope to two of them', () => {
    const ids = Object.values(keyMap).flatMap((keys) => Object.keys(keys));
    expect(new Set(ids).size).toBe(ids.length);
    const presses = table.map(({ scope, press: keys }) => `${scope} ${keys}`);
    expect(new Set(presses).size).toBe(presses.length);
    expect(Object.keys(keyWords).toSorted()).toEqual(ids.toSorted());
  });

  test('has no scope that no part of the page answers for', () => {
    const root = fileURLToPath(new URL('../', import.meta.url));
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));
    const text = sources.map((path) => readFileSync(`${root}${path}`, 'utf8')).join('\n');
    const silent = Object.keys(keyMap).filter((scope) => !text.includes(`useKeys('${scope}'`));
    expect(silent).toEqual([]);
  });
});

describe('the table of devices', () => {
  test('knows every key that goes on to it', () => {
    const source = readFileSync(fileURLToPath(new URL('../device-list/grid-keys.ts', import.meta.url)), 'utf8');
    const keys = table.flatMap(({ scope, press: keys }) => (scope === 'table' ? [keys.replace('shift+', '')] : []));
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !source.includes(key === 'Space' ? "' '" : `'${key}'`))).toEqual([]);
  });
});

describe('a person at the keyboard', () => {
  test('types letters in a field, and still gets away from it with the key to go elsewhere', () => {
    const { keyboard, done } = keyboardWith('shell');
    expect(press(keyboard, '?', 'field')).toBe(false);
    expect(press(keyboard, 'g,d', 'field')).toBe(false);
    expect(press(keyboard, 'mod+k', 'field')).toBe(true);
    expect(done).toEqual(['goTo']);
  });

  test('takes back typing in a field with the key that elsewhere takes back a change', () => {
    const { keyboard, done } = keyboardWith('undo');
    expect(press(keyboard, 'mod+z', 'field')).toBe(false);
    expect(press(keyboard, 'mod+z')).toBe(true);
    expect(done).toEqual(['undo']);
  });

  test('is left alone by the page while a menu or a dialog has the keys', () => {
    for (const { scope, press: keys } of table) {
      const { keyboard, done } = keyboardWith(scope as KeyScope);
      expect(press(keyboard, keys, 'layer')).toBe(false);
      expect(done).toEqual([]);
    }
  });

  test('who switched single keys off causes nothing by letters and signs, and keeps all other keys', () => {
    for (const { scope, press: keys } of table) {
      const { keyboard, done } = keyboardWith(scope as KeyScope, false);
      press(keyboard, keys);
      expect([keys, done.length]).toEqual([keys, keys.split(',').every(isSingle) ? 0 : 1]);
    }
  });

  test('who waits too long after G, or presses something between, has not asked for a page', () => {
    const { keyboard, done } = keyboardWith('shell');
    keyboard.take('g', 'page', 0);
    expect(keyboard.take('d', 'page', 5000)).toBe(false);
    for (const [at, key] of ['g', 'x', 'd'].entries()) keyboard.take(key, 'page', 6000 + at);
    expect(done).toEqual([]);
    for (const [at, key] of ['g', 'g', 'd'].entries()) keyboard.take(key, 'page', 9000 + at);
    expect(done).toEqual(['goDevices']);
  });

  test('closes one thing with Escape: the edit before the filter, and the filter once nothing is edited', () => {
    const keyboard = createKeyboard(() => true);
    const done: string[] = [];
    answer(keyboard, 'filter', (id) => void done.push(id));
    const leave = answer(keyboard, 'editor', (id) => void done.push(id));
    press(keyboard, 'Escape');
    leave();
    press(keyboard, 'Escape');
    expect(done).toEqual(['discard', 'clearFilter']);
  });

  test('reaches the next who knows a key when the first has nothing to do', () => {
    const keyboard = createKeyboard(() => true);
    const done: string[] = [];
    answer(keyboard, 'filter', (id) => void done.push(id));
    answer(keyboard, 'filter', () => false);
    expect(press(keyboard, '/')).toBe(true);
    expect(done).toEqual(['filter']);
  });

  test('gets from a button what its key does', () => {
    for (const { scope, id } of table) {
      const { keyboard, done } = keyboardWith(scope as KeyScope);
      expect(keyboard.act(id as KeyId)).toBe(true);
      expect(new Set(done)).toEqual(new Set([id]));
    }
  });
});
