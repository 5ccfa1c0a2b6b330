import { useApi } from '#browser/api/api-context.ts';
import { ListError, LoadingRows } from '#browser/device-list/list-states.tsx';
import { RouteFilters } from '#browser/fleet-routes/route-filters.tsx';
import { findRoutes } from '#browser/fleet-routes/route-find.ts';
import { RouteLinesTable } from '#browser/fleet-routes/route-lines-table.tsx';
import { isShown } from '#browser/fleet-routes/route-shows.ts';
import { useKeyWarning } from '#browser/device/use-key-warning.ts';
import type { RouteLine } from '#browser/fleet-routes/route-lines.ts';
import type { RoutesSearch } from '#browser/fleet-routes/routes-search.ts';
import { useRouteMovements } from '#browser/fleet-routes/use-route-movements.ts';
import { type RouteTable, exitKey, routesOf } from '#browser/fleet/route-table.ts';
import { useJudgement } from '#browser/shell/fleet-judgement.tsx';
import { Freshness } from '#browser/shell/freshness.tsx';
import { PageHead } from '#browser/shell/page-head.tsx';
import { useTrouble, waitReason } from '#browser/shell/trouble.ts';
import { Button } from '#browser/ui/button.tsx';
import { useMedia } from '#browser/ui/use-media.ts';
import { FindInput } from '#browser/shell/find-input.tsx';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { UnlistedRoutes } from './unlisted-routes.tsx';
import { useRoutesDock } from './use-routes-dock.tsx';

const route = getRouteApi('/routes');

/** Who routes what, prefix by prefix: find, judge, approve and withdraw. */
export function RoutesPage(): ReactNode {
  const { queries } = useApi();
  const answer = useQuery({ ...queries.list(), select: ({ hasRoutes }) => hasRoutes });
  const { trouble } = useTrouble();
  const judgement = useJudgement();
  const isPhone = useMedia('(width < 760px)');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: RoutesSearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, state: true });
  const refresh = () => void answer.refetch();
  const find = (
    <FindInput
      label="Find a prefix, an address inside one, or a router"
      placeholder="Prefix or address inside one, e.g. 10.40.8.12"
      text={search.find ?? ''}
      onChange={(text) => set({ find: text })}
      className="max-w-[520px] min-w-0 flex-1"
    />
  );
  return (
    <main className="flex min-h-0 flex-1 flex-col print:block">
      <PageHead
        title="Routes"
        count={answer.data === true && judgement !== undefined && tableWords(judgement.table)}
        filter={!isPhone && find}
        freshness={
          <Freshness
            updatedAt={answer.dataUpdatedAt}
            isFetching={answer.isFetching}
            offReason={waitReason(trouble)}
            onRefresh={refresh}
          />
        }
      />
      {isPhone && <div className="px-4 pb-2">{find}</div>}
      {answer.data === false ? (
        <UnlistedRoutes>
          {(table, now) => <Table table={table} now={now} search={search} onSearch={set} />}
        </UnlistedRoutes>
      ) : judgement === undefined || answer.data === undefined ? (
        answer.error !== null ? (
          <ListError error={answer.error} trouble={trouble} isBusy={answer.isFetching} onRetry={refresh} />
        ) : (
          <LoadingRows />
        )
      ) : (
        <Table table={judgement.table} now={judgement.now} search={search} onSearch={set} />
      )}
    </main>
  );
}

function Table(props: {
  table: RouteTable;
  now: number;
  search: RoutesSearch;
  onSearch: (change: RoutesSearch) => void;
}): ReactNode {
  const { table, now, search, onSearch } = props;
  const { reasonAgainst } = useApi();
  const readOnlyReason = reasonAgainst('routes');
  const { edited, open, dock } = useRoutesDock();
  const movementOf = useRouteMovements();
  const warning = useKeyWarning();
  const typed = useDeferredValue(search.find ?? '');
  const found = useMemo(() => findRoutes(table, typed), [table, typed]);
  const { show } = search;
  const groups = useMemo(
    () => (show === undefined ? found.groups : found.groups.filter((group) => isShown(group, show))),
    [found, show],
  );
  const onEdit = ({ carrier, group }: RouteLine, kind: 'approve' | 'withdraw') => {
    const routes = routesOf(group);
    open(
      { key: carrier.device.key, name: carrier.facts.name },
      kind === 'approve' ? { approve: routes, withdraw: [] } : { approve: [], withdraw: routes },
    );
  };
  return (
    <>
      <div className="flex shrink-0 items-center px-[24px] pb-[7px] max-md:border-b max-md:border-line-strong max-md:px-0 max-md:pb-2">
        <RouteFilters table={table} show={show} onShow={(next) => onSearch({ show: next })} />
      </div>
      <p role="status" className={found.sentence === '' ? 'sr-only' : 'px-gutter pb-2 text-small max-md:px-4'}>
        {found.sentence}
      </p>
      {readOnlyReason !== undefined && (
        <p className="px-gutter pb-2 text-small text-ink-2 max-md:px-4">{readOnlyReason}</p>
      )}
      <div className="relative flex min-h-0 flex-1 print:block">
        {table.groups.length === 0 ? (
          <p className="flex-1 border-t border-line-strong px-gutter pt-6 text-small max-md:px-4">
            <span className="block text-body font-medium">No device advertises a route.</span>
            <span className="text-ink-2">Subnet routers and exit nodes appear here as soon as they do.</span>
          </p>
        ) : groups.length === 0 ? (
          <div className="flex flex-1 flex-col items-start gap-2 border-t border-line-strong px-gutter pt-6 text-small max-md:px-4">
            <p className="text-body font-medium">No route matches.</p>
            <Button size="sm" onClick={() => onSearch({ find: undefined, show: undefined })}>
              Show all routes
            </Button>
          </div>
        ) : (
          <RouteLinesTable
            groups={groups}
            now={now}
            warning={warning}
            match={found.match}
            movementOf={movementOf}
            edited={edited}
            onEdit={readOnlyReason === undefined ? onEdit : undefined}
          />
        )}
        {dock}
      </div>
    </>
  );
}

/** "8 prefixes, 8 routers". */
function tableWords({ groups }: RouteTable): string {
  const prefixes = groups.filter(({ key }) => key !== exitKey).length;
  const routers = new Set(groups.flatMap(({ carriers }) => carriers.map(({ device }) => device.key))).size;
  return `${prefixes} ${prefixes === 1 ? 'prefix' : 'prefixes'}, ${routers} ${routers === 1 ? 'router' : 'routers'}`;
}
