import { ActivityEntry } from '#browser/activity/activity-entry.tsx';
import { changeCount } from '#browser/activity/entry-words.ts';
import { MarkdownPane } from '#browser/activity/markdown-pane.tsx';
import { useActivity } from '#browser/activity/use-activity.ts';
import { formatClock } from '#browser/device/moment.ts';
import { TimeText } from '#browser/device/time-text.tsx';
import { Mark } from '#browser/shell/mark.tsx';
import { PageTitle } from '#browser/shell/page-title.tsx';
import { MoreButton } from '#browser/shell/settings-button.tsx';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** What was changed in this tab, newest first, each with its way back; and the same as text for a ticket. */
export function ActivityPage(): ReactNode {
  const entries = useActivity();
  const first = entries[0];
  const newest = entries.at(-1);
  return (
    <main
      className={
        first === undefined
          ? 'min-h-0 flex-1'
          : 'min-h-0 flex-1 max-lg:overflow-y-auto lg:grid lg:grid-cols-[minmax(0,1fr)_min(520px,40vw)] lg:grid-rows-[minmax(0,1fr)]'
      }
    >
      <PageTitle words="Activity" />
      <div
        className={first === undefined ? '' : 'min-w-0 lg:min-h-0 lg:overflow-y-auto lg:border-r lg:border-line-strong'}
      >
        <div className="flex h-14 items-center gap-2.5 px-gutter max-md:h-[52px] max-md:pr-2 max-md:pl-4">
          <span className="md:hidden">
            <Mark />
          </span>
          <div className="flex min-w-0 items-baseline gap-2.5">
            <h1 tabIndex={-1} className="text-page outline-none">
              Activity
            </h1>
            {first !== undefined && (
              <p className="figures truncate text-small text-ink-3">
                {changeCount(entries.length)}
                <span className="max-md:sr-only"> in this session</span>, since{' '}
                <TimeText at={first.at}>{formatClock(first.at)}</TimeText>
              </p>
            )}
          </div>
          <span className="ml-auto flex md:hidden">
            <MoreButton />
          </span>
        </div>
        <p className="-mt-2 px-gutter pb-3 text-small text-ink-3 max-md:px-4">
          Kept in this browser tab only. Closing the tab clears it.
        </p>
        {first === undefined ? (
          <Empty />
        ) : (
          <ol aria-label="Changes, newest first" className="border-t border-line-strong">
            {entries.toReversed().map((entry) => (
              <ActivityEntry
                key={entry.id}
                entry={entry}
                undone={entry.undoes === undefined ? undefined : entries.find(({ id }) => id === entry.undoes)}
                isOpenAtFirst={entry === newest}
              />
            ))}
          </ol>
        )}
      </div>
      {first !== undefined && <MarkdownPane entries={entries} />}
    </main>
  );
}

function Empty(): ReactNode {
  return (
    <div className="border-t border-line-strong px-gutter pt-6 text-small max-md:px-4">
      <p className="text-body font-medium">Nothing was changed in this tab.</p>
      <p className="mt-1 text-ink-2">
        Each change made here is listed with its request, what became of it, and the way back.
      </p>
      <Link
        to="/devices"
        search={{}}
        className="mt-3 inline-block font-medium text-accent-ink underline-offset-3 hover:underline"
      >
        Go to Devices
      </Link>
    </div>
  );
}
