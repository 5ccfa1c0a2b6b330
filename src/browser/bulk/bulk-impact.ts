import type { ListAnswer } from '#browser/api/queries.ts';
import { factsOf, machineName } from '#browser/device/device-facts.ts';
import { statusOf } from '#browser/device/device-status.ts';
import { consoleSentence, impactOf } from '#browser/device/impact/impact.ts';
import { restoredBy } from '#browser/device/key-expiry/key-expiry.schema.ts';
import { servedSubnets } from '#browser/device/live-routers.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import { routeKey } from '#contract/prefix.ts';
import { isExitRoute } from '#contract/subnet-routes.ts';
import type { Plan } from './plan.ts';
import type { BulkWish } from './wish.ts';

/** What a bulk change breaks or grants, counted; the worst first. */
export type BulkImpact = {
  readonly sentences: readonly string[];
  /** How the person may lose this page, and the address that they reach it under. */
  readonly console: { readonly sentence: string; readonly host: string } | undefined;
};

/** Counts what hangs on the devices that change. `hosts` are the names under which this console is reached. */
export function bulkImpact(
  wish: BulkWish,
  { changes }: Plan,
  answer: ListAnswer,
  now: number,
  hosts: readonly string[],
): BulkImpact {
  const devices = changes.map(({ device }) => device);
  const isCut = isCutOff(wish, now);
  const cut = devices.filter(isCut);
  const losing = wish.kind === 'routes' && !wish.isApproval ? withdrawn(changes) : whole(cut);
  const { lone, stranded } = routerLoss(losing, answer.devices, now);
  const exits = cut.filter((device) => factsOf(device).exitNode === 'approved').length;
  return {
    sentences: [
      ...(lone.length > 0 ? [`${several(lone)} ${lone.length === 1 ? 'loses its' : 'lose their'} only router.`] : []),
      ...(stranded.length > 0
        ? [`${several(stranded)} ${stranded.length === 1 ? 'has' : 'have'} no other connected router.`]
        : []),
      ...(exits > 0
        ? [`${count(exits, 'exit node')} cut off. Devices that use one lose the internet through it.`]
        : []),
      ...ownSentences(wish, devices, now),
      ...connectedSentence(cut),
    ],
    console: consoleLoss(cut, lone, hosts),
  };
}

/** Whether a wish cuts a device off, or may. */
function isCutOff(wish: BulkWish, now: number): (device: ListedDevice) => boolean {
  if (wish.kind === 'delete') return () => true;
  if (wish.kind === 'expire-key') return ({ keyExpiryDisabled }) => keyExpiryDisabled !== true;
  if (wish.kind === 'approval') return () => !wish.authorized;
  if (wish.kind === 'key-expiry') return (device) => !wish.keyExpiryDisabled && restoredBy(device, now) === 'past';
  return () => false;
}

type Losing = ReadonlyMap<string, ReadonlySet<string>>;

/** Every prefix that these devices route, by device. */
function whole(devices: readonly ListedDevice[]): Losing {
  return new Map(devices.map((device) => [device.key, new Set(servedSubnets(device).map(routeKey))]));
}

/** The prefixes that are withdrawn, by device. */
function withdrawn(changes: Plan['changes']): Losing {
  return new Map(
    changes.map(({ device, verdict }) => [
      device.key,
      new Set(verdict.step.differences.flatMap((one) => (one.kind === 'removed' ? [routeKey(one.text)] : []))),
    ]),
  );
}

/** Prefixes of which no router is left, and those of which none is left that is connected. */
function routerLoss(losing: Losing, all: readonly ListedDevice[], now: number) {
  const lost = new Set([...losing.values()].flatMap((prefixes) => [...prefixes]));
  if (lost.size === 0) return { lone: [], stranded: [] };
  const served = new Set<string>();
  const live = new Set<string>();
  const was = new Set<string>();
  for (const device of all) {
    if (device.isExternal === true) continue;
    for (const route of servedSubnets(device)) {
      const prefix = routeKey(route);
      if (!lost.has(prefix)) continue;
      if (losing.get(device.key)?.has(prefix) === true) was.add(prefix);
      else {
        served.add(prefix);
        if (statusOf(factsOf(device), now) === 'connected') live.add(prefix);
      }
    }
  }
  const left = [...was].filter((prefix) => !isExitRoute(prefix));
  return {
    lone: left.filter((prefix) => !served.has(prefix)),
    stranded: left.filter((prefix) => served.has(prefix) && !live.has(prefix)),
  };
}

function ownSentences(wish: BulkWish, devices: readonly ListedDevice[], now: number): readonly string[] {
  const told = (many: readonly ListedDevice[], words: (n: number) => string) =>
    many.length === 0 ? [] : [words(many.length)];
  switch (wish.kind) {
    case 'tags':
      return told(
        devices.filter(({ tags }) => wish.add.length > 0 && (tags ?? []).length === 0),
        (n) =>
          `${count(n, 'device')} ${n === 1 ? 'belongs' : 'belong'} to a person now. The first tag takes its place, and that cannot be undone from here.`,
      );
    case 'key-expiry':
      return wish.keyExpiryDisabled
        ? []
        : told(
            devices.filter((device) => restoredBy(device, now) === 'past'),
            (n) =>
              `The date of ${count(n, 'key')} has passed: ${n === 1 ? 'this device is' : 'these are'} cut off at once.`,
          );
    case 'expire-key':
      return told(
        devices.filter(({ keyExpiryDisabled }) => keyExpiryDisabled === true),
        (n) =>
          `${n} ${n === 1 ? 'has' : 'have'} key expiry off and ${n === 1 ? 'stays' : 'stay'} connected until it is turned on.`,
      );
    case 'approval':
      return wish.authorized
        ? []
        : told(
            devices.filter(({ isEphemeral }) => isEphemeral === true),
            (n) => `${n} ${n === 1 ? 'is' : 'are'} ephemeral and ${n === 1 ? 'leaves' : 'leave'} the tailnet for good.`,
          );
    case 'routes':
      return wish.isApproval
        ? told(
            devices.filter((device) => factsOf(device).exitNode === 'waiting' && takesExit(wish.prefixes)),
            (n) =>
              `${count(n, 'device')} ${n === 1 ? 'becomes an exit node' : 'become exit nodes'} for everybody who may use one.`,
          )
        : [];
    case 'delete':
    case 'posture':
    case 'undo':
      return [];
    default:
      return wish satisfies never;
  }
}

function takesExit(prefixes: readonly string[] | 'all'): boolean {
  return prefixes === 'all' || prefixes.some(isExitRoute);
}

function connectedSentence(cut: readonly ListedDevice[]): readonly string[] {
  const connected = cut.filter(({ connectedToControl }) => connectedToControl === true).length;
  if (connected === 0) return [];
  return [
    connected === 1
      ? '1 of them is connected now. Open connections to it break.'
      : `${connected} of them are connected now. Open connections to them break.`,
  ];
}

/** Asked of each device as if it stood alone; a way through a prefix counts only where nobody else routes it. */
function consoleLoss(cut: readonly ListedDevice[], lone: readonly string[], hosts: readonly string[]) {
  for (const device of cut) {
    const impact = impactOf({ device, devices: [], invites: [], now: 0, consoleAddresses: hosts });
    const path = impact.consolePath;
    const sentence = consoleSentence({ ...impact, name: machineName(device) });
    if (path === undefined || sentence === undefined) continue;
    if (path.kind === 'address' || lone.includes(path.prefix)) return { sentence, host: path.host };
  }
  return undefined;
}

/** "10.0.0.0/16, 192.168.1.0/24 and 12 more". */
function several(prefixes: readonly string[]): string {
  const shown = prefixes.slice(0, 3).join(', ');
  return prefixes.length > 3 ? `${shown} and ${prefixes.length - 3} more` : shown;
}

function count(many: number, noun: string): string {
  return many === 1 ? `1 ${noun}` : `${many} ${noun}s`;
}
