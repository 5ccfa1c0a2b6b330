/** Go's zero time, which the API sends for "no date". */
export const zeroTime = '0001-01-01T00:00:00Z';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A moment (milliseconds since 1970) as the API writes most dates: UTC, whole seconds. */
export function rfc3339(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** The same with nanoseconds, as invites carry them; the last six digits are given. */
export function rfc3339Nano(milliseconds: number, lastSixDigits: string): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}${lastSixDigits}Z`;
}

const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970, or undefined where the text is no date: absent, null, "", the zero time, or malformed. */
export function moment(text: string | null | undefined): number | undefined {
  if (!text || text === zeroTime || !pattern.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
