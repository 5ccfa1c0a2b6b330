import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useApi } from '#browser/api/api-context.ts';
import { ApiError } from '#browser/api/api-error.ts';
import type { ListAnswer } from '#browser/api/queries.ts';
import { liveRouters } from '#browser/device/live-routers.ts';
import { DeviceTable } from '#browser/device-list/device-table.tsx';
import { FilterInput } from '#browser/device-list/filter-input.tsx';
import { filterDevices, sortDevices } from '#browser/device-list/list-order.ts';
import { type ListSearch, type SortColumn, printSort, readSort } from '#browser/device-list/list-search.ts';
import {
  EmptyTailnet,
  ListError,
  LoadingRows,
  NoMatch,
  NoRoutesStrip,
  UnreadableStrip,
} from '#browser/device-list/list-states.tsx';
import { filterWords, nearestFilter } from '#browser/device-list/nearest-filter.ts';
import { QuickFilters } from '#browser/device-list/quick-filters.tsx';
import { useFilterDraft } from '#browser/device-list/use-filter-draft.ts';
import { printQuery } from '#browser/search-params.ts';
import { Freshness } from '#browser/shell/freshness.tsx';
import { Mark } from '#browser/shell/mark.tsx';
import { ThemeButton } from '#browser/shell/theme-button.tsx';
import { useTrouble, waitReason } from '#browser/shell/trouble.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { IconButton } from '#browser/ui/button.tsx';
import { useNow } from '#browser/ui/use-now.ts';

const route = getRouteApi('/devices');

/** The list: find a device among all of them. Filter and order are in the URL. */
export function DevicesPage(): ReactNode {
  const { queries, session } = useApi();
  const answer = useQuery(queries.list());
  const { trouble } = useTrouble();
  const failure = answer.error ?? (answer.fetchStatus === 'paused' ? offline() : null);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const writeFilter = useCallback(
    (filter: string) => void navigate({ search: (before) => ({ ...before, filter }), replace: true, state: true }),
    [navigate],
  );
  const draft = useFilterDraft(search.filter ?? '', writeFilter);
  const input = useRef<HTMLInputElement>(null);
  const focusInput = useCallback(() => input.current?.focus(), []);
  const [isSearching, setSearching] = useState(false);
  const now = useNow(10_000);
  const list = useMemo(
    () =>
      answer.data && {
        answer: answer.data,
        devices: answer.data.devices,
        routers: liveRouters(answer.data.devices),
        now,
      },
    [answer.data, now],
  );
  const connected = useMemo(
    () => answer.data?.devices.reduce((count, device) => count + (device.connectedToControl === true ? 1 : 0), 0) ?? 0,
    [answer.data],
  );
  const arrival = useArrival(`Devices, ${connected} of ${list?.devices.length ?? 0} connected.`, search);

  const choose = (filter: string) => {
    draft.change(filter);
    void navigate({ search: (before) => ({ ...before, filter }), state: true });
  };
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-14 shrink-0 items-center gap-4 px-gutter max-md:h-[52px] max-md:gap-1 max-md:pr-2 max-md:pl-4">
        <span className="mr-1 md:hidden">
          <Mark />
        </span>
        <div className="flex w-[244px] shrink-0 items-baseline gap-2.5 max-md:w-auto">
          <h1 ref={arrival} tabIndex={-1} className="text-page outline-none">
            Devices
          </h1>
          <p className="figures text-small text-ink-3">
            {list === undefined ? (
              failure === null && 'Loading devices…'
            ) : (
              <>
                {connected} of {list.devices.length}
                <span className="max-md:sr-only"> connected</span>
              </>
            )}
          </p>
        </div>
        <FilterInput
          ref={input}
          text={draft.text}
          onChange={draft.change}
          onLeave={() => document.querySelector<HTMLElement>('[role="grid"]')?.focus()}
          focus={focusInput}
          className="max-w-[520px] min-w-0 flex-1 max-md:hidden"
        />
        <span className="ml-auto flex items-center max-md:hidden">
          <Freshness
            updatedAt={answer.dataUpdatedAt}
            isFetching={answer.isFetching}
            offReason={waitReason(trouble)}
            onRefresh={() => void answer.refetch()}
          />
        </span>
        <span className="ml-auto flex md:hidden">
          <IconButton
            icon={Search}
            label={isSearching ? 'Hide the filter' : 'Filter'}
            size="size-touch"
            iconSize="size-5"
            onClick={() => setSearching(!isSearching)}
          />
          <ThemeButton size="size-touch" iconSize="size-5" />
        </span>
      </div>
      {(isSearching || draft.text !== '') && (
        <div className="px-4 pb-2 md:hidden">
          <FilterInput ref={null} text={draft.text} onChange={draft.change} onLeave={focusInput} focus={focusInput} />
        </div>
      )}
      <div className="flex shrink-0 items-center px-[24px] pb-[7px] max-md:border-b max-md:border-line-strong max-md:px-0 max-md:pb-2">
        <QuickFilters world={list} filter={draft.text} onChoose={choose} />
      </div>
      {list !== undefined && <UnreadableStrip unreadable={list.answer.unreadable} />}
      {list?.answer.hasRoutes === false && <NoRoutesStrip />}
      {list === undefined ? (
        failure !== null ? (
          <ListError
            error={failure}
            trouble={trouble}
            isBusy={answer.isFetching}
            onRetry={() => void answer.refetch()}
          />
        ) : (
          <LoadingRows />
        )
      ) : list.devices.length === 0 && list.answer.unreadable.length === 0 ? (
        <EmptyTailnet tailnet={session.tailnet} />
      ) : (
        <Rows list={list} filter={draft.text} flush={draft.flush} onFilter={choose} />
      )}
    </main>
  );
}

/**
 * What coming here from another page does: who was in the list before is at their device again, everybody else at the
 * heading, and the page is announced. The first page of a tab leaves focus to the browser.
 */
function useArrival(words: string, search: ListSearch): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const router = useRouter();
  const { placeOf } = route.useRouteContext();
  const arrive = useEffectEvent(() => {
    document.title = 'Devices · Tailboard';
    if (router.state.resolvedLocation === undefined) return;
    announce(words);
    const { cursor } = placeOf(listQuery(search));
    const table = cursor === undefined ? null : document.querySelector<HTMLElement>('[role="grid"]');
    (table ?? heading.current)?.focus({ preventScroll: true });
  });
  // Title, focus and the live region belong to the document.
  useEffect(() => arrive(), []);
  return heading;
}

/** The list's part of the URL, without its question mark; places in the list are kept by it. */
function listQuery({ filter, sort }: ListSearch): string {
  return printQuery({ filter, sort }).slice(1);
}

/** A first question that waits for the network has not failed, but nobody knows when it will be asked. */
function offline(): ApiError {
  return new ApiError('You are offline.', { kind: 'offline' });
}

type List = {
  readonly answer: ListAnswer;
  readonly devices: ListAnswer['devices'];
  readonly routers: ReturnType<typeof liveRouters>;
  readonly now: number;
};

function Rows(props: { list: List; filter: string; flush: () => void; onFilter: (line: string) => void }): ReactNode {
  const { list, flush } = props;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const { placeOf } = route.useRouteContext();
  // Keys come faster than frames on a large tailnet; the input never waits for the rows.
  const filter = useDeferredValue(props.filter);
  const sort = useMemo(() => readSort(search.sort), [search.sort]);
  const isTimed = sort.column === 'state' || sort.column === 'seen';
  const sortedAt = isTimed ? list.now : 0;
  const sorted = useMemo(
    () => sortDevices(list.devices, sort, list.routers, sortedAt),
    [list.devices, list.routers, sort, sortedAt],
  );
  const shown = useMemo(
    () => filterDevices(sorted, filter, list.routers, list.now),
    [sorted, filter, list.routers, list.now],
  );
  const nearest = useMemo(
    () =>
      shown.length > 0
        ? undefined
        : nearestFilter(filter, (line) => filterDevices(list.devices, line, list.routers, list.now).length),
    [shown, filter, list],
  );
  // The live region belongs to the document; the count is said once the typing rests.
  useEffect(() => {
    if (filter === '') return undefined;
    const timer = setTimeout(() => announce(`${shown.length} of ${list.devices.length} devices.`), 600);
    return () => clearTimeout(timer);
  }, [filter, shown.length, list.devices.length]);

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
  if (shown.length === 0)
    return <NoMatch words={filterWords(filter).length} nearest={nearest} onFilter={props.onFilter} />;
  return (
    <DeviceTable
      devices={shown}
      sort={sort}
      now={list.now}
      routers={list.routers}
      place={placeOf(query)}
      onSort={sortBy}
      onOpen={open}
    />
  );
}
