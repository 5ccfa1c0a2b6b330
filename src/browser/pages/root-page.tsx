import { type ErrorComponentProps, Link, Outlet } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy, useDeferredValue } from 'react';
import { useActivity } from '#browser/activity/use-activity.ts';
import { BulkReviews } from '#browser/bulk/bulk-reviews.tsx';
import { LeaveGuard } from '#browser/changes/leave-guard.tsx';
import { FleetJudgement } from '#browser/shell/fleet-judgement.tsx';
import { Layers } from '#browser/shell/layers.tsx';
import { TopBar } from '#browser/shell/top-bar.tsx';
import { TroubleLines } from '#browser/shell/trouble-lines.tsx';
import { useTrouble } from '#browser/shell/trouble.ts';
import { Announcer } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { useMedia } from '#browser/ui/use-media.ts';

// Phones have it at their lower edge, and the bar on top is for everybody else.
const TabBar = lazyPart(async () => (await import('#browser/shell/tab-bar.tsx')).TabBar);

// Nobody's first look. Where it cannot be loaded, the key does nothing, and the Activity page has its buttons.
const UndoShortcut = lazy(() =>
  import('#browser/activity/undo-shortcut.tsx').then(
    (made) => ({ default: made.UndoShortcut }),
    () => ({ default: () => null }),
  ),
);

/** The shell around every page. */
export function RootPage(): ReactNode {
  const { trouble, updatedAt, isFetching, tryNow } = useTrouble();
  const hasChanges = useActivity().length > 0;
  // After the first rows have been drawn, so that it is there before the first change.
  const isDrawn = useDeferredValue(updatedAt > 0, false);
  const isPhone = useMedia('(width < 760px)');
  return (
    <FleetJudgement>
      <Layers isListed={updatedAt > 0}>
        <LeaveGuard>
          <div className="flex h-dvh flex-col print:block print:h-auto">
            <a
              href="#content"
              className="absolute top-2 left-2 z-50 -translate-y-16 rounded-control bg-accent px-3 py-1.5 text-small font-medium text-on-accent focus:translate-y-0"
            >
              Skip to content
            </a>
            <TopBar trouble={trouble} />
            <TroubleLines trouble={trouble} updatedAt={updatedAt} isFetching={isFetching} onTry={tryNow} />
            <div id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
              <BulkReviews>
                <Outlet />
                <Suspense>{(isDrawn || hasChanges) && <UndoShortcut />}</Suspense>
              </BulkReviews>
            </div>
            <Suspense fallback={<div className="h-14 shrink-0" />}>{isPhone && <TabBar />}</Suspense>
            <Announcer />
          </div>
        </LeaveGuard>
      </Layers>
    </FleetJudgement>
  );
}

/** A URL that leads nowhere. */
export function NotFoundPage(): ReactNode {
  return (
    <main className="flex flex-col items-start gap-1 px-gutter pt-8 max-md:px-4">
      <h1 className="text-page">There is no such page.</h1>
      <p className="text-small text-ink-2">The link may be old, or a part of it is missing.</p>
      <Link to="/devices" search={{}} className="mt-2 text-small font-medium text-accent-ink hover:underline">
        Go to Devices
      </Link>
    </main>
  );
}

/** The last resort: a page that could not be drawn. It says so without any of the tailnet's data. */
export function ErrorPage(props: ErrorComponentProps): ReactNode {
  return (
    <main className="px-gutter pt-8 max-md:px-4">
      <div role="alert" className="flex flex-col items-start gap-1">
        <h1 className="text-page">This page could not be shown.</h1>
        <p className="text-small text-ink-2">Tailboard made a mistake. Nothing was changed.</p>
        <Button className="mt-2" onClick={props.reset}>
          Try again
        </Button>
      </div>
    </main>
  );
}
