import { expect, onTestFinished, test, vi } from 'vitest';
import { ownStorage } from './own-storage.ts';
import { personalStorage, storageOf } from './storage.ts';

/** A browser with its storage, or without; `stand` has the page of a console in it, below a path and for somebody. */
function openBrowser(isBlocked = false) {
  const dataset: { base?: string; owner?: string } = {};
  const memory = { localStorage: ownStorage(undefined, ''), sessionStorage: ownStorage(undefined, '') };
  const blocked = {
    get localStorage(): Storage {
      throw new Error('blocked');
    },
    get sessionStorage(): Storage {
      throw new Error('blocked');
    },
  };
  vi.stubGlobal('window', isBlocked ? blocked : memory);
  vi.stubGlobal('document', { documentElement: { dataset } });
  onTestFinished(() => void vi.unstubAllGlobals());
  return {
    ...memory,
    stand: (base: string, owner?: string) => {
      delete dataset.base;
      delete dataset.owner;
      Object.assign(dataset, base === '' ? {} : { base }, owner === undefined ? {} : { owner });
    },
  };
}

test('two consoles of one host keep their views and links apart, and the one at the top keeps its old names', () => {
  const { stand, localStorage } = openBrowser();
  stand('');
  storageOf('localStorage')?.setItem('tailboard.views', 'of the top');
  stand('/ops/tailboard');
  expect(storageOf('localStorage')?.getItem('tailboard.views')).toBeNull();
  storageOf('localStorage')?.setItem('tailboard.views', 'of ops');
  stand('/ops');
  expect(storageOf('localStorage')?.getItem('tailboard.views')).toBeNull();
  stand('/ops/tailboard');
  expect(storageOf('localStorage')?.getItem('tailboard.views')).toBe('of ops');
  // public/theme.js reads under this name, too.
  expect(localStorage.getItem('/ops/tailboard:tailboard.views')).toBe('of ops');
  expect(localStorage.getItem('tailboard.views')).toBe('of the top');
});

test('who signs in after somebody else in one tab finds nothing of theirs, and who comes back finds it all', () => {
  const { stand } = openBrowser();
  const names = () =>
    Array.from({ length: personalStorage()?.length ?? 0 }, (_, place) => personalStorage()?.key(place));
  for (const base of ['', '/ops']) {
    stand(base, 'vera');
    personalStorage()?.setItem('tailboard.draft.tags.n1', 'hers');
    stand(base, 'otto');
    expect([personalStorage()?.getItem('tailboard.draft.tags.n1'), names()]).toEqual([null, []]);
    personalStorage()?.setItem('tailboard.draft.tags.n1', 'his');
    stand(base, 'vera');
    expect([personalStorage()?.getItem('tailboard.draft.tags.n1'), names()]).toEqual([
      'hers',
      ['tailboard.draft.tags.n1'],
    ]);
  }
  stand('');
  expect(personalStorage()?.getItem('tailboard.draft.tags.n1')).toBeNull();
});

test('in a frame whose browser blocks storage there is none', () => {
  const { stand } = openBrowser(true);
  for (const base of ['', '/ops']) {
    stand(base, 'vera');
    expect([storageOf('localStorage'), personalStorage()]).toEqual([undefined, undefined]);
  }
});
