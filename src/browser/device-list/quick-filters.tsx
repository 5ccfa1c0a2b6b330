import { type ReactNode, useEffect, useState } from 'react';
import type { List } from './device-rows.tsx';
import { useFilterEngine } from './use-filter-engine.ts';

const quickFilters = [
  { label: 'All', filter: '' },
  { label: 'Needs attention', filter: 'is:attention' },
  { label: 'Pending approval', filter: 'status:pending' },
  { label: 'Routes to approve', filter: 'route:waiting' },
  { label: 'Key expiring', filter: 'expires:<7d' },
  { label: 'Expired', filter: 'status:expired' },
  { label: 'Updates', filter: 'update:yes' },
  { label: 'Shared in', filter: 'status:external' },
] as const;

const tokens: readonly string[] = quickFilters.map(({ filter }) => filter);

/**
 * The questions that are asked every morning, each with its count among what the rest of the filter leaves; choosing one
 * writes its token in the place of another's. Counts come a moment after the rows, as nobody reads them sooner.
 */
export function QuickFilters(props: {
  list: List | undefined;
  filter: string;
  onChoose: (filter: string) => void;
}): ReactNode {
  const { list, filter } = props;
  const engine = useFilterEngine(list !== undefined, true);
  const { line, token = '' } = engine?.withoutTokens(filter, tokens) ?? { line: '', token: filter.trim() };
  const [counts, setCounts] = useState<readonly number[]>();
  // Slices are timed by the browser.
  useEffect(() => {
    if (engine === undefined || list === undefined) return undefined;
    let stop = engine.runInSlices(engine.countTokens(list.devices, line, tokens, list), (next) => {
      setCounts(next);
      stop = engine.runInSlices(engine.readTexts(list.devices), () => undefined);
    });
    return () => stop();
  }, [engine, list, line]);
  return (
    <fieldset className="flex min-w-0 items-center gap-0.5 overflow-x-auto py-px max-md:w-full max-md:gap-2 max-md:px-4">
      <legend className="sr-only">Quick filters</legend>
      {quickFilters.map(({ label, filter: own }, position) => (
        <label
          key={label}
          className="relative inline-flex h-control-sm shrink-0 cursor-pointer items-center gap-1.5 rounded-control px-2 text-small whitespace-nowrap text-ink-2 hover:bg-hover has-checked:bg-active has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus max-md:ring-1 max-md:ring-line-strong max-md:ring-inset touch:h-9 touch:px-3"
        >
          <input
            type="radio"
            name="quick-filter"
            className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
            checked={token === own}
            onChange={() => props.onChoose(engine?.withToken(line, own) ?? own)}
          />
          {label}
          {counts !== undefined && (
            <span className="figures text-caption font-normal text-ink-3">{counts[position]}</span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
