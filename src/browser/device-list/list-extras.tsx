import { toggleClosed } from './closed-groups.ts';
import { GroupRow } from './group-row.tsx';
import { groupRows } from './grouping.ts';
import { createPostureStore } from './known-posture.ts';
import { ListTools } from './list-tools.tsx';
import { nextSort, printSort, readSort } from './list-spelling.ts';
import { columnOf, columnsOf } from './more-columns.tsx';
import { sortDevices } from './ordering.ts';
import { PostureReader } from './posture-reader.tsx';

/** What a list can do that its first rows do not need, in one file that is loaded after them. */
export const listExtras = {
  columnOf,
  columnsOf,
  createPostureStore,
  groupRows,
  nextSort,
  printSort,
  readSort,
  sortDevices,
  toggleClosed,
  GroupRow,
  ListTools,
  PostureReader,
};
export type ListExtras = typeof listExtras;
