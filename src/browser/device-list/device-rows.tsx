import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, Suspense, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import type { ListAnswer } from '#browser/api/queries.ts';
import type { LiveRouters } from '#browser/device/live-routers.ts';
import { printQuery } from '#browser/search-params.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { defaultColumns } from './default-columns.tsx';
import { DeviceTable } from './device-table.tsx';
import type { FilterWorld } from './filter-tokens.ts';
import type { ListExtras } from './list-extras.tsx';
import { type ListSearch, byName } from './list-search.ts';
import { LoadingRows } from './list-states.tsx';
import { devicesAt, orderByName } from './name-order.ts';
import { plainRows } from './rows.ts';
import { useSelected } from './selection.ts';
import { useFilterEngine } from './use-filter-engine.ts';
import { loadListExtras } from './use-list-extras.ts';
import { noPosture, usePosture } from './use-posture.ts';

const NoMatch = lazyPart(async () => (await import('./no-match.tsx')).NoMatch);

const route = getRouteApi('/devices');

/** The list's part of the URL, without its question mark; places in the list are kept by it. */
export function listQuery(search: ListSearch): string {
  return printQuery(search).slice(1);
}

/** The tailnet as the list has it, and what its tokens look at besides. */
export type List = {
  readonly answer: ListAnswer;
  readonly devices: ListAnswer['devices'];
  readonly routers: LiveRouters;
  readonly now: number;
  /** How long before its end a key is worth a warning, in milliseconds. */
  readonly warning: number;
  /** The posture attributes of a device, once they have been read. */
  readonly attributesOf: FilterWorld['attributesOf'];
};

/** The devices that the filter and the URL ask for, as rows; or what to leave out when there are none. */
export function DeviceRows(props: {
  list: List;
  filter: string;
  /** What the first rows do not need; undefined until it is loaded. */
  extras: ListExtras | null | undefined;
  flush: () => void;
  onFilter: (line: string) => void;
}): ReactNode {
  const { list, flush, extras } = props;
  const { devices, routers, now, warning } = list;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const { placeOf, selection } = route.useRouteContext();
  const { isPicking } = useSelected(selection);
  // Keys come faster than frames on a large tailnet; the input never waits for the rows.
  const filter = useDeferredValue(props.filter);
  const posture = usePosture(extras, search);
  const sort = useMemo(
    () => (search.sort === undefined ? byName : (extras?.readSort(search.sort) ?? byName)),
    [extras, search.sort],
  );
  const columns = useMemo(
    () => extras?.columnsOf(search.columns, posture) ?? defaultColumns,
    [extras, search.columns, posture],
  );
  const sortedAt = sort.some(({ column }) => column === 'state') ? now : 0;
  const sorted = useMemo(
    () =>
      (sort === byName
        ? undefined
        : extras?.sortDevices(devices, sort, { routers, now: sortedAt, warning }, posture)) ??
      devicesAt(devices, orderByName(devices)),
    [extras, devices, routers, sort, sortedAt, warning, posture],
  );
  // The first press on a head of a large tailnet finds the order made.
  useEffect(
    () =>
      extras?.prepareOrders(
        devices,
        columns.map(({ id }) => id),
        { routers, now, warning },
        posture,
      ),
    [extras, devices, columns, routers, now, warning, posture],
  );
  const isFiltered = filter.trim() !== '';
  const engine = useFilterEngine(isFiltered);
  const shown = useMemo(
    () => (isFiltered ? engine?.filterDevices(sorted, filter, list) : sorted),
    [engine, isFiltered, sorted, filter, list],
  );
  const rows = useMemo(
    () => shown && (extras?.groupRows(shown, search.group, search.closed, posture) ?? plainRows(shown)),
    [shown, extras, search.group, search.closed, posture],
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

  const query = listQuery({ ...search, filter: props.filter });
  const sortBy = async (id: string, isAdded: boolean) => {
    const { columnOf, nextSort, printSort, readSort } = extras ?? (await loadListExtras());
    const next = nextSort(readSort(search.sort), id, isAdded);
    void navigate({ search: (before) => ({ ...before, sort: printSort(next) }), replace: true });
    const words = next.map(({ column, isDescending }) => {
      return `${columnOf(column, posture)?.label ?? column}, ${isDescending ? 'descending' : 'ascending'}`;
    });
    announce(`Sorted by ${words.join(', then by ')}.`);
  };
  const open = (key: string, fragment?: string, ask?: 'delete') => {
    flush();
    void router.navigate({
      to: '/devices/$nodeId',
      params: { nodeId: key },
      state: { list: query, ...(ask === undefined ? {} : { ask }) },
      ...(fragment === undefined ? {} : { hash: fragment }),
    });
  };
  const isEarly = extras === undefined && (search.sort ?? search.columns ?? search.group) !== undefined;
  if (isEarly || shown === undefined || rows === undefined) return <LoadingRows search={search} />;
  const bar = isPicking && extras && <extras.SelectionBar selection={selection} shown={shown} />;
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
      {extras && posture !== noPosture && <extras.PostureReader devices={shown} read={posture} />}
      {extras && (
        <extras.PaperDevices
          rows={rows}
          columns={columns}
          filter={filter}
          now={now}
          routers={routers}
          warning={warning}
        />
      )}
      <DeviceTable
        rows={rows}
        devices={shown}
        columns={columns}
        sort={sort}
        isCompact={search.density === 'compact'}
        GroupRow={extras?.GroupRow}
        now={now}
        routers={routers}
        warning={warning}
        place={placeOf(query)}
        selection={selection}
        onSort={(id, isAdded) => void sortBy(id, isAdded)}
        onOpen={open}
        onToggle={({ key }) =>
          void navigate({
            search: (before) => ({ ...before, closed: extras?.toggleClosed(before.closed, key) }),
            replace: true,
          })
        }
      />
      {bar}
    </>
  );
}
