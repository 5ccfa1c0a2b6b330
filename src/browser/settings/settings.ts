/** What a person sets for this browser; each is kept under "tailboard." and its name. */
type SettingName = 'theme' | 'single-keys' | 'capture';

/** The settings of this browser. In a frame whose storage is blocked they last as long as the page. */
export type Settings = {
  /** Undefined for what was never set, or set back to how it comes. */
  readonly read: (name: SettingName) => string | undefined;
  readonly write: (name: SettingName, value: string | undefined) => void;
  /** Calls `listener` after every change, another tab's too; gives the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** Settings over a storage, or over none. `hearOthers` is told whom to call when another tab has changed the storage. */
export function createSettings(storage: Storage | undefined, hearOthers: (listener: () => void) => void): Settings {
  const own = new Map<SettingName, string | undefined>();
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  hearOthers(() => {
    own.clear();
    tell();
  });
  return {
    read: (name) => {
      if (!own.has(name)) own.set(name, storage?.getItem(`tailboard.${name}`) ?? undefined);
      return own.get(name);
    },
    write: (name, value) => {
      own.set(name, value);
      try {
        if (value === undefined) storage?.removeItem(`tailboard.${name}`);
        else storage?.setItem(`tailboard.${name}`, value);
      } catch {
        // A full storage keeps nothing more; the page goes by what was set until it is closed.
      }
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
