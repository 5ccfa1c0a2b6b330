import type { Entry } from '#browser/changes/change.ts';
import { aspectSections } from '#browser/changes/hand-off/aspect-sections.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { titleOf } from './entry-words.ts';

/** Leads a change that did not come about to its panel, where it waits to be sent once more; sends nothing itself. */
export function RetryLink({ entry }: { entry: Entry }): ReactNode {
  return (
    <Link
      to="/devices/$nodeId"
      params={{ nodeId: entry.deviceId }}
      hash={aspectSections[entry.aspect]}
      className="inline-flex h-control-sm items-center rounded-control px-2.5 text-small font-medium ring-1 ring-line-strong ring-inset hover:bg-hover touch:h-touch"
    >
      Retry
      <span className="sr-only">
        : {titleOf(entry)} on {entry.deviceName}
      </span>
    </Link>
  );
}
