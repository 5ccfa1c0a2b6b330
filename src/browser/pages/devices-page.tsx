import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import {
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { useApi } from '#browser/api/api-context.ts';
import { ApiError } from '#browser/api/api-error.ts';
import type { ListAnswer } from '#browser/api/queries.ts';
import { liveRouters } from '#browser/device/live-routers.ts';
import { attributesRead } from '#browser/device-list/attributes-read.ts';
import { DeviceRows, listQuery } from '#browser/device-list/device-rows.tsx';
import { FilterInput } from '#browser/device-list/filter-input.tsx';
import type { ListSearch } from '#browser/device-list/list-search.ts';
import { ListCount } from '#browser/device-list/list-count.tsx';
import { ListError, LoadingRows } from '#browser/device-list/list-states.tsx';
import { QuickFilters } from '#browser/device-list/quick-filters.tsx';
import { useFilterDraft } from '#browser/device-list/use-filter-draft.ts';
import { useListExtras } from '#browser/device-list/use-list-extras.ts';
import { useKeyWarning } from '#browser/device/use-key-warning.ts';
import { Freshness } from '#browser/shell/freshness.tsx';
import { Mark } from '#browser/shell/mark.tsx';
import { PageTitle } from '#browser/shell/page-title.tsx';
import { MoreButton } from '#browser/shell/settings-button.tsx';
import { useTrouble, waitReason } from '#browser/shell/trouble.ts';
import { announce } from '#browser/ui/announcer.tsx';
import { IconButton } from '#browser/ui/button.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { useNow } from '#browser/ui/use-now.ts';
import { useWidth } from '#browser/ui/use-width.ts';

const ListStrips = lazyPart(async () => (await import('#browser/device-list/list-strips.tsx')).ListStrips);
const FilterNote = lazyPart(async () => (await import('#browser/device-list/filter-note.tsx')).FilterNote);

const route = getRouteApi('/devices');

/** The list: find a device among all of them. Filter and order are in the URL. */
export function DevicesPage(): ReactNode {
  const { queries, session } = useApi();
  const queryClient = useQueryClient();
  const answer = useQuery(queries.list());
  const { trouble } = useTrouble();
  const failure = answer.error ?? (answer.fetchStatus === 'paused' ? offline() : null);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const writeFilter = useCallback(
    (filter: string) => {
      // On the way to another page this one is still on screen, and the newest URL is that page's.
      if (router.latestLocation.pathname !== route.id) return;
      void navigate({ search: (before) => ({ ...before, filter }), replace: true, state: true });
    },
    [navigate, router],
  );
  const draft = useFilterDraft(search.filter ?? '', writeFilter);
  const input = useRef<HTMLInputElement>(null);
  const focusInput = useCallback(() => input.current?.focus(), []);
  const [isSearching, setSearching] = useState(false);
  const isPhone = useMedia('(width < 760px)');
  const page = useRef<HTMLElement>(null);
  // The counts of the quick filters are wider on a large tailnet.
  const isNarrow = useWidth(page) < 1060 + 55 * String(answer.data?.devices.length ?? '').length;
  const noteId = useId();
  const now = useNow(10_000);
  const warning = useKeyWarning();
  // After the first rows, unless they are to stand in another order or under other heads.
  const extras = useListExtras(
    answer.data !== undefined,
    (search.sort ?? search.columns ?? search.group) !== undefined,
  );
  const list = useMemo(
    () =>
      answer.data && {
        answer: answer.data,
        devices: answer.data.devices,
        routers: liveRouters(answer.data.devices),
        now,
        warning,
        attributesOf: attributesRead(queryClient),
      },
    [answer.data, now, warning, queryClient],
  );
  const connected = useMemo(
    () => answer.data?.devices.reduce((count, device) => count + (device.connectedToControl === true ? 1 : 0), 0) ?? 0,
    [answer.data],
  );
  const arrival = useArrival(`Devices, ${connected} of ${list?.devices.length ?? 0} connected.`, search);

  const choose = (filter: string) => {
    draft.take(filter);
    void navigate({ search: (before) => ({ ...before, filter }), state: true });
  };
  return (
    <main ref={page} className="relative flex min-h-0 flex-1 flex-col">
      <PageTitle words="Devices" />
      <div className="flex h-14 shrink-0 items-center gap-4 px-gutter max-md:h-[52px] max-md:gap-1 max-md:pr-2 max-md:pl-4">
        <span className="mr-1 md:hidden">
          <Mark />
        </span>
        <div className="flex w-[244px] min-w-0 items-baseline gap-2.5 max-md:w-auto md:shrink-0">
          <h1 ref={arrival} tabIndex={-1} className="text-page outline-none">
            Devices
          </h1>
          <p className="figures text-small text-ink-3">
            {list === undefined ? (
              failure === null && 'Loading devices…'
            ) : (
              <ListCount list={list} connected={connected} filter={draft.text} />
            )}
          </p>
        </div>
        {!isPhone && (
          <FilterInput
            ref={input}
            text={draft.text}
            list={list}
            onChange={draft.change}
            onBlur={draft.flush}
            onLeave={focusTable}
            focus={focusInput}
            describedBy={noteId}
            className="max-w-[520px] min-w-0 flex-1"
          />
        )}
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
            onClick={() => {
              flushSync(() => setSearching(!isSearching));
              focusInput();
            }}
          />
          {list !== undefined && extras && <extras.ListTools list={list} isPhone flush={draft.flush} />}
          <MoreButton />
        </span>
      </div>
      {isPhone && (isSearching || draft.text !== '') && (
        <div className="px-4 pb-2">
          <FilterInput
            ref={input}
            text={draft.text}
            list={list}
            onChange={draft.change}
            onBlur={draft.flush}
            onLeave={focusTable}
            focus={focusInput}
            describedBy={noteId}
          />
        </div>
      )}
      <div id={noteId} role="status">
        {draft.text !== '' && (
          <Suspense fallback={null}>
            <FilterNote line={draft.text} list={list} onMend={choose} />
          </Suspense>
        )}
      </div>
      <div className="flex shrink-0 items-center px-[24px] pb-[7px] max-md:border-b max-md:border-line-strong max-md:px-0 max-md:pb-2">
        <QuickFilters list={list} filter={draft.text} onChoose={choose} />
        <span className="ml-auto flex shrink-0 gap-1 pl-5 max-md:hidden">
          {(list !== undefined || failure === null) && extras && (
            <extras.ListTools list={list} isPhone={false} isNarrow={isNarrow} flush={draft.flush} />
          )}
        </span>
      </div>
      {list !== undefined && isOdd(list.answer) && (
        <Suspense>
          <ListStrips answer={list.answer} tailnet={session.tailnet} />
        </Suspense>
      )}
      {list === undefined ? (
        failure !== null ? (
          <ListError
            error={failure}
            trouble={trouble}
            isBusy={answer.isFetching}
            onRetry={() => void answer.refetch()}
          />
        ) : (
          <LoadingRows search={search} />
        )
      ) : (
        (list.devices.length > 0 || list.answer.unreadable.length > 0) && (
          <DeviceRows list={list} filter={draft.text} extras={extras} flush={draft.flush} onFilter={choose} />
        )
      )}
    </main>
  );
}

function isOdd({ devices, unreadable, hasRoutes }: ListAnswer): boolean {
  return devices.length === 0 || unreadable.length > 0 || !hasRoutes;
}

/** On to the rows, from either filter. */
function focusTable(): void {
  document.querySelector<HTMLElement>('[role$="grid"]')?.focus();
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
    if (router.state.resolvedLocation === undefined) return;
    announce(words);
    const { cursor } = placeOf(listQuery(search)).now();
    const table = cursor === undefined ? null : document.querySelector<HTMLElement>('[role$="grid"]');
    (table ?? heading.current)?.focus({ preventScroll: true });
  });
  // Focus and the live region belong to the document.
  useEffect(() => arrive(), []);
  return heading;
}

/** A first question that waits for the network has not failed, but nobody knows when it will be asked. */
function offline(): ApiError {
  return new ApiError('You are offline.', { kind: 'offline' });
}
