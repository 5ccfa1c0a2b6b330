import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import type { ListAnswer } from '#browser/api/queries.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { printQuery } from '#browser/search-params.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { DeviceTable } from './device-table.tsx';
import { sortDevices } from './list-order.ts';
import type { FilterWorld } from './filter-tokens.ts';
import { type ListSearch, type SortColumn, printSort, readSort } from './list-search.ts';
import { LoadingRows } from './list-states.tsx';
import { useSelected } from './selection.ts';
import { useFilterEngine } from './use-filter-engine.ts';

const NoMatch = lazy(async () => ({ default: (await import('./no-match.tsx')).NoMatch }));
// Nobody selects before there are rows.
const SelectionBar = lazy(async () => ({
  default: (await import('#browser/bulk/selection-bar.tsx')).SelectionBar,
}));

const route = getRouteApi('/devices');

/** The list's part of the URL, without its question mark; places in the list are kept by it. */
export function listQuery({ filter, sort }: ListSearch): string {
  return printQuery({ filter, sort }).slice(1);
}

/** The tailnet as the list has it, and what its tokens look at besides. */
export type List = {
  readonly answer: ListAnswer;
  readonly devices: ListAnswer['devices'];
  readonly routers: LiveRouters;
  readonly now: number;
  /** The posture attributes of a device, once they have been read. */
  readonly attributesOf: FilterWorld['attributesOf'];
};

/** The devices that the filter and the URL ask for, as rows; or what to leave out when there are none. */
export function DeviceRows(props: {
  list: List;
  filter: string;
  flush: () => void;
  onFilter: (line: string) => void;
}): ReactNode {
  const { list, flush } = props;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const { placeOf, selection } = route.useRouteContext();
  const { isPicking } = useSelected(selection);
  // Keys come faster than frames on a large tailnet; the input never waits for the rows.
  const filter = useDeferredValue(props.filter);
  const sort = useMemo(() => readSort(search.sort), [search.sort]);
  const isTimed = sort.column === 'state' || sort.column === 'seen';
  const sortedAt = isTimed ? list.now : 0;
  const sorted = useMemo(
    () => sortDevices(list.devices, sort, list.routers, sortedAt),
    [list.devices, list.routers, sort, sortedAt],
  );
  const isFiltered = filter.trim() !== '';
  const engine = useFilterEngine(isFiltered);
  const shown = useMemo(
    () => (isFiltered ? engine?.filterDevices(sorted, filter, list) : sorted),
    [engine, isFiltered, sorted, filter, list],
  );
  const count = shown?.length;
  // Who comes back to a filtered list hears of what they did elsewhere, and not the count that they know.
  const said = useRef(router.state.resolvedLocation === undefined ? '' : filter.trim());
  // The live region belongs to the document; the count is said once the typing rests, and not with every refresh.
  useEffect(() => {
    const line = filter.trim();
    if (line === said.current || (line !== '' && count === undefined)) return undefined;
    const timer = setTimeout(() => {
      said.current = line;
      if (line !== '') announce(`${count} of ${list.devices.length} devices.`);
    }, 600);
    return () => clearTimeout(timer);
  }, [filter, count, list.devices.length]);

  // The selection outlives the page and has to be told what was deleted.
  useEffect(() => selection.keep(list.devices), [selection, list.devices]);

  const query = listQuery({ filter: props.filter, sort: search.sort });
  const sortBy = (column: SortColumn) => {
    const next = { column, isDescending: sort.column === column && !sort.isDescending };
    void navigate({ search: (before) => ({ ...before, sort: printSort(next) }), replace: true });
    announce(`Sorted by ${column}, ${next.isDescending ? 'descending' : 'ascending'}.`);
  };
  const open = (key: string, fragment?: string) => {
    flush();
    void router.navigate({
      to: '/devices/$nodeId',
      params: { nodeId: key },
      state: { list: query },
      ...(fragment === undefined ? {} : { hash: fragment }),
    });
  };
  if (shown === undefined) return <LoadingRows />;
  const bar = isPicking && (
    <Suspense>
      <SelectionBar selection={selection} shown={shown} />
    </Suspense>
  );
  if (shown.length === 0)
    return (
      <>
        <Suspense fallback={<div className="flex-1" />}>
          <NoMatch list={list} line={filter} onFilter={props.onFilter} />
        </Suspense>
        {bar}
      </>
    );
  return (
    <>
      <DeviceTable
        devices={shown}
        sort={sort}
        now={list.now}
        routers={list.routers}
        place={placeOf(query)}
        selection={selection}
        onSort={sortBy}
        onOpen={open}
      />
      {bar}
    </>
  );
}
