import { countTokens, nearestFilter, readTexts } from './filter-counts.ts';
import { filterDevices } from './filter-devices.ts';
import { joinLine, lineParts, splitLine, withToken, withoutTokens } from './filter-parts.ts';
import { runInSlices } from './in-slices.ts';

/** What the list asks of the filter language, in one piece that is loaded after the first rows or with the first filter. */
export const filterEngine = {
  filterDevices,
  countTokens,
  nearestFilter,
  readTexts,
  lineParts,
  splitLine,
  joinLine,
  withToken,
  withoutTokens,
  runInSlices,
} as const;
export type FilterEngine = typeof filterEngine;
