import { basePath } from '#browser/place.ts';
import { ownStorage } from './own-storage.ts';

/**
 * The storage of the tab or of the browser, in which several consoles of one host each have names of their own, by the
 * path that they stand below; undefined in a frame whose browser blocks it.
 */
export function storageOf(name: 'sessionStorage' | 'localStorage'): Storage | undefined {
  return below(name, basePath());
}

/**
 * The storage of the tab for what somebody typed and did. Each person who signs in there finds what is theirs: nobody
 * sends what another has typed, and who comes back has lost nothing.
 */
export function personalStorage(): Storage | undefined {
  const owner = document.documentElement.dataset['owner'];
  return below('sessionStorage', owner === undefined ? basePath() : `${basePath()}#${owner}`);
}

function below(name: 'sessionStorage' | 'localStorage', prefix: string): Storage | undefined {
  try {
    return prefix === '' ? window[name] : ownStorage(window[name], `${prefix}:`);
  } catch {
    return undefined;
  }
}
