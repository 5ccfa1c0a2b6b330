/** The storage of the tab or of the browser; undefined in a frame whose browser blocks it. */
export function storageOf(name: 'sessionStorage' | 'localStorage'): Storage | undefined {
  try {
    return window[name];
  } catch {
    return undefined;
  }
}
