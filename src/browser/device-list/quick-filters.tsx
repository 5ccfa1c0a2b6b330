import { type ReactNode, useEffect, useState } from 'react';
import { Narrowing } from '#browser/ui/narrowing.tsx';
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
    <Narrowing
      name="quick-filter"
      choices={quickFilters.map(({ label, filter: id }, at) => ({ id, label, count: counts?.[at] }))}
      chosen={quickFilters.find((one) => one.filter === token)?.filter}
      onChoose={(own = '') => props.onChoose(engine?.withToken(line, own) ?? own)}
    />
  );
}
