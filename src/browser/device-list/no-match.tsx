import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '#browser/ui/button.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { List } from './device-rows.tsx';
import { type Nearest, nearestFilter } from './filter-counts.ts';
import { lineParts } from './filter-parts.ts';
import { runInSlices } from './in-slices.ts';

/** Nothing matches: what was asked, and the nearest way to something, which may take a moment to find. */
export function NoMatch(props: { list: List; line: string; onFilter: (line: string) => void }): ReactNode {
  const { list, line } = props;
  const [found, setFound] = useState<{ line: string; nearest: Nearest | undefined }>();
  // Slices are timed by the browser.
  useEffect(
    () => runInSlices(nearestFilter(list.devices, line, list), (nearest) => setFound({ line, nearest })),
    [list, line],
  );
  const nearest = found?.line === line ? found.nearest : undefined;
  const parts = lineParts(line).length;
  return (
    <div className="flex flex-1 flex-col items-start gap-1 px-gutter pt-6 max-md:px-4">
      <p role="status" className="text-body font-medium">
        {parts < 2 ? 'No device matches this filter.' : `No device matches all ${countWord(parts)} filters.`}
      </p>
      {nearest !== undefined && (
        <p className="text-small text-ink-3">
          Without <Mono className="text-ink">{nearest.without}</Mono> there{' '}
          {nearest.count === 1 ? 'is 1' : `are ${nearest.count}`}.
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        {nearest !== undefined && (
          <Button size="sm" onClick={() => props.onFilter(nearest.line)}>
            {`Remove ${nearest.without}`}
          </Button>
        )}
        <Button size="sm" kind="ghost" onClick={() => props.onFilter('')}>
          Clear filters
        </Button>
      </div>
    </div>
  );
}

function countWord(count: number): string {
  return ['none', 'one', 'two', 'three', 'four', 'five', 'six'][count] ?? String(count);
}
