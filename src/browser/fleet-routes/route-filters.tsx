import type { RouteTable } from '#browser/fleet/route-table.ts';
import { Narrowing } from '#browser/ui/narrowing.tsx';
import { type ReactNode, useMemo } from 'react';
import { countShows, showWords } from './route-shows.ts';
import { type RouteShow, routeShows } from './routes-search.ts';

/** What the table can be narrowed to, each with its count. */
export function RouteFilters(props: {
  table: RouteTable;
  show: RouteShow | undefined;
  onShow: (show: RouteShow | undefined) => void;
}): ReactNode {
  const { table } = props;
  const counts = useMemo(() => countShows(table), [table]);
  const choices = [
    { id: undefined, label: 'All', count: table.groups.length },
    ...routeShows.map((id) => ({ id, label: showWords[id], count: counts[id] })),
  ];
  return (
    <Narrowing<RouteShow | undefined>
      name="route-filter"
      choices={choices}
      chosen={props.show}
      onChoose={props.onShow}
    />
  );
}
