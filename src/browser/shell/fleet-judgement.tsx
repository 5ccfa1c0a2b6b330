import { useQuery } from '@tanstack/react-query';
import { type ReactNode, createContext, startTransition, use, useEffect, useState } from 'react';
import { whenDrawn } from '#browser/api/turns.ts';
import { useApi } from '#browser/api/api-context.ts';
import { KeyWarning } from '#browser/device/use-key-warning.ts';
import type { Judgement } from '#browser/fleet/judgement.ts';
import { warningSpan } from '#browser/fleet/key-warning.ts';
import { useNow } from '#browser/ui/use-now.ts';

const loadJudge = () => import('#browser/fleet/judge.ts');

const JudgementContext = createContext<Judgement | undefined>(undefined);

/** What the tailnet asks of its admin, a moment after each answer of the list; undefined until it is known. */
export function useJudgement(): Judgement | undefined {
  return use(JudgementContext);
}

/**
 * Judges the tailnet for the counts of the bar, the title of the tab and the pages that show it: once for all of them,
 * and after the first rows have been drawn, as nobody needs it sooner.
 */
export function FleetJudgement(props: { children: ReactNode }): ReactNode {
  const { queries } = useApi();
  const devices = useQuery(queries.list()).data?.devices;
  const now = useNow(60_000);
  const [judgement, setJudgement] = useState<Judgement>();
  const settings = useQuery({ ...queries.settings(), enabled: judgement !== undefined }).data;
  const warning = warningSpan(settings?.devicesKeyDurationDays);
  // A page that waits for it has it loaded by the time the list is here.
  useEffect(() => {
    if (isAwaited()) void loadJudge().catch(() => undefined);
  }, []);
  // The computation runs beside React.
  useEffect(() => {
    if (devices === undefined) return undefined;
    let isStopped = false;
    let stop = () => {};
    const begin = async () => {
      const { judge } = await loadJudge();
      const onDone = (made: Judgement) => startTransition(() => setJudgement(made));
      if (!isStopped) stop = judge({ devices, now, warning, isAwaited, onDone });
    };
    // A list draws its rows first. What cannot be loaded is tried again with the next one.
    const beginOnce = () => {
      if (!isStopped) void begin().catch(() => undefined);
    };
    if (isAwaited()) beginOnce();
    else whenDrawn(beginOnce);
    return () => {
      isStopped = true;
      stop();
    };
  }, [devices, now, warning]);
  return (
    <KeyWarning value={warning}>
      <JudgementContext value={judgement}>{props.children}</JudgementContext>
    </KeyWarning>
  );
}

/** True while the page on screen is one that shows the judgement itself. */
function isAwaited(): boolean {
  return /\/(?:attention|routes)$/.test(window.location.pathname);
}
