import { day } from '#browser/device/moment.ts';

const week = 7 * day;

/**
 * How long before its end a key is worth a warning, in milliseconds: a tenth of the length that keys have in the
 * tailnet, and at most a week. Who signs in every day is not to be warned every day. A week where the length is unknown.
 */
export function warningSpan(keyDays: number | null | undefined): number {
  return keyDays === null || keyDays === undefined || keyDays <= 0 ? week : Math.min(week, (keyDays * day) / 10);
}
