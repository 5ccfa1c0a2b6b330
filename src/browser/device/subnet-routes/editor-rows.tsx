import type { Routes } from '#browser/api/queries.ts';
import { Checkbox } from '#browser/ui/checkbox.tsx';
import { Mono } from '#browser/ui/text.tsx';
import { exitRoutes } from '#contract/subnet-routes.ts';
import type { ReactNode } from 'react';
import { type OtherRouters, routeNote, routerNames } from './other-routers.ts';
import { isHalfApproved, longestBeside } from './routes-reading.tsx';
import { type RouteRow, exitNodeOf, keysOf } from './subnet-routes.schema.ts';

/** One tick per subnet and one for the exit node, each with what is the case now. */
export function EditorRows(props: {
  /** Every route with a row, approved or not as staged. */
  rows: readonly RouteRow[];
  before: Routes;
  after: Routes;
  others: OtherRouters | undefined;
  onTick: (prefix: string, isTicked: boolean) => void;
}): ReactNode {
  const { rows, before, after, others, onTick } = props;
  const approved = keysOf(before.enabled);
  const exitBefore = exitNodeOf(before);
  const exitAfter = exitNodeOf(after);
  const isHalf = isHalfApproved(exitAfter);
  const isExitTicked = exitAfter.approved.length > 0 && !isHalf;
  return (
    <ul aria-label="Routes to approve">
      {rows.map((row) => (
        <li key={row.key} className="border-b border-line py-2">
          <Checkbox
            label={
              <Mono className={`wrap-anywhere ${row.isApproved === approved.has(row.key) ? '' : 'font-semibold'}`}>
                {row.prefix}
              </Mono>
            }
            labelClass={row.prefix.length > longestBeside ? '' : '@sm:w-[124px] @sm:shrink-0'}
            isStacked={row.prefix.length > longestBeside}
            note={noteBefore(row, approved.has(row.key), others)}
            isChecked={row.isApproved}
            onChange={(isTicked) => onTick(row.prefix, isTicked)}
          />
        </li>
      ))}
      <li className="py-2">
        <Checkbox
          label={<span className="text-small font-medium">Exit node</span>}
          labelClass="@sm:w-[124px] @sm:shrink-0"
          note={exitNote(exitBefore)}
          isChecked={isExitTicked}
          isMixed={isHalf}
          onChange={(isTicked) => onTick(exitRoutes[0], isTicked)}
        />
      </li>
    </ul>
  );
}

/** "Approved. Failover with edge-fra-02.": the state before the change, as the tick shows the one after it. */
function noteBefore(row: RouteRow, isApproved: boolean, others: OtherRouters | undefined): string {
  const state = isApproved ? 'Approved.' : 'Not approved.';
  if (!row.isAdvertised) return `${state} Not advertised by this device.`;
  const serving = others?.serving(row.key) ?? [];
  if (!isApproved && serving.length > 0) return `${state} Also on ${routerNames(serving)}.`;
  const note = routeNote({ ...row, isApproved }, others);
  return note === '' ? state : `${state} ${note}.`;
}

function exitNote(exit: ReturnType<typeof exitNodeOf>): ReactNode {
  if (isHalfApproved(exit)) return <>Only {exit.approved[0]} is approved.</>;
  const pair = (
    <>
      <Mono>{exitRoutes[0]}</Mono> and <Mono>{exitRoutes[1]}</Mono>
    </>
  );
  if (exit.advertised.length === 0) return <>{pair}. Not advertised by this device.</>;
  if (exit.advertised.length === 1) return <>Only {exit.advertised[0]} is advertised.</>;
  return pair;
}
