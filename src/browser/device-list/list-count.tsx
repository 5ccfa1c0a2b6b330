import { type ReactNode, useEffect, useState } from 'react';
import type { List } from './device-rows.tsx';
import { useFilterEngine } from './use-filter-engine.ts';

/** How many devices are connected or, while a filter is set, how many it finds; the latter comes after the rows. */
export function ListCount(props: { list: List; connected: number; filter: string }): ReactNode {
  const { list, filter } = props;
  const isFiltered = filter.trim() !== '';
  const engine = useFilterEngine(isFiltered);
  const [found, setFound] = useState<number>();
  // Slices are timed by the browser.
  useEffect(() => {
    if (!isFiltered || engine === undefined) return undefined;
    return engine.runInSlices(engine.countTokens(list.devices, filter, [''], list), ([count]) => setFound(count));
  }, [engine, isFiltered, filter, list]);
  if (isFiltered && found !== undefined)
    return (
      <>
        {found} of {list.devices.length}
      </>
    );
  return (
    <>
      {props.connected} of {list.devices.length}
      <span className="max-md:sr-only"> connected</span>
    </>
  );
}
