import { type ReactNode, Suspense } from 'react';
import { useApi, useSessionNews } from '#browser/api/api-context.ts';
import { lazyPart } from '#browser/ui/lazy-part.tsx';
import { Banner } from './banner.tsx';
import { SessionEnded } from './session-end/session-end.tsx';
import type { Trouble } from './trouble.ts';

// Hardly anybody sees it.
const SessionNews = lazyPart(async () => (await import('./session-news.tsx')).SessionNews);

/** What stands between the bar and the page while something is wrong. */
export function TroubleLines(props: {
  trouble: Trouble | undefined;
  updatedAt: number;
  isFetching: boolean;
  onTry: () => void;
}): ReactNode {
  const { trouble, updatedAt } = props;
  const { otherSession } = useApi();
  const news = useSessionNews();
  return (
    <>
      <Suspense>{(otherSession !== undefined || news !== undefined) && <SessionNews />}</Suspense>
      <SessionEnded isOffline={trouble?.kind === 'offline'} updatedAt={updatedAt} />
      {trouble !== undefined && trouble.kind !== 'login' && updatedAt > 0 && (
        <Banner trouble={trouble} updatedAt={updatedAt} isFetching={props.isFetching} onTry={props.onTry} />
      )}
    </>
  );
}
