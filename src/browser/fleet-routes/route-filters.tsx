import type { RouteTable } from '#browser/fleet/route-table.ts';
import { type ReactNode, useMemo } from 'react';
import { countShows, showWords } from './route-shows.ts';
import { type RouteShow, routeShows } from './routes-search.ts';

/** What the table can be narrowed to, each with its count; a zero stays visible. */
export function RouteFilters(props: {
  table: RouteTable;
  show: RouteShow | undefined;
  onShow: (show: RouteShow | undefined) => void;
}): ReactNode {
  const { table } = props;
  const counts = useMemo(() => countShows(table), [table]);
  return (
    <fieldset className="flex min-w-0 items-center gap-0.5 overflow-x-auto py-px max-md:w-full max-md:gap-2 max-md:px-4">
      <legend className="sr-only">Quick filters</legend>
      {[undefined, ...routeShows].map((show) => (
        <label
          key={show ?? 'all'}
          className="relative inline-flex h-control-sm shrink-0 cursor-pointer items-center gap-1.5 rounded-control px-2 text-small whitespace-nowrap text-ink-2 hover:bg-hover has-checked:bg-active has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus max-md:ring-1 max-md:ring-line-strong max-md:ring-inset touch:h-9 touch:px-3"
        >
          <input
            type="radio"
            name="route-filter"
            className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
            checked={props.show === show}
            onChange={() => props.onShow(show)}
          />
          {show === undefined ? 'All' : showWords[show]}
          <span className="figures text-caption font-normal text-ink-3">
            {show === undefined ? table.groups.length : counts[show]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
