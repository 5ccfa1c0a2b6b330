import type { ListAnswer } from '#browser/api/queries.ts';
import { machineName } from '#browser/device/device-facts.ts';
import { compareNames } from '#browser/device-list/natural-order.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { type BulkAction, type Verdict, bulkWorld } from './bulk-action.ts';

/** A device of a review and what the wish comes to on it. */
export type Planned = { readonly device: ListedDevice; readonly verdict: Verdict };

/** What a wish comes to on all devices of a review, by name; those that are gone from the list are neither here nor there. */
export type Plan = {
  readonly changes: readonly (Planned & { readonly verdict: Extract<Verdict, { kind: 'change' }> })[];
  readonly leftOut: readonly (Planned & { readonly verdict: Extract<Verdict, { kind: 'left-out' }> })[];
};

/** Judges every device of `keys`; before there is an action, all of them wait for one. */
export function planOf(
  action: BulkAction | undefined,
  answer: ListAnswer,
  keys: ReadonlySet<string>,
  now: number,
): Plan {
  const world = bulkWorld(answer, now);
  const changes: Plan['changes'][number][] = [];
  const leftOut: Plan['leftOut'][number][] = [];
  if (action === undefined) return { changes, leftOut };
  for (const device of answer.devices) {
    if (!keys.has(device.key)) continue;
    const verdict = action.verdictOn(device, world);
    if (verdict.kind === 'change') changes.push({ device, verdict });
    else leftOut.push({ device, verdict });
  }
  const sorted = <P extends Planned>(planned: P[]) =>
    planned
      .map((one) => ({ one, name: machineName(one.device).toLowerCase() }))
      .sort((a, b) => compareNames(a.name, b.name))
      .map(({ one }) => one);
  return { changes: sorted(changes), leftOut: sorted(leftOut) };
}
