const zeroTime = '0001-01-01';

/**
 * Milliseconds since 1970 of a date as the API writes it, or undefined for every spelling of "no date": missing, null,
 * "", Go's zero time, and text that is no date.
 */
export function readDate(text: string | null | undefined): number | undefined {
  if (!text || text.startsWith(zeroTime)) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
export const day = 24 * hour;

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const shortDateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** British English writes the day first, and of all months cuts only September to four letters. */
function printed(format: Intl.DateTimeFormat, at: number): string {
  return format.format(at).replace('Sept', 'Sep');
}

/** "14 Mar 2027" in UTC. */
export function formatDate(at: number): string {
  return printed(dateFormat, at);
}

/** "14 Mar 2027, 09:20 UTC": the exact time that a tooltip carries beside every relative one. */
export function formatExact(at: number): string {
  return `${formatDate(at)}, ${clockFormat.format(at)} UTC`;
}

/** "09:20" in UTC. */
export function formatClock(at: number): string {
  return clockFormat.format(at);
}

/** A length of time in one unit: "12 s", "48 min", "3 h", "41 d". Never negative. */
export function formatSpan(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < minute) return `${Math.floor(span / second)} s`;
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < day) return `${Math.floor(span / hour)} h`;
  return `${Math.round(span / day)} d`;
}

/** How far a later date is, counted as on a calendar in UTC: "1 day", "149 days"; under a day as `formatSpan` has it. */
export function formatDaysUntil(at: number, now: number): string {
  if (at - now < day) return formatSpan(at - now);
  const days = Math.floor(at / day) - Math.floor(now / day);
  return days === 1 ? '1 day' : `${days.toLocaleString('en')} days`;
}

/** "14 Nov" in UTC, with the year once it is another one than that of `now`. */
export function formatDay(at: number, now: number): string {
  const sameYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear();
  return sameYear ? printed(shortDateFormat, at) : formatDate(at);
}

/** "48 min ago" up to 90 days, then "8 Mar", with the year once it is another one. A moment in the future reads as now. */
export function formatAgo(at: number, now: number): string {
  return now - at <= 90 * day ? `${formatSpan(now - at)} ago` : formatDay(at, now);
}
