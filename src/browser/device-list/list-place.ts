import type { GridCursor } from './rows.ts';

/** Where a person was in the list. */
type Place = {
  readonly cursor: GridCursor | undefined;
  /** Where the row of the cursor was, from 0: what stands there takes over when its device is gone. */
  readonly index?: number;
  readonly offset: number;
};

/** Where a person is in the list, kept while they look at a device, so that Back brings them there. */
export type ListPlace = { readonly now: () => Place; readonly note: (changed: Partial<Place>) => void };

/** A keeper of places, one for each query string of the list. */
export function createListPlaces(): (query: string) => ListPlace {
  const places = new Map<string, Place>();
  return (query) => {
    const now = () => places.get(query) ?? { cursor: undefined, offset: 0 };
    return { now, note: (changed) => void places.set(query, { ...now(), ...changed }) };
  };
}
