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

// Written out, as the browser's own formats take longer to make than all rows of a list.
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** "14 Mar" in UTC. */
function dayAndMonth(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''}`;
}

/** "14 Mar 2027" in UTC. */
export function formatDate(at: number): string {
  return `${dayAndMonth(at)} ${new Date(at).getUTCFullYear()}`;
}

/** "14 Mar 2027, 09:20 UTC": the exact time that a tooltip carries beside every relative one. */
export function formatExact(at: number): string {
  return `${formatDate(at)}, ${formatClock(at)} UTC`;
}

/** "09:20" in UTC. */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
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
  return sameYear ? dayAndMonth(at) : formatDate(at);
}

/**
 * "48 min ago" up to 90 days, then "8 Mar", with the year once it is another one. A moment in the future reads as now. In
 * pictures "21 Nov, 16:24 UTC".
 */
export function formatAgo(at: number, now: number): string {
  if (isStanding(now)) return formatMoment(at, now);
  return now - at <= 90 * day ? `${formatSpan(now - at)} ago` : formatDay(at, now);
}

/** "4 d ago", however long it is. In pictures the day, and the time as well where it was within a day. */
export function formatPast(at: number, now: number): string {
  return isStanding(now) ? formatNear(at, now) : `${formatSpan(now - at)} ago`;
}

/** "in 3 d". In pictures the day, and the time as well where it is within a day. */
export function formatIn(at: number, now: number): string {
  return isStanding(now) ? formatNear(at, now) : `in ${formatSpan(at - now)}`;
}

/** "in 12 days", counted as on a calendar. In pictures the day, and the time as well where it is within a day. */
export function formatDue(at: number, now: number): string {
  return isStanding(now) ? formatNear(at, now) : `in ${formatDaysUntil(at, now)}`;
}

/** ", in 190 days" behind a date that is told. Nothing in pictures. */
export function formatDistance(at: number, now: number): string {
  return isStanding(now) ? '' : `, in ${formatDaysUntil(at, now)}`;
}

/**
 * True for a moment at which the clock of the page stands still, as it does in capture mode: it is told with half a
 * millisecond. A picture is looked at for years, so each distance from there is told as the moment that it leads to.
 */
function isStanding(now: number): boolean {
  return !Number.isInteger(now);
}

function formatMoment(at: number, now: number): string {
  const told = formatDay(at, now);
  return /\d{4}$/.test(told) ? told : `${told}, ${formatClock(at)} UTC`;
}

function formatNear(at: number, now: number): string {
  return Math.abs(at - now) < day ? formatMoment(at, now) : formatDay(at, now);
}
