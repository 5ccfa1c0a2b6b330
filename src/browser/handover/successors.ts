import { factsOf } from '#browser/device/device-facts.ts';
import { formatAgo, day, readDate } from '#browser/device/moment.ts';
import { sanitizeHostname } from '#browser/device/name/name.schema.ts';
import type { ListedDevice } from '#contract/device-list.ts';
import type { Sheet } from './sheet.ts';

/** A device that may take the place of another one, and what speaks for it. */
export type Successor = { readonly device: ListedDevice; readonly reasons: readonly string[]; readonly score: number };

/** From here on a device is proposed by itself. */
const likely = 4;
/** Clocks of a page and of a server differ by this much, in milliseconds, without anybody minding. */
const clockSkew = 60_000;

/**
 * The devices that are likely to be the new machine, the likeliest first, at most `most`. A machine that was installed
 * again has the same host name and, as that name is taken, a number behind it (https://tailscale.com/kb/1098). Who owns
 * it, its system and its age only add to that, or to having come after the sheet was taken (`isAwaited`).
 */
export function successors(
  sheet: Sheet,
  devices: readonly ListedDevice[],
  given: { readonly now: number; readonly isAwaited: boolean; readonly most?: number },
): readonly Successor[] {
  const host = sanitizeHostname(sheet.hostname);
  const found = devices.flatMap((device): readonly Successor[] => {
    if (device.key === sheet.id || device.isExternal === true) return [];
    const successor = judge(sheet, host, device, given);
    return successor.score >= likely ? [successor] : [];
  });
  return found
    .toSorted((one, other) => other.score - one.score || createdAt(other.device) - createdAt(one.device))
    .slice(0, given.most ?? 3);
}

function judge(
  sheet: Sheet,
  host: string,
  device: ListedDevice,
  { now, isAwaited }: { readonly now: number; readonly isAwaited: boolean },
): Successor {
  const facts = factsOf(device);
  const created = createdAt(device);
  const hints: readonly (readonly [isSo: boolean, score: number, words: string])[] = [
    [isNumbered(facts.name, sheet.name) || isNumbered(facts.name, host), 4, 'numbered, as the name was taken'],
    [host !== '' && sanitizeHostname(device.hostname ?? '') === host, 3, 'same host name'],
    [
      isAwaited && created >= sheet.takenAt - clockSkew,
      4,
      `joined ${formatAgo(created, now)}, after the sheet was taken`,
    ],
    [!isAwaited && now - created <= 7 * day, 1, `added ${formatAgo(created, now)}`],
    [sheet.owner !== '' && facts.owner === sheet.owner, 0.5, 'same owner'],
    [sheet.tags.length > 0 && sheet.tags.every((tag) => device.tags?.includes(tag)), 0.5, 'same tags'],
    [sheet.os !== '' && facts.os === sheet.os, 0.25, `also ${facts.os}`],
  ];
  const hits = hints.filter(([isSo]) => isSo);
  return {
    device,
    reasons: hits.map(([, , words]) => words),
    score: hits.reduce((sum, [, score]) => sum + score, 0),
  };
}

/** True for "web-2" where "web" was wanted. */
function isNumbered(name: string, wanted: string): boolean {
  return wanted !== '' && name.startsWith(`${wanted}-`) && /^[1-9]\d{0,3}$/.test(name.slice(wanted.length + 1));
}

function createdAt({ created }: ListedDevice): number {
  return readDate(created) ?? -Infinity;
}
