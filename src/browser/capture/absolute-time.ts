import { formatClock, formatDay } from '#browser/device/moment.ts';

/**
 * The words of a time element as they stay true in a picture: "48 min ago" as "21 Nov, 16:24 UTC", and of another year as
 * its date; without comma and zone where `isShort`, as a column has no room for them. Words that tell no distance stay.
 */
export function absoluteWords(words: string, dateTime: string, isShort = false): string {
  const at = Date.parse(dateTime);
  const [isDistance, added = ''] =
    /^(Added )?\d[\d,]* (?:s|min|h|d) ago$|^In \d[\d,]* (?:s|min|h|d)$/.exec(words) ?? [];
  if (Number.isNaN(at) || isDistance === undefined) return words;
  const day = formatDay(at, Date.now());
  if (/\d{4}$/.test(day)) return `${added}${day}`;
  if (isShort && added !== '') return `${added}${day}`;
  return isShort ? `${day} ${formatClock(at)}` : `${added}${day}, ${formatClock(at)} UTC`;
}
