import * as v from 'valibot';

const storageKey = 'tailboard.recent';
const most = 8;
const schema = v.array(v.pipe(v.string(), v.startsWith('/'), v.maxLength(2000)));

/** Where this tab has been lately, newest first, as paths with their query. */
export type RecentPlaces = {
  readonly visit: (path: string) => void;
  readonly all: () => readonly string[];
};

/** Recent places, kept in a storage so that they survive a reload, or without one as long as the page. */
export function createRecentPlaces(storage: Storage | undefined): RecentPlaces {
  let paths: readonly string[] = [];
  try {
    paths = v.parse(schema, JSON.parse(storage?.getItem(storageKey) ?? '[]'));
  } catch {
    // What cannot be read was not written by this version.
  }
  return {
    all: () => paths,
    visit: (path) => {
      paths = [path, ...paths.filter((other) => other !== path)].slice(0, most);
      try {
        storage?.setItem(storageKey, JSON.stringify(paths));
      } catch {
        // A full storage remembers nothing more; the page does.
      }
    },
  };
}
