/**
 * A storage that keeps what it is given under names of its own, so that what was kept before, in which identities stand,
 * is neither read nor overwritten. Without anything behind it, it lasts as long as the page.
 */
export function ownStorage(behind: Storage | undefined, prefix: string): Storage {
  const memory = new Map<string, string>();
  const names = () =>
    behind === undefined
      ? [...memory.keys()]
      : Array.from({ length: behind.length }, (_, place) => behind.key(place) ?? '').flatMap((name) =>
          name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
        );
  return {
    get length() {
      return names().length;
    },
    key: (place) => names()[place] ?? null,
    getItem: (name) => (behind === undefined ? (memory.get(name) ?? null) : behind.getItem(prefix + name)),
    setItem: (name, value) => {
      if (behind === undefined) memory.set(name, value);
      else behind.setItem(prefix + name, value);
    },
    removeItem: (name) => {
      if (behind === undefined) memory.delete(name);
      else behind.removeItem(prefix + name);
    },
    clear: () => {
      for (const name of names()) {
        memory.delete(name);
        behind?.removeItem(prefix + name);
      }
    },
  };
}
