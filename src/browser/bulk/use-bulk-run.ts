import { useApi } from '#browser/api/api-context.ts';
import type { BulkAction } from './bulk-action.ts';
import { keepEntry } from './bulk-entry.ts';
import { type BulkRun, startRun } from './bulk-run.ts';
import { createListNews } from './list-news.ts';
import type { Plan } from './plan.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

/** A run as a review holds it: with the plan that it was begun on, and its entry in the log. */
export type Running = {
  readonly run: BulkRun;
  readonly plan: Plan;
  readonly action: BulkAction;
  readonly entryId: string;
};

/** Starts runs; leaving the page stops the one that is under way after what is being sent. */
export function useBulkRun(): readonly [
  Running | undefined,
  (action: BulkAction, plan: Plan, undoes?: string) => void,
] {
  const api = useApi();
  const queryClient = useQueryClient();
  const [running, setRunning] = useState<Running>();
  const latest = useRef<BulkRun>(undefined);
  // What is being sent goes on without the page; what waits does not.
  useEffect(() => () => latest.current?.stop(), []);

  const start = (action: BulkAction, plan: Plan, undoes?: string) => {
    const [first] = plan.changes;
    if (first === undefined) return;
    const news = createListNews(queryClient);
    const run = startRun({
      action,
      devices: plan.changes.map(({ device }) => device),
      api,
      onNews: news.add,
      onStep: (isDone) => {
        keeper.step(isDone);
        if (isDone) news.finish();
      },
    });
    const keeper = keepEntry({
      log: api.activity,
      recorder: run.recorder,
      action,
      request: first.verdict.step.request,
      differences: sharedDifferences(plan),
      finality: plan.changes.some(({ verdict }) => verdict.step.undo !== undefined)
        ? undefined
        : first.verdict.step.finality,
      planned: plan.changes.length,
      undoes,
      now: () => Date.now(),
    });
    latest.current = run;
    setRunning({ run, plan, action, entryId: keeper.id });
  };
  return [running, start];
}

/** What all devices of a plan have in common, which is what the log says of the whole. */
function sharedDifferences({ changes }: Plan) {
  const [first] = changes;
  const isShared = (text: string) =>
    changes.every(({ verdict }) => verdict.step.differences.some((one) => JSON.stringify(one) === text));
  return (first?.verdict.step.differences ?? []).filter((one) => isShared(JSON.stringify(one)));
}
