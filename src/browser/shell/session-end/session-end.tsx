import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useApi, useSessionEnd } from '#browser/api/api-context.ts';
import type { SessionEnd } from '#browser/api/sign-in.ts';
import { useUnsaved } from '#browser/changes/leave-guard.tsx';
import { formatClock } from '#browser/device/moment.ts';
import { Age } from '#browser/shell/freshness.tsx';
import { announce } from '#browser/ui/announcer.tsx';
import { Button } from '#browser/ui/button.tsx';
import { EndDialog, PortalLink } from './end-dialog.tsx';
import { lookAgain } from './look.ts';

/**
 * A session that ended: a line over the page while it is so, and a dialog when something was typed or sent, which stays
 * as it is. Nothing is sent by signing in again. No part of it is loaded when it is needed: whoever keeps answers back
 * keeps files back, too.
 */
export function SessionEnded(props: { isOffline: boolean; updatedAt: number }): ReactNode {
  const { signIn } = useApi();
  const end = useSessionEnd();
  const unsaved = [...useUnsaved().values()];
  const [asked, setAsked] = useState<{ readonly hasRefused: boolean }>();
  const [known, setKnown] = useState<SessionEnd>();
  if (end !== known) {
    setKnown(end);
    // What is typed from here on knows already: only the end itself, and each change that it refuses, asks.
    const hasRefused = end?.hasRefused === true || unsaved.some(({ isHeld }) => isHeld);
    setAsked(end !== undefined && (hasRefused || unsaved.length > 0) ? { hasRefused } : undefined);
  }

  const hasEnded = end !== undefined;
  // The live region belongs to the document.
  useEffect(() => {
    if (!hasEnded) return undefined;
    return () => announce('Signed in again. Nothing was sent meanwhile.');
  }, [hasEnded]);

  const isPortal = end?.way === 'portal';
  // Who comes back from the tab where they signed in again has nothing more to do here. The window is outside of React.
  useEffect(() => {
    if (!isPortal) return undefined;
    const look = () => {
      if (document.visibilityState === 'visible') void lookAgain(signIn);
    };
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [isPortal, signIn]);

  if (end === undefined) return null;
  return (
    <>
      {/* Without a network nobody can sign in, and the line that says so is the nearer one. */}
      {!props.isOffline && <EndBanner end={end} updatedAt={props.updatedAt} onAsk={() => setAsked(end)} />}
      {asked !== undefined && (
        <EndDialog
          way={end.way}
          kept={[...new Set(unsaved.flatMap(({ words, isHeld }) => (isHeld ? [] : [words])))]}
          hasRefused={asked.hasRefused}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function EndBanner(props: { end: SessionEnd; updatedAt: number; onAsk: () => void }): ReactNode {
  const isLink = props.end.way === 'link';
  return (
    <div
      role="alert"
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 bg-bad-tint px-gutter py-1 text-small max-md:px-4"
    >
      <span className="flex items-start gap-2.5">
        <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad-ink" strokeWidth={1.75} aria-hidden />
        <span>
          <span className="font-medium">The session ended.</span>{' '}
          <span className="text-ink-2">
            {isLink
              ? 'Tailboard was started anew. Reading goes on; changes are off until you are signed in again.'
              : `${props.updatedAt > 0 ? `Showing data from ${formatClock(props.updatedAt)} UTC. ` : ''}It goes on once you have signed in to the portal again.`}
          </span>
        </span>
      </span>
      <span className="ml-auto flex items-center gap-2">
        {!isLink && (
          <span className="mr-2">
            <Age updatedAt={props.updatedAt} />
          </span>
        )}
        {!isLink && <PortalLink size="sm" />}
        <Button size="sm" onClick={props.onAsk}>
          {isLink ? 'Sign in again' : 'Details'}
        </Button>
      </span>
    </div>
  );
}
