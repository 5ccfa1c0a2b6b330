import { lazyPart } from '#browser/ui/lazy-part.tsx';
import type { Selection } from '#browser/device-list/selection.ts';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense, createContext, use, useCallback, useState } from 'react';
import type { BulkWish } from './wish.ts';

/** What is wanted, and of which devices: their keys, or the selection as it changes. */
export type ReviewRequest = { readonly wish: BulkWish; readonly devices: readonly string[] | Selection };

const OpenContext = createContext<((request: ReviewRequest) => void) | undefined>(undefined);

const ReviewDock = lazyPart(async () => (await import('./review-dock.tsx')).ReviewDock);

/**
 * Opens the review of a bulk change beside the page; nothing is sent before the person says so there. Another one that
 * is open gives way, unless it is under way. Throws outside of the shell, which is a mistake in the code.
 */
export function useBulkReview(): (request: ReviewRequest) => void {
  const open = use(OpenContext);
  if (open === undefined) throw new Error('useBulkReview needs BulkReviews above it.');
  return open;
}

/** The page with the review of a bulk change docked at its right; another page ends it. */
export function BulkReviews(props: { children: ReactNode }): ReactNode {
  const place = useLocation({ select: ({ pathname }) => pathname });
  const [review, setReview] = useState<{ request: ReviewRequest; place: string; id: number; isRunning: boolean }>();
  const open = useCallback(
    (request: ReviewRequest) =>
      setReview((before) =>
        before?.isRunning === true && before.place === place
          ? before
          : { request, place, id: (before?.id ?? 0) + 1, isRunning: false },
      ),
    [place],
  );
  return (
    <OpenContext value={open}>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">{props.children}</div>
        {review?.place === place && (
          <Suspense>
            <ReviewDock
              key={review.id}
              request={review.request}
              onRunning={(isRunning) => setReview((before) => before && { ...before, isRunning })}
              onClose={() => setReview(undefined)}
            />
          </Suspense>
        )}
      </div>
    </OpenContext>
  );
}
