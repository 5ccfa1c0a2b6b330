import type { Routes } from '#browser/api/queries.ts';
import { shownRequest } from '#browser/changes/hand-off/shown-request.ts';
import { stepOf } from '#browser/changes/hand-off/step.ts';
import { useLeaveGuard } from '#browser/changes/leave-guard.tsx';
import { ListConflict } from '#browser/device/list-conflict/list-conflict.tsx';
import { homeAddress } from '#browser/place.ts';
import { sortRoutes } from '#contract/prefix.ts';
import type { ReactNode } from 'react';
import { exitUnit, mergeRoutes } from './routes-base.ts';
import { routesChange } from './subnet-routes.mutation.ts';
import { type RoutesBase, type RoutesIntent, changesBetween, intentBetween, intentOf } from './subnet-routes.schema.ts';

const verbs = { add: 'approves', remove: 'withdraws', added: 'approved', removed: 'withdrawn' } as const;

/** Asks what to keep of the approved routes, and saves the answer as an intent over what the server has now. */
export function RoutesConflict(props: {
  device: { readonly id: string; readonly name: string };
  confirmed: Routes;
  base: RoutesBase;
  intent: RoutesIntent;
  /** When `confirmed` was read, milliseconds since 1970. */
  checkedAt: number;
  /** Why nothing can be saved right now, as a sentence. */
  offReason: string | undefined;
  /** Undefined keeps the server's version and sends nothing. */
  onAnswer: (intent: RoutesIntent | undefined) => void;
  onDiscard: () => void;
}): ReactNode {
  const { device, confirmed } = props;
  const merge = mergeRoutes(props.base, confirmed.enabled, props.intent);
  const wanted = sortRoutes(merge.rows.flatMap((row) => row.wanted));
  useLeaveGuard(true, `A choice about the routes of ${device.name} is open.`);

  const targetOf = (choice: 'merge' | 'overwrite'): Routes => ({
    ...confirmed,
    enabled: choice === 'merge' ? merge.merged : wanted,
  });
  return (
    <ListConflict
      label="Approved routes"
      merge={merge}
      verbs={verbs}
      nameOf={(unit) => (unit === exitUnit ? 'the exit node' : unit)}
      isCode={(unit) => unit !== exitUnit}
      requestOf={(choice) => {
        if (choice === 'take') return undefined;
        const target = targetOf(choice);
        return {
          request: shownRequest(stepOf(routesChange(device, confirmed, target)), homeAddress()),
          changed: new Set(intentOf(changesBetween(confirmed, target)).approve),
          note: 'Replaces the whole list of approved routes.',
        };
      }}
      checkedAt={props.checkedAt}
      offReasonOf={() => props.offReason}
      onChoose={(choice) => props.onAnswer(choice === 'take' ? undefined : intentBetween(confirmed, targetOf(choice)))}
      onDiscard={props.onDiscard}
    />
  );
}
