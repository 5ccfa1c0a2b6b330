import { SelectionBar } from '#browser/bulk/selection-bar.tsx';
import { toggleClosed } from './closed-groups.ts';
import { GroupRow } from './group-row.tsx';
import { groupRows } from './grouping.ts';
import { createPostureStore } from './known-posture.ts';
import { ListTools } from './list-tools.tsx';
import { runInSlices } from './in-slices.ts';
import { nextSort, printSort, readSort } from './list-spelling.ts';
import { columnOf, columnsOf } from './more-columns.tsx';
import { prepareOrders, sortDevices } from './ordering.ts';
import { PaperDevices } from './paper-devices.tsx';
import { PostureReader } from './posture-reader.tsx';

/** What a list can do that its first rows do not need, in one file that is loaded after them. */
export const listExtras = {
  columnOf,
  columnsOf,
  createPostureStore,
  groupRows,
  nextSort,
  prepareOrders: (...what: Parameters<typeof prepareOrders>) => runInSlices(prepareOrders(...what), () => undefined),
  printSort,
  readSort,
  sortDevices,
  toggleClosed,
  GroupRow,
  ListTools,
  PaperDevices,
  PostureReader,
  SelectionBar,
};
export type ListExtras = typeof listExtras;
