import { useSyncExternalStore } from 'react';

/** Which devices are selected, by their keys, and whether rows are being picked: a phone shows its boxes only then. */
export type Selected = { readonly keys: ReadonlySet<string>; readonly isPicking: boolean };

type Keyed = { readonly key: string };

/**
 * The selected devices of the list. They are keys and not rows, so filter, order and refresh leave them as they are.
 * Every change gives a new set and leaves the old one alone.
 */
export type Selection = {
  /** The same object until something changes. */
  readonly now: () => Selected;
  readonly subscribe: (listener: () => void) => () => void;
  /** Selects one more or one less; a range begins there. */
  readonly toggle: (key: string) => void;
  /**
   * Selects all rows between where the range began and `to`; what the same range had selected before and leaves out now
   * is let go. Without a beginning among the rows, it begins at `from`.
   */
  readonly extend: (rows: readonly Keyed[], to: string, from?: string) => void;
  /** Adds all of these rows. */
  readonly addAll: (rows: readonly Keyed[]) => void;
  /** Lets go of these rows. */
  readonly removeAll: (rows: readonly Keyed[]) => void;
  /** Lets go of what is no longer among the devices. */
  readonly keep: (devices: readonly Keyed[]) => void;
  /** Shows the boxes before anything is selected. */
  readonly startPicking: () => void;
  readonly clear: () => void;
};

const nothing: Selected = { keys: new Set(), isPicking: false };

/** A selection with nothing in it. */
export function createSelection(): Selection {
  let selected = nothing;
  let range: { readonly anchor: string; readonly base: ReadonlySet<string> } | undefined;
  const listeners = new Set<() => void>();
  const set = (keys: ReadonlySet<string>, isPicking = selected.isPicking || keys.size > 0) => {
    selected = keys.size === 0 && !isPicking ? nothing : { keys, isPicking };
    for (const listener of listeners) listener();
  };
  return {
    now: () => selected,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    toggle(key) {
      const keys = new Set(selected.keys);
      if (!keys.delete(key)) keys.add(key);
      range = { anchor: key, base: keys };
      set(keys, keys.size > 0);
    },
    extend(rows, to, from) {
      const placeOf = (key: string | undefined) => rows.findIndex((row) => row.key === key);
      if (range === undefined || placeOf(range.anchor) === -1)
        range = { anchor: placeOf(from) === -1 ? to : (from ?? to), base: selected.keys };
      const ends = [placeOf(range.anchor), placeOf(to)];
      if (ends.includes(-1)) return;
      const between = rows.slice(Math.min(...ends), Math.max(...ends) + 1);
      set(new Set([...range.base, ...between.map(({ key }) => key)]));
    },
    addAll(rows) {
      range = undefined;
      const keys = new Set(selected.keys);
      for (const { key } of rows) keys.add(key);
      set(keys);
    },
    removeAll(rows) {
      range = undefined;
      const keys = new Set(selected.keys);
      for (const { key } of rows) keys.delete(key);
      set(keys, keys.size > 0);
    },
    keep(devices) {
      if (selected.keys.size === 0) return;
      const there = new Set<string>();
      for (const { key } of devices) if (selected.keys.has(key)) there.add(key);
      if (there.size === selected.keys.size) return;
      range = undefined;
      set(there, there.size > 0);
    },
    startPicking: () => set(selected.keys, true),
    clear() {
      range = undefined;
      set(nothing.keys, false);
    },
  };
}

/** The selection as it is now, drawn anew with every change of it. */
export function useSelected(selection: Selection): Selected {
  return useSyncExternalStore(selection.subscribe, selection.now);
}
