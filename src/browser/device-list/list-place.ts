import type { GridCursor } from './rows.ts';

/** Where a person was in the list, kept while they look at a device, so that Back brings them there. */
export type ListPlace = {
  cursor: GridCursor | undefined;
  /** Where the row of the cursor was, from 0: what stands there takes over when its device is gone. */
  index?: number;
  offset: number;
};

/** A keeper of places, one for each query string of the list. */
export function createListPlaces(): (query: string) => ListPlace {
  const places = new Map<string, ListPlace>();
  return (query) => {
    const place = places.get(query) ?? { cursor: undefined, offset: 0 };
    places.set(query, place);
    return place;
  };
}
