import type { Routes } from '#browser/api/queries.ts';
import { Mono } from '#browser/ui/text.tsx';
import { exitRoutes } from '#contract/subnet-routes.ts';
import type { ReactNode } from 'react';
import { advertiseCommand } from './approval-notices.ts';
import { listed } from '#browser/device/listed.ts';
import { type OtherRouters, routeNote } from './other-routers.ts';
import { Command } from '#browser/ui/command.tsx';
import { type Movement, RouteMark } from './route-marks.tsx';
import { type RouteRow, type RoutesIntent, exitNodeOf, keysOf, routeRows } from './subnet-routes.schema.ts';

/** Prefixes up to this length stand beside their note; a longer one has a line of its own instead of being cut. */
export const longestBeside = 18;

/** The routes of a device as they will be once every pending intent has succeeded, each moving one marked. */
export function RoutesReading(props: {
  shown: Routes;
  confirmed: Routes;
  pending: readonly RoutesIntent[];
  others: OtherRouters | undefined;
  /** False for devices that have no command line. */
  hasTerminal: boolean;
}): ReactNode {
  const { shown, pending } = props;
  // A route that is being withdrawn and is not advertised keeps its row until it is gone.
  const rows = routeRows(shown, props.confirmed.enabled);
  const exit = exitNodeOf(shown);
  const isExitMoving = movementOf(pending, exitRoutes[0]);
  const hasExit = exit.state !== 'neither' || isExitMoving !== undefined;
  if (rows.length === 0 && !hasExit) return <NothingAdvertised hasTerminal={props.hasTerminal} />;
  const unadvertised = rows.filter(
    ({ state, key }) => state === 'unadvertised' && movementOf(pending, key) === undefined,
  );
  return (
    <>
      {rows.length > 0 ? (
        <ul aria-label="Subnets">
          {rows.map((row) => (
            <Row key={row.key} row={row} note={routeNote(row, props.others)} movement={movementOf(pending, row.key)} />
          ))}
        </ul>
      ) : (
        <p className="py-[7px] text-small text-ink-3">This device advertises no subnets.</p>
      )}
      {hasExit && (
        <div className="mt-2 flex flex-wrap items-center gap-x-3 border-t border-line-strong pt-2.5">
          <h3 className="text-section @min-[340px]:w-[128px]">Exit node</h3>
          <span className="text-small text-ink-3">{exitNote(exit)}</span>
          <span className="ml-auto flex">
            <RouteMark state={exit.state} movement={isExitMoving} isHalf={isHalfApproved(exit)} />
          </span>
        </div>
      )}
      {unadvertised.length > 0 && <Unadvertised rows={unadvertised} advertised={shown.advertised} />}
    </>
  );
}

function Row(props: { row: RouteRow; note: string; movement: Movement }): ReactNode {
  const { row, note } = props;
  const isBeside = row.prefix.length <= longestBeside;
  return (
    <li
      className={`grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line py-[7px] last:border-b-0 ${isBeside ? '@sm:grid-cols-[128px_minmax(0,1fr)_auto]' : ''}`}
    >
      <Mono className={isBeside ? '' : 'col-span-2 wrap-anywhere'}>{row.prefix}</Mono>
      {note !== '' && (
        <span
          className={`text-small wrap-anywhere text-ink-3 ${isBeside ? 'order-3 col-span-2 @sm:order-none @sm:col-span-1' : ''}`}
        >
          {note}
        </span>
      )}
      <span className={`flex ${isBeside ? '@sm:col-start-3' : 'col-start-2'}`}>
        <RouteMark state={row.state} movement={props.movement} />
      </span>
    </li>
  );
}

/** The last pending wish for a route, if any: that is where it is going. */
function movementOf(pending: readonly RoutesIntent[], key: string): Movement {
  const last = pending.findLast(({ approve, withdraw }) => keysOf([...approve, ...withdraw]).has(key));
  if (last === undefined) return undefined;
  return keysOf(last.withdraw).has(key) ? 'withdrawing' : 'approving';
}

/** True when only one of the two routes is approved of an exit node that offers both. */
export function isHalfApproved(exit: ReturnType<typeof exitNodeOf>): boolean {
  return exit.approved.length === 1 && exit.advertised.length !== 1;
}

function exitNote(exit: ReturnType<typeof exitNodeOf>): ReactNode {
  if (isHalfApproved(exit)) return <>Only {exit.approved[0]} is approved</>;
  if (exit.advertised.length === 1) return <>Only {exit.advertised[0]} is advertised</>;
  if (exit.advertised.length === 0) return 'Not advertised by this device';
  return (
    <>
      <Mono>{exitRoutes[0]}</Mono>, <Mono>{exitRoutes[1]}</Mono>
    </>
  );
}

function Unadvertised(props: { rows: readonly RouteRow[]; advertised: readonly string[] }): ReactNode {
  const { rows } = props;
  const prefixes = rows.map(({ prefix }) => prefix);
  const isOne = rows.length === 1;
  return (
    <div className="mt-2 text-small text-ink-3 wrap-anywhere">
      <p>
        {listed(prefixes)} {isOne ? 'is' : 'are'} approved but not advertised, so {isOne ? 'it carries' : 'they carry'}{' '}
        nothing. Withdraw {isOne ? 'it' : 'them'}, or advertise {isOne ? 'it' : 'them'} on the device:
      </p>
      <Command text={advertiseCommand(props.advertised, prefixes)} />
    </div>
  );
}

function NothingAdvertised(props: { hasTerminal: boolean }): ReactNode {
  return (
    <div className="text-small">
      <p>This device advertises no routes.</p>
      {props.hasTerminal && (
        <>
          <p className="text-ink-3">To advertise a subnet, run on the device:</p>
          <Command text="tailscale set --advertise-routes=192.0.2.0/24" />
        </>
      )}
    </div>
  );
}
