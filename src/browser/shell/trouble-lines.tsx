import type { ReactNode } from 'react';
import { Banner } from './banner.tsx';
import { SessionEnded } from './session-end/session-end.tsx';
import type { Trouble } from './trouble.ts';

/** What stands between the bar and the page while something is wrong. */
export function TroubleLines(props: {
  trouble: Trouble | undefined;
  updatedAt: number;
  isFetching: boolean;
  onTry: () => void;
}): ReactNode {
  const { trouble, updatedAt } = props;
  return (
    <>
      <SessionEnded isOffline={trouble?.kind === 'offline'} updatedAt={updatedAt} />
      {trouble !== undefined && trouble.kind !== 'login' && updatedAt > 0 && (
        <Banner trouble={trouble} updatedAt={updatedAt} isFetching={props.isFetching} onTry={props.onTry} />
      )}
    </>
  );
}
